import type { FieldValue } from "../../config/schema";
import { type Band, band, type Group, samePoint } from "../../experiments/statistics";
import { formatCount, formatNumber, formatPercent, powerOfTen } from "../../math/number-format";
import { type Axis, linearTicks, logAxis, roundDomain, type XAxis } from "../../plot/axis";
import type { Look } from "../../plot/look";
import { maxTicksDown, ticksAcross } from "../../plot/scales";
import type { PlotSize } from "../../plot/size";
import type { NetworkSeries } from "./network-series";

/** Units of a run's progress. */
export const X_AXES = ["step", "seconds", "FLOPs"] as const;
export type Progress = (typeof X_AXES)[number];
export type Measure = "loss" | "accuracy";

/** The progress at each point of a band; undefined if it is not known: a run’s FLOPs are counted when it ends. */
function along(axis: Progress, { step, seconds }: Band, { rows }: Group): readonly number[] | undefined {
  if (axis === "seconds") return seconds;
  if (axis === "step") return step;
  const counted = rows.find(({ flopsPerStep }) => Number.isFinite(flopsPerStep));
  return counted && step.map((value) => value * counted.flopsPerStep);
}

/** Returns the convergence of one group of runs as a series. */
export function convergence(
  group: Group,
  name: string,
  look: Look,
  measure: Measure,
  axis: Progress,
): NetworkSeries {
  const curves = band(group, measure);
  const x = along(axis, curves, group);
  if (!x) return { name, look, x: [], y: [], low: [], high: [] };
  return { name, look, x, y: curves.mean, low: curves.low, high: curves.high };
}

/** Dashes that distinguish the lines of one network, one per value of the grid's first setting. */
const DASHES = [undefined, "8 4", "2 4", "12 3 2 3"];
export const dashOf = (i: number) => DASHES[i % DASHES.length];

/** Returns the group of a network at a point of the grid. */
export const groupAt = (all: readonly Group[], network: string, point: Group["point"]): Group | undefined =>
  all.find((group) => group.network === network && samePoint(group.point, point));

/** Returns the horizontal axis of convergence figures, from 0 to the end of the longest series. */
export function progressAxis(series: readonly NetworkSeries[], axis: Progress, size: PlotSize): XAxis {
  const last = Math.max(Number.MIN_VALUE, ...series.flatMap(({ x }) => x)) || 1;
  const end = Number.isFinite(last) && last > 1e-300 ? last : 1;
  const name =
    axis === "step" ? "batch" : axis === "seconds" ? "seconds of training" : "floating-point operations";
  const format = axis === "step" ? formatCount : (value: number) => formatNumber(value);
  return {
    domain: [0, end],
    ticks: ticksAcross([0, end], size, 6, axis === "step" ? 1 : 0),
    name,
    format,
  };
}

const finite = (values: readonly number[]) => values.filter(Number.isFinite);

/** Returns the vertical axis: accuracies from 0 to a round percentage above the largest, or losses on a log axis. */
export function measureAxis(
  series: readonly NetworkSeries[],
  measure: Measure,
  references: readonly number[],
  size: PlotSize,
): Axis {
  const values = finite([...series.flatMap(({ low, high }) => [...low, ...high]), ...references]);
  if (measure === "loss") {
    const positive = values.filter((value) => value > 0);
    return logAxis(roundDomain(Math.min(...positive), Math.max(...positive)), maxTicksDown(size));
  }
  const most = Math.max(0.01, ...values);
  const top = [0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1].find((end) => most <= end) ?? 1;
  return {
    scale: "linear",
    domain: [0, top],
    ticks: linearTicks([0, top], maxTicksDown(size)),
    format: formatPercent,
  };
}

/** Returns an axis of a setting's values: logarithmic if they span more than a factor of 30, else linear or by index. */
export function settingAxis(
  name: string,
  values: readonly FieldValue[],
): XAxis & { place(value: FieldValue): number } {
  const numbers = values.map(Number);
  if (!numbers.every(Number.isFinite)) {
    const index = new Map(values.map((value, i) => [value, i]));
    return {
      domain: [0, Math.max(1, values.length - 1)],
      ticks: values.map((_, i) => i),
      name,
      format: (i) => String(values[i] ?? ""),
      place: (value) => index.get(value) ?? 0,
    };
  }
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (low > 0 && high / low > 30) {
    const powers = Array.from(
      { length: Math.floor(Math.log10(high) + 1e-9) - Math.ceil(Math.log10(low) - 1e-9) + 1 },
      (_, i) => Math.ceil(Math.log10(low) - 1e-9) + i,
    );
    return {
      domain: [Math.log10(low), Math.log10(high)],
      ticks: powers,
      name,
      format: powerOfTen,
      place: (value) => Math.log10(Number(value)),
    };
  }
  return {
    domain: low === high ? [low - 1, high + 1] : [low, high],
    ticks: numbers,
    name,
    format: (value) => formatNumber(value, 4),
    place: Number,
  };
}
