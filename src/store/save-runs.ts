import { create } from "zustand";
import type { RunConfig } from "../config/schema";
import { formatQuery } from "../config/url";
import { readsOwnText } from "../experiments/source";
import { whyNotKept } from "../worker/browser-store";
import { dataNow } from "./data-now";
import type { Lab } from "./lab";
import { claimSlot } from "./run-slot";
import { RunStore, type StoredRun } from "./run-store";
import type { SavedRun } from "./saved-run";

/** The run of the last visit, while the page offers to continue it. */
export const useOffer = create<{ readonly run: SavedRun | null; readonly slot: string }>(() => ({
  run: null,
  slot: "",
}));

/** The minimum time between two writes, in ms. */
const MIN_INTERVAL = 1000;
/** The time before another attempt if a write fails, in ms. */
const RETRY_INTERVAL = 10_000;
/** What a write that failed has saved. */
const NOTHING = { at: null, playing: false };
/** While the run plays, the time between two writes is at least this many times what a write takes. */
const COST_FACTOR = 4;

const store = new RunStore();

/** Whether two configs describe the same run; the backend is a property of the machine and does not count. */
const sameRun = (one: RunConfig, other: RunConfig) =>
  formatQuery({ ...one, backend: "auto" }) === formatQuery({ ...other, backend: "auto" });

/** Whether a run reads what its settings stand for now: the user's own text may be another one by now. */
const ofThisText = async ({ run, data }: StoredRun): Promise<boolean> =>
  data === undefined ? !readsOwnText(run.config) : data === (await dataNow(run.config));

/**
 * Saves the lab's run in the browser from now on, and offers to continue the run that was saved before if it has the
 * settings that the page opened with. If storage is refused or full, a notice says so once, and it is tried again.
 */
export async function saveRuns(lab: Lab): Promise<void> {
  const opened = lab.state.config;
  let saved: readonly StoredRun[] = [];
  let refused = false;
  try {
    saved = await store.all();
  } catch (error) {
    refused = true;
    reportRefusal(lab, error);
  }
  const slot = await claimSlot(saved.filter(({ run }) => sameRun(run.config, opened)).map((one) => one.slot));
  const own = saved.find((one) => one.slot === slot);
  const untouched = lab.state.step === 0 && !lab.state.playing && sameRun(lab.state.config, opened);
  if (own && untouched && sameRun(own.run.config, opened) && (await ofThisText(own)))
    useOffer.setState({ run: own.run, slot });
  // What is not deleted now is deleted at another visit.
  store.prune(saved.filter((one) => one.slot !== slot)).catch(() => {});
  writeContinuously(lab, slot, refused);
}

/** Continues the offered run. */
export function acceptOffer(lab: Lab): void {
  const { run } = useOffer.getState();
  useOffer.setState({ run: null });
  if (run) lab.continueFrom(run);
}

/** Withdraws the offer of a run that could not be continued as it was. */
export function withdrawOffer(isLost: (run: SavedRun) => boolean): void {
  const { run } = useOffer.getState();
  if (run && isLost(run)) useOffer.setState({ run: null });
}

/** Withdraws the offer and deletes the saved run. */
export function discardOffer(): void {
  const { slot } = useOffer.getState();
  useOffer.setState({ run: null });
  // If it cannot be deleted, it is offered again, which is harmless.
  store.delete(slot).catch(() => {});
}

const REFUSAL = "The browser does not save runs here";

function reportRefusal(lab: Lab, error: unknown): void {
  lab.notify(`${REFUSAL} (${whyNotKept(error)}): a reload starts them again from the beginning.`, "quiet");
}

function withdrawRefusal(lab: Lab): void {
  for (const { id, text } of lab.state.notices) if (text.startsWith(REFUSAL)) lab.dismiss(id);
}

/** @param reported whether the page has said that nothing is saved */
function writeContinuously(lab: Lab, slot: string, reported: boolean): void {
  /** The state that a write would save: the checkpoint, and whether the run plays. */
  const current = () => ({ at: lab.state.checkpointed, playing: lab.state.playing });
  // What was done while the slot was claimed is not written yet.
  let written = lab.state.step > 0 ? NOTHING : current();
  let failing = reported;
  const isWritten = () => current().at === written.at && current().playing === written.playing;
  let endedAt = 0;
  let duration = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (busy || isWritten()) return;
    const run = lab.savableRun;
    if (!run) return;
    written = current();
    busy = true;
    const begun = performance.now();
    try {
      await store.save(slot, run, lab.state.task?.data ?? "");
      if (failing) withdrawRefusal(lab);
      failing = false;
    } catch (error) {
      if (!failing) reportRefusal(lab, error);
      failing = true;
      written = NOTHING;
    }
    busy = false;
    endedAt = performance.now();
    duration = endedAt - begun;
    if (!isWritten()) defer();
  };
  const defer = () => {
    const usual = lab.state.playing ? Math.max(MIN_INTERVAL, COST_FACTOR * duration) : MIN_INTERVAL;
    const rest = failing ? RETRY_INTERVAL : usual;
    clearTimeout(timer);
    timer = setTimeout(write, Math.max(0, endedAt + rest - performance.now()));
  };
  lab.store.subscribe(({ checkpointed, playing, step }, before) => {
    // A run that has made a step replaces the saved one.
    if (step > 0 && useOffer.getState().run) useOffer.setState({ run: null });
    if (checkpointed !== before.checkpointed || playing !== before.playing) defer();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") write();
  });
  if (!isWritten()) defer();
}
