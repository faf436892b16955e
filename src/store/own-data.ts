import { create } from "zustand";
import { messageOf } from "../errors";
import { pageRefusal } from "../experiments/checked-plan";
import { expand } from "../experiments/expand";
import { type DataNames, dataKind, OWN_DATA_PLAN, withData, withoutData } from "../experiments/own-data-plan";
import type { Plan } from "../experiments/plan";
import type { AnswerKind } from "../own-data/own-data";
import type { Role } from "../own-data/read-files";
import { readOwnDataFiles } from "../worker/own-data-client";
import type { ChosenFiles, ReadData } from "../worker/own-data-protocol";
import { useLargeSizes } from "./large-sizes";
import { experiments } from "./use-experiments";

interface OwnDataState {
  /** The files that were chosen; the browser keeps none of them. */
  readonly files: ChosenFiles;
  /** What was read of them. */
  readonly read: ReadData | null;
  /** The name of the file that is being read. */
  readonly reading: string | null;
  /** What is wrong, in sentences. */
  readonly trouble: string | null;
  /** Whether the data are others than those that the plan names. */
  readonly isOther: boolean;
  /** Takes files beside those that were chosen before, and reads all. */
  take(files: ChosenFiles): Promise<void>;
  /** Leaves a file out. */
  leaveOut(role: Role): Promise<void>;
  stop(): void;
  /** Has the plan name these data in place of those that it names; their results are no longer shown. */
  replace(): Promise<void>;
}

/** The plan’s kind of answers; null if it reads no data of the user's own, or is wrong. */
export function kindOf(plan: Plan): AnswerKind | null {
  try {
    return dataKind(plan);
  } catch {
    return null;
  }
}

const isBusy = () => ["running", "paused"].includes(experiments.state.phase);

const namesOf = (files: ChosenFiles): DataNames =>
  Object.fromEntries(Object.entries(files).map(([role, file]) => [role, file.name]));

/** The digest of the data that the plan’s results are of; undefined if it has none yet. */
function digestOfResults(): string | undefined {
  const { plan, rows } = experiments.state;
  return plan.data?.digest ?? rows.find(({ data }) => data !== "")?.data;
}

let stopping = new AbortController();
/** The digest that the plan got from files of this visit: if there are no results yet, other files replace it at once. */
let adopted: string | undefined;

/** The user's own data, which plans under *Experiments* read. They are in the memory of this page alone. */
export const useOwnData = create<OwnDataState>((set, get) => ({
  files: {},
  read: null,
  reading: null,
  trouble: null,
  isOther: false,
  async take(files) {
    if (isBusy()) return set({ trouble: "The plan is running: cancel it before it reads other files." });
    if (kindOf(experiments.state.plan) === null) await experiments.choose(OWN_DATA_PLAN);
    set({ files: { ...get().files, ...files } });
    await readAll();
  },
  async leaveOut(role) {
    const { [role]: _, ...files } = get().files;
    set({ files });
    await readAll();
  },
  stop() {
    stopping.abort();
  },
  async replace() {
    const { read } = get();
    if (read) await adopt(read, withoutData(experiments.state.plan));
  },
}));

/** Reads the chosen files, for what the plan asks of them. */
async function readAll(): Promise<void> {
  const set = useOwnData.setState;
  const { files } = useOwnData.getState();
  stopping.abort();
  const mine = new AbortController();
  stopping = mine;
  set({ read: null, reading: null, trouble: null, isOther: false });
  experiments.dropData();
  if (!files.data) return;
  set({ reading: files.data.name });
  try {
    const kind = kindOf(experiments.state.plan) ?? "classes";
    const read = await readOwnDataFiles({ kind, files }, (reading) => set({ reading }), mine.signal);
    if (mine.signal.aborted) return;
    set({ read, reading: null });
    await compare(read);
  } catch (error) {
    if (stopping === mine) set({ reading: null, trouble: messageOf(error) });
  }
}

/** Gives the data to the plan, if they are those that its results are of. */
async function compare(read: ReadData): Promise<void> {
  const { plan, rows } = experiments.state;
  const wanted = digestOfResults();
  if (wanted === undefined || wanted === read.data.data) return adopt(read, plan);
  if (wanted === adopted && rows.length === 0) return adopt(read, withoutData(plan));
  useOwnData.setState({ isOther: true });
}

async function adopt(read: ReadData, plan: Plan): Promise<void> {
  const set = useOwnData.setState;
  try {
    const named = withData(plan, read.data, namesOf(useOwnData.getState().files));
    const trouble = pageRefusal(expand(named)) ?? null;
    set({ trouble, isOther: false });
    if (trouble) return;
    adopted = read.data.data;
    await experiments.takeData(read.data, named);
  } catch (error) {
    set({ trouble: messageOf(error), isOther: false });
  }
}

/** Reads the files again, or gives them to another plan, when what they are for has changed. */
experiments.store.subscribe(({ plan }, before) => {
  if (plan === before.plan) return;
  const { read, files, reading } = useOwnData.getState();
  const kind = kindOf(plan);
  if (kind === null || !files.data || reading !== null) return;
  if (read?.data.kind !== kind) void readAll();
  else if (plan.data?.digest !== read.data.data) void compare(read);
});

// Data that were refused for their size may fit now.
useLargeSizes.subscribe(({ on }) => {
  const { read, trouble } = useOwnData.getState();
  if (on && read && trouble) void compare(read);
});
