import { LANE_KEYS, type LaneKey } from "../lanes";
import { formatCount } from "../math/number-format";
import type { Frame } from "../worker/protocol";
import type { LabState, Notice } from "./lab-state";

/** Whether the run has ended: all its steps are made, or both lanes have stopped. */
export const hasEnded = ({ step, lanes }: Frame, steps: number): boolean =>
  step >= steps || (lanes.a.stopped !== null && lanes.b.stopped !== null);

/** The part of the state that a frame changes. @param now the time in ms */
export function shownBy(
  { run, step, lanes }: Frame,
  { playedFrom }: LabState,
  now: number,
): Partial<LabState> {
  const stopped = { a: lanes.a.stopped, b: lanes.b.stopped };
  const [made, elapsed] = [step - playedFrom.step, now - playedFrom.at];
  const stepsPerSecond = made > 0 && elapsed > 0 ? (1000 * made) / elapsed : 0;
  return { phase: "ready", measured: true, run, step, stepsPerSecond, stopped };
}

interface LaneNews {
  readonly lane: LaneKey;
  readonly text: string;
  readonly tone: Notice["tone"];
}

/** The remarks of a frame, lane by lane. */
export const remarksOf = ({ lanes }: Frame): readonly LaneNews[] =>
  LANE_KEYS.flatMap((lane) => lanes[lane].notes.map(({ text }) => ({ lane, text, tone: "quiet" as const })));

/** The lanes that have stopped, and why. */
export const stopsOf = ({ lanes }: Frame): readonly LaneNews[] =>
  LANE_KEYS.flatMap((lane) => {
    const { stopped } = lanes[lane];
    if (!stopped) return [];
    const text = `Stopped at step ${formatCount(stopped.step)}. ${stopped.explanation}`;
    return [{ lane, text, tone: "warning" as const }];
  });
