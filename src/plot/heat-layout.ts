import { formatCount, powerOfTen } from "../math/number-format";
import { type Domain, linearTicks, logTicks } from "./axis";
import { type HeatGrid, yOfRow } from "./heat-scale";
import { textWidth } from "./label-layout";
import type { PlotSize } from "./size";

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Positions of the panels of heat maps, their axes and the key to the colours, in px. */
export interface HeatLayout {
  readonly panels: readonly Rectangle[];
  /** Whether the panels are side by side; else they are stacked. */
  readonly isRow: boolean;
  readonly key: Rectangle;
  /** Tick values of the key, and of the vertical and the horizontal axis. */
  readonly keyTicks: readonly number[];
  readonly rowTicks: readonly number[];
  readonly columnTicks: readonly number[];
}

/** In a drawing narrower than this many em the panels are stacked. */
const SIDE_BY_SIDE = 34;

/**
 * Lays out `count` panels.
 * @param domain of the colours
 */
export function heatLayout(size: PlotSize, count: number, grid: HeatGrid, domain: Domain): HeatLayout {
  const { end, firstCell } = grid;
  const lowest = yOfRow(grid, 0);
  const last = yOfRow(grid, grid.rows - 1);
  const { width, height, fontSize } = size;
  const keyTicks = logTicks(domain, 5);
  const keyLabel = Math.max(
    ...keyTicks.map((tick) => textWidth(powerOfTen(Math.round(Math.log10(tick))), fontSize)),
  );
  const left = textWidth(formatCount(last), fontSize) + 8;
  const keyWidth = 10;
  const right = width - keyLabel - keyWidth - 24;
  // The name of the key keeps clear of its top tick.
  const top = fontSize * 2.2;
  const bottom = height - fontSize * 3.2;
  const isRow = width > SIDE_BY_SIDE * fontSize;
  // Side by side, the last tick of a panel keeps clear of the first of the next.
  const ends = textWidth(`${formatCount(end)}${formatCount(firstCell ?? 0)}`, fontSize) / 2;
  const gap = isRow ? Math.max(fontSize * 1.6, ends + fontSize * 0.4) : fontSize * 1.9;
  const whole = { width: Math.max(40, right - left), height: Math.max(20, bottom - top) };
  const part = (length: number) => (length - (count - 1) * gap) / count;
  const panel = isRow
    ? { width: part(whole.width), height: whole.height }
    : { width: whole.width, height: part(whole.height) };
  const panels = Array.from({ length: count }, (_, i) =>
    isRow
      ? { ...panel, left: left + i * (panel.width + gap), top }
      : { ...panel, left, top: top + i * (panel.height + gap) },
  );
  const columns = Math.max(2, Math.min(5, Math.floor(panel.width / (fontSize * 5))));
  const rows = Math.max(3, Math.min(5, Math.floor(panel.height / (fontSize * 3))));
  return {
    panels,
    isRow,
    key: { left: width - keyLabel - keyWidth - 6, top, width: keyWidth, height: whole.height },
    keyTicks,
    rowTicks: wholeTicks(lowest, last, rows),
    columnTicks: wholeTicks(firstCell ?? 0, end, columns),
  };
}

/** Returns whole round ticks; if the axis does not begin at 0, its ends and the round numbers that keep clear of them. */
function wholeTicks(first: number, last: number, most: number): readonly number[] {
  // A tick at 0 that is not on the axis leaves room for another.
  const round = linearTicks([0, last], first === 0 ? most : most + 1, 1);
  if (first === 0 || last <= first) return round.filter((tick) => tick >= first);
  const clear = ((round[1] ?? last) - round[0]) * 0.45;
  return [first, ...round.filter((tick) => tick - first > clear && last - tick > clear), last];
}
