import { createContext, memo, type ReactNode, use, useId } from "react";
import {
  type BaseTickContentProps,
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  XAxis as HorizontalAxis,
  YAxis as VerticalAxis,
  ZIndexLayer,
} from "recharts";
import { StillContext } from "../export/off-screen";
import type { Axis, XAxis } from "./axis";
import { HorizontalName, Symbols } from "./axis-names";
import { textWidth } from "./label-layout";
import { EdgeNames, edgeWidth, placeWords, WordsAt } from "./labels";
import { colour, dashes, REFERENCE, SMALL } from "./look";
import type { Legend, Mark } from "./mark";
import { type Box, placeOf } from "./places";
import { type FrameScales, plotScales, type Scales } from "./scales";
import type { PlotSize } from "./size";
import { StillAxes } from "./still-axes";

/** Two axes and the marks drawn over them. */
export interface Plot {
  readonly x: XAxis;
  readonly y: Axis;
  /** In drawing order, the lowest first. */
  readonly marks: readonly Mark[];
}

interface FrameProps extends Plot {
  readonly size: PlotSize;
}

/** In the row above a plot: length of a sample, space after it, and space between entries, in em. */
const SAMPLE = 1.5;
const SPACE = 0.4;
const APART = 1;

/** A legend entry with its position: the left end of its sample and the middle of its row. */
export interface PlacedLegend extends Legend {
  readonly left: number;
  readonly y: number;
}

/** Places the row above a plot: at the right beside the vertical axis' name, or below it if both do not fit. */
export function legendRow({ size, y, marks }: FrameProps): readonly PlacedLegend[] {
  const fontSize = size.fontSize * SMALL;
  const entries = marks.flatMap(({ legend }) => legend ?? []);
  const widths = entries.map(({ name }) => textWidth(name, fontSize) + (SAMPLE + SPACE) * fontSize);
  const whole = widths.reduce((sum, width) => sum + width + APART * fontSize, -APART * fontSize);
  const below = textWidth(y.name ?? "", fontSize) + fontSize + whole > size.width;
  let left = size.width - whole;
  return entries.map((entry, i) => {
    const placed = { ...entry, left, y: fontSize * (below ? 2 : 0.65) };
    left += widths[i] + APART * fontSize;
    return placed;
  });
}

/** Returns the scales of a frame, from its axes and the names of its marks in the right margin. */
export function frameScales(props: FrameProps): FrameScales {
  const { size, x, y, marks } = props;
  const names = marks.flatMap(({ edge }) => edge ?? []);
  const lastTick = textWidth(x.format(x.ticks[x.ticks.length - 1] ?? 0), size.fontSize * SMALL) / 2;
  const margin = names.length > 0 ? edgeWidth(names, size) : lastTick - size.fontSize * SMALL;
  const isBelow = legendRow(props).some(({ y: row }) => row > size.fontSize);
  return plotScales(size, x.domain, y, margin, isBelow ? 1.3 * size.fontSize : 0);
}

/** Returns the boxes of the frame's own words, the name of the vertical axis and the row above the plot, in px. */
export function frameWords(props: FrameProps): Box[] {
  const { size, y } = props;
  const { fontSize } = size;
  const name = y.name ? [placeOf(y.name, 0, fontSize * 0.6, "start", fontSize * SMALL).box] : [];
  const row = legendRow(props).map(({ left, y: middle }) => ({
    left,
    right: size.width,
    top: middle - fontSize / 2,
    bottom: middle + fontSize / 2,
  }));
  return [...name, ...row];
}

/** Draws grid, axes, their names and the marks in their order. Nothing is animated. */
export function Frame(props: FrameProps) {
  const { size, x, y, marks } = props;
  const { fontSize } = size;
  const scales = frameScales(props);
  const { words, named } = placeWords(marks, scales, frameWords(props));
  const still = use(StillContext);
  const beneath = (
    <Marks exact marks={marks.filter(({ beneath }) => beneath)} named={named} scales={scales} />
  );
  const over = (
    <>
      <Marks marks={marks.filter(({ beneath }) => !beneath)} named={named} scales={scales} />
      <WordsAt words={words} fontSize={fontSize} />
      <EdgeNames names={marks.flatMap(({ edge }) => edge ?? [])} scales={scales} />
      {y.name && (
        <text x={0} y={fontSize * 0.9} fontSize={fontSize * SMALL} fill="var(--ink-3)">
          <Symbols text={y.name} fontSize={fontSize * SMALL} />
        </text>
      )}
      {legendRow(props).map((entry) => (
        <LegendEntry key={entry.name} {...entry} fontSize={fontSize * SMALL} />
      ))}
      <HorizontalName name={x.name} leftwards={x.leftwards} scales={scales} />
    </>
  );
  if (still) return <StillAxes x={x} y={y} scales={scales} beneath={beneath} over={over} />;
  const spec: FrameSpec = {
    ...size,
    margin: scales.margin,
    xAxisHeight: scales.xAxisHeight,
    yAxisWidth: scales.yAxisWidth,
    x: { domain: x.domain, ticks: labelled(x) },
    y: { scale: y.scale, domain: y.domain, ticks: labelled(y) },
  };
  return (
    <LayersContext value={{ beneath, over }}>
      <Axes spec={spec} />
    </LayersContext>
  );
}

