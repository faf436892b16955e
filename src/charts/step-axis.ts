import type { PerLane } from "../lanes";
import { formatCount } from "../math/number-format";
import type { Curve } from "./curve";
import type { XAxisSpec } from "./line-plot";
import { linearTicks } from "./log-axis";
import type { RunLabel } from "./props";
import type { Prediction } from "./sketch-pad";
import type { PlotSize } from "./use-plot-size";

const ticksThatFit = ({ width, fontSize }: PlotSize) =>
  Math.min(7, Math.max(3, Math.floor(width / (fontSize * 5))));

const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The least of the round numbers 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is not below `last`; at least 10. */
export function roundEnd(last: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, last)));
  return (ENDS.find((end) => end * power >= last) ?? 10) * power;
}

/** The first steps are looked at closely. */
const CLOSE = 25;
/** A run that is longer than this is not shown at its full length from the beginning. */
const LONG = 1000;

/**
 * Where the axis of a run ends that has come to step `last`: close behind the first steps, then at the run's length, and
 * beyond that at round numbers. So the axis stands still for nearly all of a run, and shows how much of it is to come.
 */
export function stepEnd(last: number, length: number): number {
  if (last <= CLOSE) return Math.min(30, roundEnd(length));
  return Math.max(roundEnd(last), roundEnd(Math.min(length, LONG)));
}

/** Room for a name beside a mark, as a share of the axis. */
const NAME_ROOM = 0.15;

/** Steps from 0, past the last one of either curve and of the run; see {@link stepEnd}. */
export function stepAxis(
  curves: PerLane<Curve>,
  { step, length = 0, forkedAt }: Pick<RunLabel, "step" | "length" | "forkedAt">,
  size: PlotSize,
  prediction?: Prediction,
): XAxisSpec {
  const at = Math.max(step, curves.a.points.at(-1)?.x ?? 0, curves.b.points.at(-1)?.x ?? 0);
  const last = Math.max(stepEnd(at, length), prediction?.stretch.to ?? 0);
  const ticks = linearTicks([0, last], ticksThatFit(size), 1);
  // Where the lines end stand their names: the fork is named once they have gone on.
  const goneOn = forkedAt !== undefined && at - forkedAt > NAME_ROOM * last;
  const mark = forkedAt === undefined ? undefined : { at: forkedAt, name: goneOn ? "fork" : "" };
  return { domain: [0, last], ticks, name: "step", format: formatCount, growing: true, mark };
}

/** t = 0 … T, with T itself always named, and the way that gradients go. */
export function timeAxis(sequenceLength: number, size: PlotSize): XAxisSpec {
  const last = Math.max(1, sequenceLength);
  const round = linearTicks([0, last], ticksThatFit(size), 1);
  const every = (round[1] ?? last) - round[0];
  const ticks = [...round.filter((tick) => last - tick > every * 0.45), last];
  return { domain: [0, last], ticks, name: "time step t", format: formatCount, leftwards: "backpropagation" };
}

/** How far below what was measured a log axis reaches while somebody sketches what is to come. */
const SKETCH_ROOM = 1e4;

/** Values that a log axis must hold for the sake of a prediction. */
export function sketchRoom(curves: PerLane<Curve>, prediction: Prediction | undefined): number[] {
  if (!prediction) return [];
  const drawn = [...prediction.sketches.a, ...prediction.sketches.b].filter((value) => value !== null);
  const low = Math.min(...[curves.a.low, curves.b.low].filter((value) => value > 0));
  return prediction.phase === "sketching" ? [...drawn, low / SKETCH_ROOM] : drawn;
}
