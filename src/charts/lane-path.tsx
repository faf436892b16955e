import type { Point } from "./curve";
import type { LaneLook } from "./lanes";
import type { PlotArea } from "./plot-area";

/** Through the points, in the lane's colour and dash; values below `floor` lie on it. */
export function LanePath({
  lane,
  points,
  area,
  floor,
  width,
}: {
  readonly lane: LaneLook;
  readonly points: readonly Point[];
  readonly area: PlotArea;
  readonly floor: number;
  readonly width: number;
}) {
  return (
    <path
      data-lane={lane.key}
      d={linePath(points, area, floor)}
      fill="none"
      stroke={`var(${lane.mark})`}
      strokeWidth={width}
      strokeLinejoin="round"
      {...(lane.dash && { strokeDasharray: lane.dash })}
    />
  );
}

/** An SVG path to a tenth of a pixel. */
export function linePath(points: readonly Point[], area: PlotArea, floor: number): string {
  let path = "";
  for (const { x, y } of points) {
    path += `${path ? "L" : "M"}${area.x(x).toFixed(1)} ${area.y(Math.max(y, floor)).toFixed(1)}`;
  }
  return path;
}
