import { formatCount } from "../math/number-format";
import type { Curve } from "./curve";
import type { XAxisSpec } from "./line-plot";
import { linearTicks } from "./log-axis";
import type { PerLane } from "./props";
import type { PlotSize } from "./use-plot-size";

const ticksThatFit = ({ width, fontSize }: PlotSize) =>
  Math.min(7, Math.max(3, Math.floor(width / (fontSize * 5))));

/** Steps from 0 to the last one that either curve, or the run itself, has come to. */
export function stepAxis(curves: PerLane<Curve>, step: number, size: PlotSize): XAxisSpec {
  const last = Math.max(1, step, curves.a.points.at(-1)?.x ?? 0, curves.b.points.at(-1)?.x ?? 0);
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
