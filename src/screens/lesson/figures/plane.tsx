import type { ReactNode } from "react";
import type { PlotSize } from "../../../charts/use-plot-size";

/** From a point of the plane to px and back. */
export interface PlaneScale {
  x(value: number): number;
  y(value: number): number;
  length(value: number): number;
  /** From px. */
  point(x: number, y: number): readonly [number, number];
}

/** A square piece of the plane around 0, out to `radius`, in the middle of the drawing. */
export function planeScale({ width, height, fontSize }: PlotSize, radius: number): PlaneScale {
  const half = Math.min(width, height) / 2;
  const unit = (half - fontSize * 0.6) / radius;
  const [cx, cy] = [width / 2, height / 2];
  return {
    x: (value) => cx + value * unit,
    y: (value) => cy - value * unit,
    length: (value) => value * unit,
    point: (x, y) => [(x - cx) / unit, (cy - y) / unit],
  };
}

interface PlaneProps {
  readonly size: PlotSize;
  readonly radius: number;
  /** Names at the ends of the axes. */
  readonly axes: readonly [string, string];
  readonly children: (scale: PlaneScale) => ReactNode;
}

/** The plane with its axes and the unit circle. It is decoration to a screen reader: the figure's words say it. */
export function Plane({ size, radius, axes, children }: PlaneProps) {
  const { width, height, fontSize } = size;
  const scale = planeScale(size, radius);
  const label = {
    fontSize: fontSize * 0.92,
    fill: "var(--ink-3)",
    stroke: "var(--paper)",
    strokeWidth: 3,
    paintOrder: "stroke",
  } as const;
  return (
    <svg width={width} height={height} aria-hidden="true">
      <path
        d={`M${scale.x(-radius)} ${scale.y(0)}H${scale.x(radius)}M${scale.x(0)} ${scale.y(-radius)}V${scale.y(radius)}`}
        stroke="var(--grid)"
      />
      <circle
        cx={scale.x(0)}
        cy={scale.y(0)}
        r={scale.length(1)}
        fill="none"
        stroke="var(--axis)"
        strokeWidth={1.3}
      />
      <text x={scale.x(radius)} y={scale.y(0) - fontSize * 0.5} textAnchor="end" {...label}>
        {axes[0]}
      </text>
      <text x={scale.x(0) + fontSize * 0.5} y={scale.y(radius) + fontSize * 0.8} {...label}>
        {axes[1]}
      </text>
      {children(scale)}
    </svg>
  );
}

/** An arrow from one point of the drawing to another, in px. */
export function Arrow(props: {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly colour: string;
  readonly dash?: string | undefined;
  readonly width?: number;
}) {
  const { from, to, colour, dash, width = 2 } = props;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (!(length > 0.5)) return null;
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const head = Math.min(9, length * 0.6);
  const [bx, by] = [to[0] - dx * head, to[1] - dy * head];
  return (
    <g>
      <path
        d={`M${from[0]} ${from[1]}L${bx} ${by}`}
        stroke={colour}
        strokeWidth={width}
        strokeDasharray={dash}
      />
      <path
        d={`M${to[0]} ${to[1]}L${bx - dy * head * 0.45} ${by + dx * head * 0.45}L${bx + dy * head * 0.45} ${by - dx * head * 0.45}Z`}
        fill={colour}
      />
    </g>
  );
}
