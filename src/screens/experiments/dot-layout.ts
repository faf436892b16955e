import type { Comparisons, Standing } from "../../experiments/comparisons";
import { place } from "../../experiments/findings/words";
import type { Measure } from "../../experiments/scale";
import { formatNumber, formatPercent, powerOfTen } from "../../math/number-format";
import { type Axis, type Domain, linearTicks, logTicks, type XAxis } from "../../plot/axis";
import { maxTicksAcross } from "../../plot/scales";
import type { PlotSize } from "../../plot/size";

/** A row of the dot plot: a network at a point of the grid. */
export interface DotRow {
  readonly standing: Standing;
  readonly y: number;
  /** The score of each run that finished. */
  readonly seeds: readonly number[];
}

export interface DotLayout {
  readonly rows: readonly DotRow[];
  /** The vertical axis: names of networks, below the name of their point of the grid. */
  readonly y: Axis;
  /** The number of lines, those of points of the grid among them. */
  readonly lines: number;
}

/** Lays the networks out in lines, from the best to the worst at each point of the grid. */
export function dotLayout({ places, measure }: Comparisons): DotLayout {
  const rows: DotRow[] = [];
  const names = new Map<number, string>();
  let line = 0;
  for (const { point, standings } of places) {
    const at = place(point);
    if (at && places.length > 1) names.set(-line++, at);
    for (const standing of standings) {
      const seeds = standing.group.finished.map(({ heldOut }) => heldOut[measure]).filter(Number.isFinite);
      names.set(-line, standing.group.network);
      rows.push({ standing, y: -line++, seeds });
    }
  }
  const y: Axis = {
    scale: "linear",
    domain: [0.5 - Math.max(1, line), 0.5],
    ticks: [...names.keys()],
    format: (value) => names.get(value) ?? "",
  };
  return { rows, y, lines: line };
}

/** Whether scores are drawn on a log axis. */
const isLog = ({ scale }: Comparisons) => scale.kind === "logarithm";

/** The place of a score on the horizontal axis. */
export const across = (found: Comparisons, value: number): number =>
  isLog(found) ? Math.log10(value) : value;

/** How far the axis goes beyond the runs and the baselines, as a share of their range. */
const MARGIN = 0.06;

/** The horizontal axis, around all runs, their means and the baselines; an interval that is far wider leaves it. */
export function scoreAxis(
  found: Comparisons,
  rows: readonly DotRow[],
  references: readonly number[],
  name: string,
  size: PlotSize,
): XAxis {
  const values = [...rows.flatMap(({ seeds, standing: { score } }) => [...seeds, score.mean]), ...references]
    .map((value) => across(found, value))
    .filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = MARGIN * (most - least) || 0.01;
  const open: Domain = values.length > 0 ? [least - room, most + room] : [0, 1];
  const isShare = found.measure === "accuracy";
  const domain: Domain = isShare ? [Math.max(-0.02, open[0]), Math.min(1.02, open[1])] : open;
  const maxTicks = maxTicksAcross(size);
  if (!isLog(found)) {
    const format = isShare ? formatPercent : (value: number) => formatNumber(value, 3);
    return { domain, ticks: linearTicks(domain, maxTicks), name, format };
  }
  const ticks = logTicks([10 ** domain[0], 10 ** domain[1]], maxTicks).map((value) => Math.log10(value));
  const whole = ticks.every((tick) => Math.abs(tick - Math.round(tick)) < 1e-9);
  const format = (value: number) => (whole ? powerOfTen(Math.round(value)) : formatNumber(10 ** value, 3));
  return { domain, ticks, name, format };
}

/** Where the runs of a row that diverged are marked: at the worse end of the axis. */
export const worseEnd = (measure: Measure, [low, high]: Domain): number =>
  measure === "accuracy" ? low : high;

/** The offset from its line of the i-th of n dots, so that equal ones can be seen apart. */
export const spread = (i: number, n: number): number => (n > 1 ? (i / (n - 1) - 0.5) * 0.5 : 0);
