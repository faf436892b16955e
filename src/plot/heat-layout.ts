import { formatCount, powerOfTen } from "../math/number-format";
import { type Domain, linearTicks, logTicks } from "./axis";
import { textWidth } from "./label-layout";
import type { PlotSize } from "./size";

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the panels of heat maps, their axes and the key to the colours lie, in px. */
export interface HeatLayout {
  readonly panels: readonly Rectangle[];
  /** Whether the panels are beside each other; else each lies below the one before. */
  readonly isRow: boolean;
  readonly key: Rectangle;
  /** Values of the ticks: of the key, of the rows and of the horizontal axis. */
  readonly keyTicks: readonly number[];
  readonly rowTicks: readonly number[];
  readonly columnTicks: readonly number[];
}

/** In a drawing narrower than this many em, the panels are on top of each other. */
const SIDE_BY_SIDE = 34;

/** @param last number of the highest row @param end x at the right edge */
export function heatLayout(
  size: PlotSize,
  count: number,
  last: number,
  end: number,
  domain: Domain,
): HeatLayout {
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
  const gap = isRow ? fontSize * 1.6 : fontSize * 1.9;
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
    rowTicks: linearTicks([0, last], rows, 1),
    columnTicks: linearTicks([0, end], columns, 1),
  };
}
