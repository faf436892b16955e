import { type Axis, type Domain, linearTicks } from "./axis";
import { textWidth } from "./label-layout";
import { SMALL } from "./look";
import type { PlotSize } from "./size";

/** A point in the units of two axes, or in px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Conversion from values to px, and the rectangle of the plot within the drawing. */
export interface Scales extends PlotSize {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Lowest value that is drawn, lower ones being drawn on it: the lower end of a log axis, else −∞. */
  readonly floor: number;
  /** Width in px of a column in which a line draws only its lowest and highest value; 0 if lines may turn back. */
  readonly column: number;
  x(value: number): number;
  y(value: number): number;
}

/** The scales of a frame, with the sizes of its axes and margins, in px. */
export interface FrameScales extends Scales {
  readonly yAxisWidth: number;
  readonly xAxisHeight: number;
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

const share = (value: number, [low, high]: Domain) => (value - low) / (high - low);

/**
 * Returns the scales of a frame of this size with names of `labelWidth` px to its right and `above` px of extra space at
 * the top, beyond what the name of the vertical axis needs.
 */
export function plotScales(
  size: PlotSize,
  xDomain: Domain,
  yAxis: Axis,
  labelWidth: number,
  above = 0,
): FrameScales {
  const { width, height, fontSize } = size;
  const longest = Math.max(...yAxis.ticks.map((tick) => textWidth(yAxis.format(tick), fontSize * SMALL)));
  const yAxisWidth = longest + 12;
  const xAxisHeight = Math.ceil(fontSize * 1.9);
  const margin = {
    top: Math.ceil(fontSize * (yAxis.name ? 1.9 : 0.7) + above),
    right: Math.max(labelWidth + fontSize * SMALL, Math.ceil(fontSize * 1.2)),
    bottom: Math.ceil(fontSize * 1.5),
    left: 0,
  };
  const left = yAxisWidth;
  const right = Math.max(left + 1, width - margin.right);
  const top = margin.top;
  const bottom = Math.max(top + 1, height - margin.bottom - xAxisHeight);
  const onScale = yAxis.scale === "log" ? Math.log : (value: number) => value;
  const ends: Domain = [onScale(yAxis.domain[0]), onScale(yAxis.domain[1])];
  return {
    ...size,
    left,
    right,
    top,
    bottom,
    floor: yAxis.scale === "log" ? yAxis.domain[0] : Number.NEGATIVE_INFINITY,
    column: 1.5,
    yAxisWidth,
    xAxisHeight,
    margin,
    x: (value) => left + share(value, xDomain) * (right - left),
    y: (value) => bottom - share(onScale(value), ends) * (bottom - top),
  };
}

/** Converts a point to px; one below the floor is drawn on it. */
export const placed = ({ x, y }: Point, scales: Scales): Point => ({
  x: scales.x(x),
  y: scales.y(Math.max(y, scales.floor)),
});

/** Returns the number of ticks that fit on a vertical axis of this drawing, 3 to 6. */
export function maxTicksDown({ height, fontSize }: PlotSize): number {
  return Math.min(6, Math.max(3, Math.floor(height / (fontSize * 3.2))));
}

/** Returns the number of ticks that fit on a horizontal axis of this drawing, 3 to 7. */
export const maxTicksAcross = ({ width, fontSize }: PlotSize): number =>
  Math.min(7, Math.max(3, Math.floor(width / (fontSize * 5))));

/** Returns the ticks of a horizontal axis over the domain, at most `most` and at most as many as fit. */
export function ticksAcross(domain: Domain, size: PlotSize, most = 7, smallestStep = 0) {
  return linearTicks(domain, Math.min(most, maxTicksAcross(size)), smallestStep);
}
