import { formatCount } from "../math/number-format";
import type { Frame, LaneKey } from "../worker/protocol";
import type { LabState, Notice } from "./lab-state";

const LANES: readonly LaneKey[] = ["a", "b"];

/** Whether the run is over: all its steps made, or both lanes stopped. */
export const hasEnded = ({ step, lanes }: Frame, steps: number): boolean =>
  step >= steps || (lanes.a.stopped !== null && lanes.b.stopped !== null);

/** What a frame changes of what the page shows. */
export function shownBy({ run, step, stepsPerSecond, lanes }: Frame): Partial<LabState> {
  const stopped = { a: lanes.a.stopped, b: lanes.b.stopped };
  return { phase: "ready", measured: true, run, step, stepsPerSecond, stopped };
}

/** What a frame has to tell in words, lane by lane: remarks, and why a lane stopped. */
export function remarksOf({
  lanes,
}: Frame): readonly { readonly lane: LaneKey; readonly text: string; readonly tone: Notice["tone"] }[] {
  return LANES.flatMap((lane) => {
    const { notes, stopped } = lanes[lane];
    const remarks = notes.map(({ text }) => ({ lane, text, tone: "quiet" as const }));
    if (!stopped) return remarks;
    const text = `Stopped at step ${formatCount(stopped.step)}. ${stopped.explanation}`;
    return [...remarks, { lane, text, tone: "warning" as const }];
  });
}
