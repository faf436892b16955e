import { del, entries, set } from "idb-keyval";
import { create } from "zustand";
import { attempt } from "../errors";
import { lectureJson, readLecture } from "../scenes/lecture-file";
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
  /** Why the browser does not keep them, as a sentence; null if it does. */
  readonly notKept: string | null;
}

export const useOwnLectures = create<OwnLectures>(() => ({ lectures: [], notKept: null }));

const STORE = browserStore("unitary-rnn-lab-lectures", "lectures");
/** Ids of own lectures begin with this, so that they are none of a lecture that comes with the lab. */
const PREFIX = "own-";

let reading: Promise<void> | undefined;

/** Reads the lectures that the browser keeps; later calls wait for the first. What cannot be read counts as absent. */
export function readOwnLectures(): Promise<void> {
  reading ??= attempt(() => entries<string, unknown>(STORE), []).then(async (found) => {
    const kept: OwnLecture[] = [];
    for (const [id, json] of found) {
      const lecture = await attempt(async () => readLecture(json), null);
      if (lecture) kept.push({ id, lecture });
    }
    const { lectures } = useOwnLectures.getState();
    const made = new Set(lectures.map(({ id }) => id));
    const order = ({ id }: OwnLecture) => Number(id.slice(PREFIX.length));
    const before = kept.filter(({ id }) => !made.has(id)).sort((one, other) => order(one) - order(other));
    useOwnLectures.setState({ lectures: [...before, ...lectures] });
  });
  return reading;
}

export async function ownLectureOf(id: string): Promise<Lecture | undefined> {
  await readOwnLectures();
  return useOwnLectures.getState().lectures.find((own) => own.id === id)?.lecture;
}

/** Keeps what was changed, or says why the browser does not. */
async function keep(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    useOwnLectures.setState({ notKept: null });
  } catch (error) {
    const notKept = `The browser does not keep your lectures here (${whyNotKept(error)}). Before you leave this page, save them as files.`;
    useOwnLectures.setState({ notKept });
  }
}

/** Puts a lecture in the place of another, or behind the others, and keeps it. */
export function setOwnLecture(id: string, lecture: Lecture): Promise<void> {
  const { lectures } = useOwnLectures.getState();
  const changed = { id, lecture };
  useOwnLectures.setState({
    lectures: lectures.some((own) => own.id === id)
      ? lectures.map((own) => (own.id === id ? changed : own))
      : [...lectures, changed],
  });
  return keep(() => set(id, lectureJson(lecture), STORE));
}

/** Makes a lecture the user's own, behind the others. @returns its id */
export function addOwnLecture(lecture: Lecture): string {
  const { lectures } = useOwnLectures.getState();
  const ids = lectures.map(({ id }) => Number(id.slice(PREFIX.length)));
  // Later than all others, also than those of other tabs.
  const id = `${PREFIX}${Math.max(Date.now(), ...ids.map((each) => each + 1))}`;
  void setOwnLecture(id, lecture);
  return id;
}

export function deleteOwnLecture(id: string): Promise<void> {
  useOwnLectures.setState({
    lectures: useOwnLectures.getState().lectures.filter((own) => own.id !== id),
  });
  return keep(() => del(id, STORE));
}
