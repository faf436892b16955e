import { memo, type ReactNode, useMemo } from "react";
import {
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  Line,
  Tooltip,
  XAxis,
  YAxis,
  ZIndexLayer,
} from "recharts";
import { type Curve, mergeCurves } from "./curve";
import { type EndLabel, EndLabels, rightLabelWidth } from "./end-labels";
import { HoverValues } from "./hover-values";
import { LANES } from "./lanes";
import { LineMarks } from "./line-marks";
import type { Axis, Domain } from "./log-axis";
import { type PlotArea, plotArea } from "./plot-area";
import type { PerLane } from "./props";
import type { PlotSize } from "./use-plot-size";

export interface XAxisSpec {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  /** Stands below the axis. */
  readonly name: string;
  readonly format: (value: number) => string;
}

export interface LinePlotProps {
  readonly size: PlotSize;
  readonly names: PerLane<string>;
  readonly curves: PerLane<Curve>;
  readonly x: XAxisSpec;
  readonly y: Axis;
  /** How y is written when a point is hovered over. */
  readonly formatY: (value: number) => string;
  /** What a value of 0 on a log axis means, e.g. “underflow”. */
  readonly zero?: string;
  /** A dotted horizontal line with its name. */
  readonly reference?: { readonly value: number; readonly name: string } | undefined;
  /** Single values of each lane off its line. */
  readonly marks?: PerLane<{ readonly x: number; readonly y: number }>;
  /** Drawn beneath the lines. */
  readonly background?: (area: PlotArea) => ReactNode;
  /** Drawn over the lines. */
  readonly foreground?: (area: PlotArea) => ReactNode;
}

/** The dashed line over the solid one: where they lie on each other both can be seen. */
const LINES = [...LANES].reverse();

const noTicks = { tickLine: false, interval: 0, isAnimationActive: false } as const;

/** Two lanes as lines over one axis, labelled at their ends. Nothing in it moves by itself. */
export const LinePlot = memo(function LinePlot(props: LinePlotProps) {
  const { size, names, curves, x, y, formatY, zero, reference, marks, background, foreground } = props;
  const { width, height, fontSize } = size;
  const floor = y.domain[0];
  // A zero, or what is too small for the axis, stands on its floor.
  const rows = useMemo(
    () => mergeCurves(curves, y.scale === "log" ? (value) => Math.max(value, floor) : (value) => value),
    [curves, y.scale, floor],
  );

  const labels: EndLabel[] = LANES.flatMap(({ key, ink }) => {
    const end = curves[key].points.at(-1);
    const brokenAtEnd = curves[key].broken && curves[key].broken.x >= (end?.x ?? Number.NEGATIVE_INFINITY);
    if (!end || brokenAtEnd) return [];
    return [{ text: names[key], colour: `var(${ink})`, x: end.x, y: Math.max(end.y, floor) }];
  });
  if (reference)
    labels.push({ text: reference.name, colour: "var(--ink-3)", x: x.domain[1], y: reference.value });
  const area = plotArea(size, x.domain, y, rightLabelWidth(labels, size));
  const axisText = { fontSize: fontSize * 0.92, fill: "var(--ink-3)" };

  return (
    <ComposedChart
      width={width}
      height={height}
      data={rows.length > 0 ? rows : [{ x: x.domain[0], a: null, b: null }]}
      margin={area.margin}
      accessibilityLayer={false}
      throttleDelay={50}
    >
      <CartesianGrid vertical={false} syncWithTicks stroke="var(--grid)" />
      {background?.(area)}
      {reference && (
        <path
          d={`M${area.left} ${area.y(reference.value)}H${area.right}`}
          fill="none"
          stroke="var(--ink-3)"
          strokeDasharray="1.5 3.5"
          strokeWidth={1.2}
        />
      )}
      <XAxis
        dataKey="x"
        type="number"
        domain={[...x.domain]}
        ticks={[...x.ticks]}
        tickFormatter={x.format}
        height={area.xAxisHeight}
        axisLine={{ stroke: "var(--axis)" }}
        tick={axisText}
        tickMargin={fontSize * 0.5}
        {...noTicks}
      />
      <YAxis
        type="number"
        scale={y.scale}
        domain={[...y.domain]}
        ticks={[...y.ticks]}
        tickFormatter={y.format}
        width={area.yAxisWidth}
        axisLine={false}
        tick={axisText}
        tickMargin={4}
        {...noTicks}
      />
      {LINES.map(({ key, mark, dash }) => (
        <Line
          key={key}
          dataKey={key}
          name={names[key]}
          type="linear"
          stroke={`var(${mark})`}
          strokeWidth={fontSize > 18 ? 3 : 2}
          strokeLinejoin="round"
          dot={false}
          activeDot={{ r: 3, strokeWidth: 0 }}
          connectNulls
          isAnimationActive={false}
          {...(dash && { strokeDasharray: dash })}
        />
      ))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--axis)", strokeWidth: 1 }}
        content={
          <HoverValues x={x} names={names} floor={y.scale === "log" ? floor : null} formatY={formatY} />
        }
      />
      <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
        <LineMarks
          area={area}
          fontSize={fontSize}
          names={names}
          curves={curves}
          floor={floor}
          {...(marks && { marks })}
          {...(zero && y.scale === "log" && { zero })}
        />
        {foreground?.(area)}
        <EndLabels labels={labels} area={area} size={size} />
        {y.name && (
          <text x={0} y={fontSize * 0.9} fontSize={fontSize * 0.92} fill="var(--ink-3)">
            {y.name}
          </text>
        )}
        <text
          x={(area.left + area.right) / 2}
          y={height - fontSize * 0.35}
          textAnchor="middle"
          fontSize={fontSize * 0.92}
          fill="var(--ink-3)"
        >
          {x.name}
        </text>
      </ZIndexLayer>
    </ComposedChart>
  );
});
