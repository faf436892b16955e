import { formatCount } from "../math/number-format";
import type { Curve } from "./curve";
import type { XAxisSpec } from "./line-plot";
import { linearTicks } from "./log-axis";
import type { PerLane } from "./props";
import type { PlotSize } from "./use-plot-size";

const ticksThatFit = ({ width, fontSize }: PlotSize) =>
  Math.min(7, Math.max(3, Math.floor(width / (fontSize * 5))));

const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The least of the round numbers 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten that is not below `last`; at least 10. */
export function roundEnd(last: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, last)));
  return (ENDS.find((end) => end * power >= last) ?? 10) * power;
}

/** Steps from 0 to a round number beyond the last one of either curve and of the run: an axis that stands still. */
export function stepAxis(curves: PerLane<Curve>, step: number, size: PlotSize): XAxisSpec {
  const last = roundEnd(Math.max(step, curves.a.points.at(-1)?.x ?? 0, curves.b.points.at(-1)?.x ?? 0));
  const ticks = linearTicks([0, last], ticksThatFit(size), 1);
  return { domain: [0, last], ticks, name: "step", format: formatCount };
}

/** t = 0 … T, with T itself always named. */
export function timeAxis(sequenceLength: number, size: PlotSize): XAxisSpec {
  const last = Math.max(1, sequenceLength);
  const round = linearTicks([0, last], ticksThatFit(size), 1);
  const every = (round[1] ?? last) - round[0];
  const ticks = [...round.filter((tick) => last - tick > every * 0.45), last];
  return { domain: [0, last], ticks, name: "time step t", format: formatCount };
}
