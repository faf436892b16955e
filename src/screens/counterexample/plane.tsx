import type { ReactNode } from "react";
import { ScatterChart, XAxis, YAxis } from "recharts";
import { linearTicks } from "../../charts/log-axis";
import type { PlotSize } from "../../charts/use-plot-size";

/** From a point of the plane to px. */
export interface PlaneScale {
  x(value: number): number;
  y(value: number): number;
  /** A length, in px. */
  length(value: number): number;
}

/** A square piece of the plane around 0, out to `radius` in each direction, with `children` drawn on it. */
export function Plane(props: {
  size: PlotSize;
  radius: number;
  axes: readonly [string, string];
  children: (scale: PlaneScale) => ReactNode;
}) {
  const { size, radius, axes } = props;
  const { fontSize } = size;
  const margin = Math.ceil(fontSize * 0.6);
  const half = Math.min(size.width, size.height) / 2;
  const unit = (half - margin) / radius;
  const scale: PlaneScale = {
    x: (value) => half + value * unit,
    y: (value) => half - value * unit,
    length: (value) => value * unit,
  };
  const label = {
    fontSize: fontSize * 0.92,
    fill: "var(--ink-3)",
    stroke: "var(--paper)",
    strokeWidth: 3,
    paintOrder: "stroke",
  } as const;
  return (
    <ScatterChart
      width={2 * half}
      height={2 * half}
      margin={{ top: margin, right: margin, bottom: margin, left: margin }}
      accessibilityLayer={false}
    >
      <XAxis type="number" dataKey="0" domain={[-radius, radius]} allowDataOverflow hide />
      <YAxis type="number" dataKey="1" domain={[-radius, radius]} allowDataOverflow hide />
      <path
        d={`M${margin} ${half}H${2 * half - margin}M${half} ${margin}V${2 * half - margin}`}
        stroke="var(--grid)"
      />
      {linearTicks([0, radius * 0.92], 3)
        .filter((tick) => tick > 0)
        .map((tick) => (
          <text key={tick} x={scale.x(tick)} y={half + fontSize * 1.15} textAnchor="middle" {...label}>
            {tick}
          </text>
        ))}
      <text x={2 * half - margin} y={half - fontSize * 0.45} textAnchor="end" {...label}>
        {axes[0]}
      </text>
      <text x={half + fontSize * 0.45} y={margin + fontSize * 0.6} {...label}>
        {axes[1]}
      </text>
      {props.children(scale)}
    </ScatterChart>
  );
}
