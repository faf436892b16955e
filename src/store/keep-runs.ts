import { create } from "zustand";
import type { RunConfig } from "../config/schema";
import { formatQuery } from "../config/url";
import type { KeptRun } from "./kept-run";
import type { Lab } from "./lab";
import { claimSlot } from "./run-slot";
import { RunStore } from "./run-store";

/** The run of the last visit, while it may be continued. */
export const useOffer = create<{ readonly run: KeptRun | null; readonly slot: string }>(() => ({
  run: null,
  slot: "",
}));

/** Between two writes, in ms … */
const INTERVAL = 1000;
/** … and while the run plays, writing takes at most one part in this many of the time. */
const SHARE = 4;

const store = new RunStore();

/** Whether two configs make the same run; where it runs is this machine's affair. */
const sameRun = (one: RunConfig, other: RunConfig) =>
  formatQuery({ ...one, backend: "auto" }) === formatQuery({ ...other, backend: "auto" });

/**
 * Keeps the lab's run in the browser from now on, and offers to go on with the one that was kept before, where it
 * is of the settings that the page opened with. Where storage is refused or full, that is said once.
 */
export async function keepRuns(lab: Lab): Promise<void> {
  const opened = lab.state.config;
  let slot: string;
  try {
    const kept = await store.all();
    slot = await claimSlot(kept.filter(({ run }) => sameRun(run.config, opened)).map((one) => one.slot));
    const own = kept.find((one) => one.slot === slot);
    const untouched = lab.state.step === 0 && !lab.state.playing && sameRun(lab.state.config, opened);
    if (own && untouched && sameRun(own.run.config, opened)) useOffer.setState({ run: own.run, slot });
    await store.thin(kept.filter((one) => one.slot !== slot));
  } catch (error) {
    return refuse(lab, error);
  }
  writeAsItGoes(lab, slot);
}

/** Goes on with the run that is offered. */
export function acceptOffer(lab: Lab): void {
  const { run } = useOffer.getState();
  useOffer.setState({ run: null });
  if (run) lab.continueFrom(run);
}

/** The run that is offered is not wanted, and not kept any longer. */
export function discardOffer(): void {
  const { slot } = useOffer.getState();
  useOffer.setState({ run: null });
  // Where it cannot be dropped it is offered once more: no harm is done.
  store.drop(slot).catch(() => {});
}

/** Why nothing is kept, in words; browsers that have no room left give but a name. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "QuotaExceededError") return "its storage is full";
  return error.message.replace(/\.$/, "") || error.name;
}

function refuse(lab: Lab, error: unknown): void {
  const why = reason(error);
  lab.notify(
    `The browser does not save runs here (${why}): a reload starts them again from the beginning.`,
    "quiet",
  );
}

function writeAsItGoes(lab: Lab, slot: string): void {
  /** What a write would put down: a run at a checkpoint, going on or standing. */
  const now = () => ({ at: lab.state.checkpointed, playing: lab.state.playing });
  let written = now();
  const isWritten = () => now().at === written.at && now().playing === written.playing;
  let ended = 0;
  let took = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (busy || isWritten()) return;
    const run = lab.kept;
    if (!run) return;
    written = now();
    busy = true;
    const begun = performance.now();
    try {
      await store.keep(slot, run);
    } catch (error) {
      stop();
      refuse(lab, error);
      return;
    }
    busy = false;
    ended = performance.now();
    took = ended - begun;
    if (!isWritten()) defer();
  };
  const defer = () => {
    const rest = lab.state.playing ? Math.max(INTERVAL, SHARE * took) : INTERVAL;
    clearTimeout(timer);
    timer = setTimeout(write, Math.max(0, ended + rest - performance.now()));
  };
  const stopListening = lab.store.subscribe(({ checkpointed, playing, step }, before) => {
    // A run that is on its way takes the place of the one that was kept.
    if (step > 0 && useOffer.getState().run) useOffer.setState({ run: null });
    if (checkpointed !== before.checkpointed || playing !== before.playing) defer();
  });
  const hide = () => {
    if (document.visibilityState === "hidden") write();
  };
  document.addEventListener("visibilitychange", hide);
  const stop = () => {
    stopListening();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", hide);
  };
}
