import { del, entries, get, promisifyRequest } from "idb-keyval";
import { create } from "zustand";
import { attempt } from "../errors";
import { LIMITS, lectureJson, readLecture } from "../scenes/lecture-file";
import type { Lecture } from "../scenes/scene";
import { browserStore, whyNotKept } from "../worker/browser-store";

/** A lecture of the user's own, and the id under which the browser keeps it. */
export interface OwnLecture {
  readonly id: string;
  readonly lecture: Lecture;
}

interface OwnLectures {
  /** In the order in which they were made; empty until the browser's storage has been read. */
  readonly lectures: readonly OwnLecture[];
  /** The id of the one that the panel shows, to be changed. */
  readonly edited: string | null;
  /** Why the browser does not keep them, as a sentence; null if it does. */
  readonly notKept: string | null;
  /** A sentence about what another tab has done to the lecture that is changed here. */
  readonly elsewhere: string | null;
}

export const useOwnLectures = create<OwnLectures>(() => ({
  lectures: [],
  edited: null,
  notKept: null,
  elsewhere: null,
}));

/** Shows a lecture in the panel, to be changed, or with null all of them. */
export const editOwnLecture = (edited: string | null): void =>
  useOwnLectures.setState({ edited, elsewhere: null });

const STORE = browserStore("unitary-rnn-lab-lectures", "lectures");
/** Ids of own lectures begin with this, so that they are none of a lecture that comes with the lab. */
const PREFIX = "own-";

/** Tells the other tabs the id of a lecture that this one has changed, added or deleted. */
const tabs = new BroadcastChannel("unitary-rnn-lab.lectures");
/** The lectures as JSON as this tab last read or kept them: if the browser keeps another one, another tab has changed it. */
const base = new Map<string, string>();
/** Ids of the lectures that were changed here and are still to be kept. */
const unsaved = new Set<string>();

const ownOf = (id: string) => useOwnLectures.getState().lectures.find((own) => own.id === id);

/** Shows a lecture in its place, or behind the others. */
function show(changed: OwnLecture): void {
  const { lectures } = useOwnLectures.getState();
  useOwnLectures.setState({
    lectures: lectures.some(({ id }) => id === changed.id)
      ? lectures.map((own) => (own.id === changed.id ? changed : own))
      : [...lectures, changed],
  });
}

const hide = (id: string): void =>
  useOwnLectures.setState({ lectures: useOwnLectures.getState().lectures.filter((own) => own.id !== id) });

/** Notes what the browser keeps under an id. @returns the lecture; null if it is none that this release reads */
async function noted(id: string, json: unknown): Promise<Lecture | null> {
  if (json === undefined) base.delete(id);
  else base.set(id, JSON.stringify(json));
  return attempt(async () => readLecture(json), null);
}

let reading: Promise<void> | undefined;

/** Reads the lectures that the browser keeps; later calls wait for the first. What cannot be read counts as absent. */
export function readOwnLectures(): Promise<void> {
  reading ??= attempt(() => entries<string, unknown>(STORE), []).then(async (found) => {
    const kept: OwnLecture[] = [];
    for (const [id, json] of found) {
      const lecture = ownOf(id) ? null : await noted(id, json);
      if (lecture) kept.push({ id, lecture });
    }
    const order = ({ id }: OwnLecture) => Number(id.slice(PREFIX.length));
    kept.sort((one, other) => order(one) - order(other));
    useOwnLectures.setState({ lectures: [...kept, ...useOwnLectures.getState().lectures] });
  });
  return reading;
}

export async function ownLectureOf(id: string): Promise<Lecture | undefined> {
  await readOwnLectures();
  return ownOf(id)?.lecture;
}

let working: Promise<void> = Promise.resolve();

/** Does work with the browser's storage in turn; says why if the browser does not keep what was changed. */
function inTurn(work: () => Promise<void>): Promise<void> {
  working = working.then(async () => {
    try {
      await work();
    } catch (error) {
      const notKept = `The browser does not keep your lectures here (${whyNotKept(error)}). Before you leave this page, save them as files.`;
      useOwnLectures.setState({ notKept });
    }
  });
  return working;
}

/**
 * Keeps a lecture as it is by now, unless another tab has changed the one that it was made from: then both are kept.
 */
async function keep(id: string): Promise<void> {
  const own = ownOf(id);
  if (!own || !unsaved.delete(id)) return;
  const json = lectureJson(own.lecture);
  const before = base.get(id);
  try {
    const other = await STORE("readwrite", async (store) => {
      let found: { readonly json: unknown } | undefined;
      const request = store.get(id);
      request.onsuccess = () => {
        const { result } = request;
        if ((result && JSON.stringify(result)) === before) store.put(json, id);
        else found = { json: result };
      };
      await promisifyRequest(store.transaction);
      return found;
    });
    useOwnLectures.setState({ notKept: null });
    if (other) return await keepBoth(id, other.json);
  } catch (error) {
    unsaved.add(id);
    throw error;
  }
  base.set(id, JSON.stringify(json));
  tabs.postMessage(id);
}

/** Makes a lecture of its own of what was changed here, since another tab has changed or deleted the one that it was made from. */
async function keepBoth(id: string, json: unknown): Promise<void> {
  const own = ownOf(id);
  const others = await noted(id, json);
  if (!own) return;
  unsaved.delete(id);
  const { title } = own.lecture;
  const ending = " (from this tab)";
  const renamed = `${title.slice(0, LIMITS.title - ending.length)}${ending}`;
  const copy = addOwnLecture({ ...own.lecture, title: renamed });
  if (useOwnLectures.getState().edited === id) editOwnLecture(copy);
  if (others) show({ id, lecture: others });
  else hide(id);
  const did = json === undefined ? "deleted" : "changed";
  useOwnLectures.setState({
    elsewhere: `Another tab has ${did} “${title}” as well. What you have here is kept as “${renamed}”, so nothing is lost.`,
  });
}

/** Takes over what another tab has done, unless there are changes here: to keep those finds it by itself. */
async function takeOver(id: string): Promise<void> {
  await readOwnLectures();
  const json = await get<unknown>(id, STORE);
  if (unsaved.has(id) || (json && JSON.stringify(json)) === base.get(id)) return;
  const lecture = await noted(id, json);
  if (lecture) return show({ id, lecture });
  if (useOwnLectures.getState().edited === id) {
    editOwnLecture(null);
    const title = ownOf(id)?.lecture.title ?? "";
    useOwnLectures.setState({ elsewhere: `“${title}” was deleted in another tab.` });
  }
  hide(id);
}
tabs.onmessage = ({ data }: MessageEvent<string>) => {
  working = working.then(() => attempt(() => takeOver(data), undefined));
};

/** Puts a lecture in the place of another, or behind the others, and keeps it. */
export function setOwnLecture(id: string, lecture: Lecture): Promise<void> {
  show({ id, lecture });
  unsaved.add(id);
  return inTurn(() => keep(id));
}

/** Makes a lecture the user's own, behind the others. @returns its id */
export function addOwnLecture(lecture: Lecture): string {
  const ids = useOwnLectures.getState().lectures.map(({ id }) => Number(id.slice(PREFIX.length)));
  // Later than all others, also than those of other tabs.
  const id = `${PREFIX}${Math.max(Date.now(), ...ids.map((each) => each + 1))}`;
  void setOwnLecture(id, lecture);
  return id;
}

export function deleteOwnLecture(id: string): Promise<void> {
  hide(id);
  unsaved.delete(id);
  return inTurn(async () => {
    await del(id, STORE);
    base.delete(id);
    tabs.postMessage(id);
  });
}
