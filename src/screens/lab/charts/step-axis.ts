import type { PerLane } from "../../../lanes";
import { formatCount } from "../../../math/number-format";
import type { XAxis } from "../../../plot/axis";
import type { Mark } from "../../../plot/mark";
import { rule } from "../../../plot/rule";
import { ticksAcross } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import type { RunLabel } from "../run-label";
import type { Curve } from "./curve";
import type { Prediction } from "./sketch-pad";

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

/** The last step that any part of a run is drawn at. */
const lastStep = (curves: PerLane<Curve>, { step }: Pick<RunLabel, "step">) =>
  Math.max(step, curves.a.points.at(-1)?.x ?? 0, curves.b.points.at(-1)?.x ?? 0);

/** Steps from 0, past the last one of either curve and of the run; see {@link stepEnd}. */
export function stepAxis(
  curves: PerLane<Curve>,
  run: Pick<RunLabel, "step" | "length">,
  size: PlotSize,
  prediction?: Prediction,
): XAxis {
  const last = Math.max(stepEnd(lastStep(curves, run), run.length), prediction?.stretch.to ?? 0);
  return { domain: [0, last], ticks: ticksAcross([0, last], size, 7, 1), name: "step", format: formatCount };
}

/** Part of the axis that the name of a mark beside it takes up. */
const NAME_ROOM = 0.15;

/** The step at which one lane was copied into the other's place; named once the lines, whose ends have names, have passed it. */
export function forkMark(
  curves: PerLane<Curve>,
  run: Pick<RunLabel, "step" | "forkedAt">,
  { domain }: XAxis,
): readonly Mark[] {
  const { forkedAt } = run;
  if (forkedAt === undefined) return [];
  const passed = lastStep(curves, run) - forkedAt > NAME_ROOM * domain[1];
  return [
    rule({ key: "fork", at: { x: forkedAt }, ...(passed && { name: { text: "fork", at: "top" as const } }) }),
  ];
}

/** t = 0 … T, with T itself always named, and the way that gradients go. */
export function timeAxis(sequenceLength: number, size: PlotSize): XAxis {
  const last = Math.max(1, sequenceLength);
  const round = ticksAcross([0, last], size, 7, 1);
  const every = (round[1] ?? last) - round[0];
  const ticks = [...round.filter((tick) => last - tick > every * 0.45), last];
  return { domain: [0, last], ticks, name: "time step t", format: formatCount, leftwards: "backpropagation" };
}

/** How far below what was measured a log axis reaches while the next steps are sketched. */
const SKETCH_ROOM = 1e4;

/** Values that a log axis must hold for the sake of a prediction. */
export function sketchRoom(curves: PerLane<Curve>, prediction: Prediction | undefined): number[] {
  if (!prediction) return [];
  const drawn = [...prediction.sketches.a, ...prediction.sketches.b].filter((value) => value !== null);
  const low = Math.min(...[curves.a.low, curves.b.low].filter((value) => value > 0));
  return prediction.phase === "sketching" ? [...drawn, low / SKETCH_ROOM] : drawn;
}
