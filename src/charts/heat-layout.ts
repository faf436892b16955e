import { formatCount, powerOfTen } from "../math/number-format";
import { textWidth } from "./label-layout";
import { type Domain, linearTicks, logTicks } from "./log-axis";
import type { PlotSize } from "./use-plot-size";

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the two panels, their axes and the key to the colours lie, in px. */
export interface HeatLayout {
  readonly panels: readonly [Rectangle, Rectangle];
  readonly key: Rectangle;
  /** Values of the ticks: of the key, of t and of the steps. */
  readonly keyTicks: readonly number[];
  readonly timeTicks: readonly number[];
  readonly stepTicks: readonly number[];
}

/** Narrower than this many em, the panels stand on each other. */
const SIDE_BY_SIDE = 34;

/** @param last T @param end step at the right edge */
export function heatLayout(size: PlotSize, last: number, end: number, domain: Domain): HeatLayout {
  const { width, height, fontSize } = size;
  const keyTicks = logTicks(domain, 5);
  const keyLabel = Math.max(
    ...keyTicks.map((tick) => textWidth(powerOfTen(Math.round(Math.log10(tick))), fontSize)),
  );
  const left = textWidth(formatCount(last), fontSize) + 8;
  const keyWidth = 10;
  const right = width - keyLabel - keyWidth - 24;
  // The symbol over the key keeps clear of its top tick.
  const top = fontSize * 2.2;
  const bottom = height - fontSize * 3.2;
  const sideBySide = width > SIDE_BY_SIDE * fontSize;
  const gap = sideBySide ? fontSize * 1.6 : fontSize * 1.9;
  const whole = { width: Math.max(40, right - left), height: Math.max(20, bottom - top) };
  const panel = sideBySide
    ? { width: (whole.width - gap) / 2, height: whole.height }
    : { width: whole.width, height: (whole.height - gap) / 2 };
  const first = { left, top, ...panel };
  const second = sideBySide
    ? { ...first, left: left + panel.width + gap }
    : { ...first, top: top + panel.height + gap };
  const columns = Math.max(2, Math.min(5, Math.floor(panel.width / (fontSize * 5))));
  const rows = Math.max(3, Math.min(5, Math.floor(panel.height / (fontSize * 3))));
  return {
    panels: [first, second],
    key: { left: width - keyLabel - keyWidth - 6, top, width: keyWidth, height: whole.height },
    keyTicks,
    timeTicks: linearTicks([0, last], rows, 1),
    stepTicks: linearTicks([0, end], columns, 1),
  };
}
