import type { PerLane } from "../../../lanes";
import { formatCount } from "../../../math/number-format";
import type { XAxis } from "../../../plot/axis";
import { textWidth } from "../../../plot/label-layout";
import type { Mark } from "../../../plot/mark";
import { rule } from "../../../plot/rule";
import { ticksAcross } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { changeGroups, changeMark } from "../change-text";
import type { RunLabel } from "../run-label";
import type { LaneCurve } from "./curve";
import type { ChartPrediction } from "./sketch-pad";

const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Returns the smallest of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is not below `last`; at least 10. */
export function roundEnd(last: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, last)));
  return (ENDS.find((end) => end * power >= last) ?? 10) * power;
}

/** Up to this step the axis shows only the first steps. */
const FIRST_STEPS = 25;
/** A run longer than this is not shown at full length from the beginning. */
const LONG_RUN = 1000;

/**
 * Returns the end of the axis of a run at step `last`: close behind the first steps, then the run's length, and beyond that
 * round numbers. So the axis stays the same for nearly all of a run and shows how much of it remains.
 */
export function stepEnd(last: number, length: number): number {
  if (last <= FIRST_STEPS) return Math.min(30, roundEnd(length));
  return Math.max(roundEnd(last), roundEnd(Math.min(length, LONG_RUN)));
}

/** Returns the last step at which any part of a run is drawn. */
const lastStep = (curves: PerLane<LaneCurve>, { step }: Pick<RunLabel, "step">) =>
  Math.max(step, curves.a.points.at(-1)?.x ?? 0, curves.b.points.at(-1)?.x ?? 0);

/**
 * Returns the axis of training steps, from 0 to beyond the last step drawn, or a later one that it must hold; see
 * {@link stepEnd}.
 */
export function stepAxis(
  curves: PerLane<LaneCurve>,
  run: Pick<RunLabel, "step" | "length">,
  size: PlotSize,
  { prediction, until = 0 }: { prediction?: ChartPrediction | undefined; until?: number | undefined } = {},
): XAxis {
  const drawn = Math.max(lastStep(curves, run), until);
  const last = Math.max(stepEnd(drawn, run.length), prediction?.range.to ?? 0);
  return { domain: [0, last], ticks: ticksAcross([0, last], size, 7, 1), name: "step", format: formatCount };
}

/** Share of the axis that the name beside a mark takes up. */
const NAME_SHARE = 0.15;

/** Returns the mark of a fork; it gets its name once the named ends of the lines are past it. */
export function forkMark(
  curves: PerLane<LaneCurve>,
  run: Pick<RunLabel, "step" | "forkedAt">,
  { domain }: XAxis,
): readonly Mark[] {
  const { forkedAt } = run;
  if (forkedAt === undefined) return [];
  const passed = lastStep(curves, run) - forkedAt > NAME_SHARE * domain[1];
  return [
    rule({ key: "fork", at: { x: forkedAt }, ...(passed && { name: { text: "fork", at: "top" as const } }) }),
  ];
}

/** At most this many changes are marked. */
const MAX_MARKS = 8;
/** Pixels of a figure that its value axis takes up at most, and those around the name of a mark. */
const [AXIS_WIDTH, AROUND] = [64, 16];

/** Returns a mark at each change of a setting; it gets its name if that has room before the next, or the end of the axis. */
export function changeMarks(
  { changes = [] }: Pick<RunLabel, "changes">,
  size: PlotSize,
  { domain }: XAxis,
): readonly Mark[] {
  const groups = changeGroups(changes).slice(0, MAX_MARKS);
  const perStep = (size.width - AXIS_WIDTH) / domain[1];
  return groups.map((group, i) => {
    const text = changeMark(group);
    const room = ((groups[i + 1]?.step ?? domain[1]) - group.step) * perStep;
    const fits = room > textWidth(text, size.fontSize) + AROUND;
    return rule({
      key: `change ${i}`,
      at: { x: group.step },
      ...(fits && { name: { text, at: "top" as const } }),
    });
  });
}

/** Returns the axis t = 0 … T, always with a tick at T, and an arrow for the direction of backpropagation. */
export const timeAxis = (sequenceLength: number, size: PlotSize): XAxis => ({
  ...forwardTimeAxis(sequenceLength, size),
  leftwards: "backpropagation",
});

/** Returns the axis t = 0 … T, always with a tick at T. */
export function forwardTimeAxis(sequenceLength: number, size: PlotSize): XAxis {
  const last = Math.max(1, sequenceLength);
  const round = ticksAcross([0, last], size, 7, 1);
  const every = (round[1] ?? last) - round[0];
  const ticks = [...round.filter((tick) => last - tick > every * 0.45), last];
  return { domain: [0, last], ticks, name: "time step t", format: formatCount };
}

/** Factor by which a log axis extends below the data while the next steps are sketched. */
const SKETCH_FACTOR = 1e4;

/** Returns the values that a log axis must hold for a prediction. */
export function sketchValues(curves: PerLane<LaneCurve>, prediction: ChartPrediction | undefined): number[] {
  if (!prediction) return [];
  const drawn = [...prediction.sketches.a, ...prediction.sketches.b].filter((value) => value !== null);
  const low = Math.min(...[curves.a.low, curves.b.low].filter((value) => value > 0));
  return prediction.phase === "sketching" ? [...drawn, low / SKETCH_FACTOR] : drawn;
}

/** Ticks of rows of time steps, t = 1 … T: the first, and those of the axis that keep clear of it. */
export const rowTicks = (sequenceLength: number, size: PlotSize): number[] => [
  1,
  ...forwardTimeAxis(sequenceLength, size).ticks.filter((t) => t > sequenceLength / 20),
];