/**
 * Draws the marks; those with `clip` are clipped at the edges of the plot.
 * @param exact whether nothing may pass the edges; else a line or a mark on an edge is drawn in full
 */
export function Marks({
  marks,
  named,
  scales,
  exact = false,
}: {
  readonly exact?: boolean;
  readonly marks: readonly Mark[];
  readonly named: ReadonlySet<Mark>;
  readonly scales: Scales;
}) {
  const id = useId();
  const [across, down] = exact ? [0, 0] : [3, 4];
  const { left, right, top, bottom } = scales;
  return (
    <>
      <clipPath id={id}>
        <rect
          x={left - across}
          y={top - down}
          width={right - left + 2 * across}
          height={bottom - top + 2 * down}
        />
      </clipPath>
      {marks.map((mark) => (
        <g key={mark.key} {...(mark.clip && { clipPath: `url(#${id})` })}>
          {mark.draw(scales, named.has(mark))}
        </g>
      ))}
    </>
  );
}

function LegendEntry({ name, sample, left, y, fontSize }: PlacedLegend & { readonly fontSize: number }) {
  const width = SAMPLE * fontSize;
  return (
    <g>
      {sample === "dotted" ? (
        <path
          d={`M${left} ${y}h${width}`}
          stroke="var(--ink-3)"
          strokeDasharray={dashes(REFERENCE, 2)}
          strokeWidth={1.2}
        />
      ) : (
        <rect
          x={left}
          y={y - fontSize * 0.45}
          width={width}
          height={fontSize * 0.9}
          fill={colour(sample.fill)}
          fillOpacity={sample.opacity}
        />
      )}
      <text
        x={left + width + SPACE * fontSize}
        y={y + fontSize * 0.33}
        fontSize={fontSize}
        fill="var(--ink-3)"
      >
        {name}
      </text>
    </g>
  );
}

interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Axes and grid as plain data, so that two states can be compared. */
interface FrameSpec extends PlotSize, Pick<FrameScales, "margin" | "xAxisHeight" | "yAxisWidth"> {
  readonly x: { readonly domain: readonly [number, number]; readonly ticks: readonly Tick[] };
  readonly y: {
    readonly scale: Axis["scale"];
    readonly domain: readonly [number, number];
    readonly ticks: readonly Tick[];
  };
}

const labelled = ({ ticks, format }: Pick<Axis, "ticks" | "format">): Tick[] =>
  ticks.map((value) => ({ value, label: format(value) }));

/** The layers that change, read below the memoised axes, so that an update does not lay these out again. */
const LayersContext = createContext<{ readonly beneath: ReactNode; readonly over: ReactNode }>({
  beneath: null,
  over: null,
});
const Beneath = () => use(LayersContext).beneath;
const Over = () => use(LayersContext).over;

const given = { tickLine: false, interval: 0, niceTicks: "none" } as const;
const sameFrame = (one: { spec: FrameSpec }, other: { spec: FrameSpec }) =>
  JSON.stringify(one.spec) === JSON.stringify(other.spec);

/** Grid and axes. They are laid out again only when a size, domain or tick changes, because that is slow in Recharts. */
const Axes = memo(function Axes({ spec }: { readonly spec: FrameSpec }) {
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
      <Beneath />
      <HorizontalAxis
        dataKey="x"
        type="number"
        domain={[...x.domain]}
        ticks={values(x.ticks)}
        tickFormatter={labelOf(x.ticks)}
        height={xAxisHeight}
        axisLine={{ stroke: "var(--axis)" }}
        tick={AxisTick}
        fontSize={fontSize * SMALL}
        tickMargin={fontSize * 0.5}
        {...given}
      />
      <VerticalAxis
        dataKey="y"
        type="number"
        scale={y.scale}
        domain={[...y.domain]}
        ticks={values(y.ticks)}
        tickFormatter={labelOf(y.ticks)}
        width={yAxisWidth}
        axisLine={false}
        tick={AxisTick}
        fontSize={fontSize * SMALL}
        tickMargin={4}
        {...given}
      />
      <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
        <Over />
      </ZIndexLayer>
    </ComposedChart>
  );
}, sameFrame);

/** A tick label. Recharts' own measures its words to wrap them, which forces a layout of the page. */
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
