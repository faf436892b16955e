import { memo, type ReactNode } from "react";
import type { Curve } from "./curve";
import { type EndLabel, EndLabels, rightLabelWidth } from "./end-labels";
import { textWidth } from "./label-layout";
import { LanePath } from "./lane-path";
import { LANES } from "./lanes";
import { LineMarks } from "./line-marks";
import type { Axis, Domain } from "./log-axis";
import { type PlotArea, plotArea } from "./plot-area";
import { PlotFrame } from "./plot-frame";
import type { PerLane } from "./props";
import type { PlotSize } from "./use-plot-size";

export interface XAxisSpec {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  /** Stands below the axis. */
  readonly name: string;
  readonly format: (value: number) => string;
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

function endLabels({ names, curves, x, y, reference }: LinePlotProps): EndLabel[] {
  const floor = y.domain[0];
  const labels: EndLabel[] = LANES.flatMap(({ key, ink }) => {
    const end = curves[key].points.at(-1);
    const brokenAtEnd = curves[key].broken && curves[key].broken.x >= (end?.x ?? Number.NEGATIVE_INFINITY);
    if (!end || brokenAtEnd) return [];
    return [{ text: names[key], lane: key, colour: `var(${ink})`, x: end.x, y: Math.max(end.y, floor) }];
  });
  if (reference)
    labels.push({ text: reference.name, colour: "var(--ink-3)", x: x.domain[1], y: reference.value });
  return labels;
}

/** Where the plot of these props has its axes. */
export function linePlotArea(props: LinePlotProps): PlotArea {
  const { size, names, x, y, reference } = props;
  // Room for every name from the beginning, so that nothing moves when a line comes or breaks off.
  const texts = [names.a, names.b, ...(reference ? [reference.name] : [])].map((text) => ({ text }));
  return plotArea(size, x.domain, y, rightLabelWidth(texts, size));
}

/** Two lanes as lines over one axis, labelled at their ends. Nothing in it moves by itself. */
export const LinePlot = memo(function LinePlot(props: LinePlotProps) {
  const { size, names, curves, x, y, zero, reference, marks, background, foreground } = props;
  const { height, fontSize } = size;
  // A zero, or what is too small for the axis, stands on its floor.
  const floor = y.scale === "log" ? y.domain[0] : Number.NEGATIVE_INFINITY;
  const area = linePlotArea(props);
  const text = { fontSize: fontSize * 0.92, fill: "var(--ink-3)" };

  return (
    <PlotFrame
      size={size}
      area={area}
      x={x}
      y={y}
      background={
        <>
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
          {x.mark && <AxisMark {...x.mark} area={area} fontSize={fontSize * 0.92} />}
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
            names={names}
            curves={curves}
            floor={floor}
            {...(marks && { marks })}
            {...(zero && y.scale === "log" && { zero })}
          />
          {foreground?.(area)}
          <EndLabels labels={endLabels(props)} area={area} size={size} />
          {y.name && (
            <text x={0} y={fontSize * 0.9} {...text}>
              {y.name}
            </text>
          )}
          <text x={(area.left + area.right) / 2} y={height - fontSize * 0.35} textAnchor="middle" {...text}>
            {x.name}
          </text>
        </>
      }
    />
  );
});

function AxisMark({
  at,
  name,
  area,
  fontSize,
}: {
  readonly at: number;
  readonly name: string;
  readonly area: PlotArea;
  readonly fontSize: number;
}) {
  const x = area.x(at);
  const onRight = x + 6 + textWidth(name, fontSize) < area.right;
  return (
    <g>
      <path
        d={`M${x} ${area.top}V${area.bottom}`}
        fill="none"
        stroke="var(--ink-3)"
        strokeDasharray="1.5 3.5"
        strokeWidth={1.2}
      />
      <text
        x={onRight ? x + 6 : x - 6}
        y={area.top + fontSize}
        textAnchor={onRight ? "start" : "end"}
        fill="var(--ink-3)"
        fontSize={fontSize}
      >
        {name}
      </text>
    </g>
  );
}
