import { memo, type ReactNode } from "react";
import type { PerLane } from "../lanes";
import { HorizontalName, Symbols } from "./axis-names";
import type { Curve } from "./curve";
import { type EndLabel, EndLabels, rightLabelWidth } from "./end-labels";
import type { Obstacles } from "./free-place";
import { textWidth } from "./label-layout";
import { LanePath } from "./lane-path";
import { LANES } from "./lanes";
import { LineMarks } from "./line-marks";
import { floorOf, lineEnd, markPlace, type PlotKey, placeLineNames, plotKey, SAMPLE } from "./line-names";
import type { Axis, Domain } from "./log-axis";
import { type PlotArea, plotArea } from "./plot-area";
import { PlotFrame } from "./plot-frame";
import type { PlotSize } from "./use-plot-size";

export interface XAxisSpec {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  /** Stands below the axis. */
  readonly name: string;
  readonly format: (value: number) => string;
  /** What travels along it from right to left, if anything does. */
  readonly leftwards?: string;
  /** Lines end anywhere along it and have their names beside their ends; else in a margin at its right edge. */
  readonly growing?: true;
  /** A place on it that is marked by a dotted line with a name. */
  readonly mark?: { readonly at: number; readonly name: string } | undefined;
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
  /** A dotted horizontal line, named above the plot. */
  readonly reference?: { readonly value: number; readonly name: string } | undefined;
  /** Single values of each lane off its line. */
  readonly marks?: PerLane<{ readonly x: number; readonly y: number }>;
  /** Names a band of the background above the plot. */
  readonly bandName?: string;
  /** Drawn beneath the lines; its words keep clear of what is taken. */
  readonly background?: (area: PlotArea, taken: Obstacles) => ReactNode;
  /** Drawn over the lines. */
  readonly foreground?: (area: PlotArea, taken: Obstacles) => ReactNode;
}

/** The dashed line over the solid one: where they lie on each other both can be seen. */
const LINES = [...LANES].reverse();

/** The names at the right edge: where lines end at the same height, that of the one that is higher at the left comes first. */
function endLabels(props: LinePlotProps): EndLabel[] {
  const { names, curves, y } = props;
  const height = ({ key }: (typeof LANES)[number]) => curves[key].points[0]?.y ?? 0;
  return [...LANES]
    .sort((one, other) => height(other) - height(one))
    .flatMap(({ key, ink }) => {
      const end = lineEnd(props, key);
      if (!end) return [];
      return [
        { text: names[key], lane: key, colour: `var(${ink})`, x: end.x, y: Math.max(end.y, y.domain[0]) },
      ];
    });
}

/** How far the number at the right end of the horizontal axis reaches beyond it, px. */
const lastTickWidth = ({ x, size }: LinePlotProps) =>
  textWidth(x.format(x.ticks[x.ticks.length - 1] ?? 0), size.fontSize * 0.92) / 2 - size.fontSize * 0.92;

/** Where the plot of these props has its axes. */
export function linePlotArea(props: LinePlotProps): PlotArea {
  const { size, names, x, y } = props;
  // Room for both names from the beginning, so that nothing moves when a line comes or breaks off.
  const labels = x.growing
    ? lastTickWidth(props)
    : rightLabelWidth([{ text: names.a }, { text: names.b }], size);
  const below = (plotKey(props)?.y ?? 0) > size.fontSize;
  return plotArea(size, x.domain, y, labels, below ? 1.3 * size.fontSize : 0);
}

/** Two lanes as lines over one axis, each named at its end. Nothing in it moves by itself. */
export const LinePlot = memo(function LinePlot(props: LinePlotProps) {
  const { size, curves, x, y, reference, marks, background, foreground } = props;
  const { fontSize } = size;
  // A zero, or what is too small for the axis, stands on its floor.
  const floor = floorOf(props);
  const area = linePlotArea(props);
  const names = placeLineNames(props, area);
  const key = plotKey(props);

  return (
    <PlotFrame
      size={size}
      area={area}
      x={x}
      y={y}
      background={
        <>
          {background?.(area, names.taken)}
          {reference && <Dotted d={`M${area.left} ${area.y(reference.value)}H${area.right}`} />}
          {x.mark && <AxisMark mark={x.mark} area={area} fontSize={fontSize} />}
        </>
      }
      foreground={
        <>
          {LINES.map((lane) => (
            <LanePath
              key={lane.key}
              lane={lane}
              points={curves[lane.key].points}
              area={area}
              floor={floor}
              width={Math.max(2, fontSize * 0.12)}
            />
          ))}
          <LineMarks
            area={area}
            fontSize={fontSize}
            curves={curves}
            floor={floor}
            marks={marks}
            names={names}
          />
          {foreground?.(area, names.taken)}
          {!x.growing && <EndLabels labels={endLabels(props)} area={area} size={size} />}
          {y.name && (
            <text x={0} y={fontSize * 0.9} fontSize={fontSize * 0.92} fill="var(--ink-3)">
              <Symbols text={y.name} fontSize={fontSize * 0.92} />
            </text>
          )}
          {key && <Key {...key} fontSize={fontSize * 0.92} />}
          <HorizontalName name={x.name} leftwards={x.leftwards} area={area} size={size} />
        </>
      }
    />
  );
});

function Dotted({ d }: { readonly d: string }) {
  return <path d={d} fill="none" stroke="var(--ink-3)" strokeDasharray="1.5 3.5" strokeWidth={1.2} />;
}

/** A piece of the dotted line, or of the band, and what it is. */
function Key({ name, look, left, y, fontSize }: PlotKey & { readonly fontSize: number }) {
  const width = SAMPLE * fontSize;
  return (
    <g>
      {look === "dotted" ? (
        <Dotted d={`M${left} ${y}h${width}`} />
      ) : (
        <rect x={left} y={y - fontSize * 0.45} width={width} height={fontSize * 0.9} fill="var(--sunken)" />
      )}
      <text x={left + width + 0.4 * fontSize} y={y + fontSize * 0.33} fontSize={fontSize} fill="var(--ink-3)">
        {name}
      </text>
    </g>
  );
}

function AxisMark({
  mark,
  area,
  fontSize,
}: {
  readonly mark: NonNullable<XAxisSpec["mark"]>;
  readonly area: PlotArea;
  readonly fontSize: number;
}) {
  const { x, y, anchor } = markPlace(mark, area, fontSize);
  return (
    <g>
      <Dotted d={`M${area.x(mark.at)} ${area.top}V${area.bottom}`} />
      <text x={x} y={y + fontSize * 0.32} textAnchor={anchor} fill="var(--ink-3)" fontSize={fontSize * 0.92}>
        {mark.name}
      </text>
    </g>
  );
}
