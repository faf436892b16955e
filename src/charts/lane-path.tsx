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
  // The dashes are those of a line 2 px wide.
  const dash = lane.dash?.split(" ").map((length) => (Number(length) * width) / 2);
  return (
    <path
      data-lane={lane.key}
      d={linePath(points, area, floor)}
      fill="none"
      stroke={`var(${lane.mark})`}
      strokeWidth={width}
      strokeLinejoin="round"
      {...(dash && { strokeDasharray: dash.join(" ") })}
    />
  );
}

/** Px to a column of the picture, of which a line shows no more than the least and the greatest value. */
const COLUMN = 1.5;

/**
 * An SVG path to a tenth of a pixel through the points, x ascending: of those that fall into the same column of
 * the picture, through the lowest and the highest in their order.
 */
export function linePath(points: readonly Point[], area: Pick<PlotArea, "x" | "y">, floor: number): string {
  let path = "";
  const to = ({ x, y }: Point) => {
    path += `${path ? "L" : "M"}${area.x(x).toFixed(1)} ${area.y(Math.max(y, floor)).toFixed(1)}`;
  };
  for (let from = 0; from < points.length; ) {
    const end = area.x(points[from].x) + COLUMN;
    let [least, most, next] = [from, from, from + 1];
    for (; next < points.length - 1 && area.x(points[next].x) < end; next++) {
      if (points[next].y < points[least].y) least = next;
      if (points[next].y > points[most].y) most = next;
    }
    to(points[Math.min(least, most)]);
    if (least !== most) to(points[Math.max(least, most)]);
    from = next;
  }
  return path;
}
