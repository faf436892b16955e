import { textWidth } from "./label-layout";
import type { Axis, Domain } from "./log-axis";
import type { PlotSize } from "./use-plot-size";

/** Where the axes lie in the drawing, in px, and how values become places on it. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Heights and widths that the axes and labels take up around it. */
  readonly yAxisWidth: number;
  readonly xAxisHeight: number;
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  x(value: number): number;
  y(value: number): number;
}

const share = (value: number, [low, high]: Domain) => (value - low) / (high - low);

/**
 * The plot's area in a drawing of this size when labels of `labelWidth` px stand to its right, and beside the name of
 * its vertical axis `above` px more are needed above it.
 */
export function plotArea(
  size: PlotSize,
  xDomain: Domain,
  yAxis: Axis,
  labelWidth: number,
  above = 0,
): PlotArea {
  const { width, height, fontSize } = size;
  const longest = Math.max(...yAxis.ticks.map((tick) => textWidth(yAxis.format(tick), fontSize * 0.92)));
  const yAxisWidth = longest + 10;
  const xAxisHeight = Math.ceil(fontSize * 1.9);
  const margin = {
    top: Math.ceil(fontSize * (yAxis.name ? 1.9 : 0.7) + above),
    right: Math.max(labelWidth + fontSize * 0.92, Math.ceil(fontSize * 1.2)),
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
    left,
    right,
    top,
    bottom,
    yAxisWidth,
    xAxisHeight,
    margin,
    x: (value) => left + share(value, xDomain) * (right - left),
    y: (value) => bottom - share(onScale(value), ends) * (bottom - top),
  };
}

/** How many ticks a vertical axis of this drawing has room for, 3 to 6. */
export function ticksDown({ height, fontSize }: PlotSize): number {
  return Math.min(6, Math.max(3, Math.floor(height / (fontSize * 3.2))));
}
