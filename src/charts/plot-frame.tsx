import { memo } from "react";
import {
  type BaseTickContentProps,
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  XAxis,
  YAxis,
  ZIndexLayer,
} from "recharts";
import type { XAxisSpec } from "./line-plot";
import type { Axis } from "./log-axis";
import type { PlotArea } from "./plot-area";
import { Background, Foreground, type Layers, LayersContext } from "./plot-layers";
import type { PlotSize } from "./use-plot-size";

interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Axes and grid as plain data, so that two of them can be compared. */
interface FrameSpec extends PlotSize, Pick<PlotArea, "margin" | "xAxisHeight" | "yAxisWidth"> {
  readonly x: { readonly domain: readonly [number, number]; readonly ticks: readonly Tick[] };
  readonly y: {
    readonly scale: Axis["scale"];
    readonly domain: readonly [number, number];
    readonly ticks: readonly Tick[];
  };
}

interface PlotFrameProps extends Layers {
  readonly size: PlotSize;
  readonly area: PlotArea;
  readonly x: XAxisSpec;
  readonly y: Axis;
}

const labelled = (ticks: readonly number[], format: (value: number) => string): Tick[] =>
  ticks.map((value) => ({ value, label: format(value) }));

/**
 * Grid and axes, with what is drawn between them. The frame is laid out anew only when a size, a domain or a tick
 * changes; moving lines pass by it through the context, at the price of their paths alone.
 */
export function PlotFrame({ size, area, x, y, background, foreground }: PlotFrameProps) {
  const spec: FrameSpec = {
    width: size.width,
    height: size.height,
    fontSize: size.fontSize,
    margin: area.margin,
    xAxisHeight: area.xAxisHeight,
    yAxisWidth: area.yAxisWidth,
    x: { domain: x.domain, ticks: labelled(x.ticks, x.format) },
    y: { scale: y.scale, domain: y.domain, ticks: labelled(y.ticks, y.format) },
  };
  return (
    <LayersContext value={{ background, foreground }}>
      <Frame spec={spec} />
    </LayersContext>
  );
}

const given = { tickLine: false, interval: 0, niceTicks: "none" } as const;
const sameFrame = (one: { spec: FrameSpec }, other: { spec: FrameSpec }) =>
  JSON.stringify(one.spec) === JSON.stringify(other.spec);

const Frame = memo(function Frame({ spec }: { readonly spec: FrameSpec }) {
  const { width, height, fontSize, margin, xAxisHeight, yAxisWidth, x, y } = spec;
  const values = (ticks: readonly Tick[]) => ticks.map(({ value }) => value);
  const labelOf = (ticks: readonly Tick[]) => (wanted: number) =>
    ticks.find(({ value }) => value === wanted)?.label ?? "";
  return (
    <ComposedChart
      width={width}
      height={height}
      data={[x.domain, y.domain].map((_, end) => ({ x: x.domain[end], y: y.domain[end] }))}
      margin={margin}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} syncWithTicks stroke="var(--grid)" />
      <Background />
      <XAxis
        dataKey="x"
        type="number"
        domain={[...x.domain]}
        ticks={values(x.ticks)}
        tickFormatter={labelOf(x.ticks)}
        height={xAxisHeight}
        axisLine={{ stroke: "var(--axis)" }}
        tick={AxisTick}
        fontSize={fontSize * 0.92}
        tickMargin={fontSize * 0.5}
        {...given}
      />
      <YAxis
        dataKey="y"
        type="number"
        scale={y.scale}
        domain={[...y.domain]}
        ticks={values(y.ticks)}
        tickFormatter={labelOf(y.ticks)}
        width={yAxisWidth}
        axisLine={false}
        tick={AxisTick}
        fontSize={fontSize * 0.92}
        tickMargin={4}
        {...given}
      />
      <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
        <Foreground />
      </ZIndexLayer>
    </ComposedChart>
  );
}, sameFrame);

/** A label as it stands. The library's own measures its words to break them, which lays the page out again. */
function AxisTick(props: BaseTickContentProps & { readonly fontSize?: number }) {
  const { x, y, textAnchor, verticalAnchor, payload, tickFormatter, index, fontSize } = props;
  return (
    <text
      x={x}
      y={y}
      dy={verticalAnchor === "start" ? "0.71em" : "0.355em"}
      textAnchor={textAnchor}
      fontSize={fontSize}
      fill="var(--ink-3)"
    >
      {tickFormatter?.(payload.value, index)}
    </text>
  );
}
