import { beside } from "./labels";
import { colour, dashes, type Look, lineWidth } from "./look";
import type { Mark } from "./mark";
import { type Point, placed, type Scales } from "./scales";

interface LineOptions {
  readonly key: string;
  readonly look: Look;
  /** In the order in which they are joined; the line breaks where a value is not finite. */
  readonly points: readonly Point[];
  /** The series that it belongs to: it stands out where that is pointed at. */
  readonly series?: string;
  /** What it is called, and where: beside its end, or in the margin to the right of the plot. */
  readonly name?: { readonly text: string; readonly at: "end" | "edge"; readonly hidden?: boolean };
  /** Width of the line in px; by its look if absent. */
  readonly width?: number;
  readonly opacity?: number;
  /** Whether it is cut off at the edges of the plot. */
  readonly clip?: boolean;
  /** Whether what is below a log axis is drawn there, to be cut off; else it lies on the axis. */
  readonly below?: boolean;
}

/** A line through points. A single point is drawn as a filled mark. */
export function line(options: LineOptions): Mark {
  const { key, look, points, series, name, width, opacity, below = false, clip = below } = options;
  const scaled = (scales: Scales): Scales => (below ? { ...scales, floor: Number.MIN_VALUE } : scales);
  const end = name?.hidden ? undefined : points.findLast(({ y }) => Number.isFinite(y));
  return {
    key,
    clip,
    draw(scales) {
      const thick = width ?? lineWidth(look, scales.fontSize);
      const stroke = colour(look.mark);
      return (
        <g data-series={series}>
          <path
            d={linePath(points, scaled(scales))}
            fill="none"
            stroke={stroke}
            strokeWidth={thick}
            strokeOpacity={opacity}
            strokeLinejoin="round"
            strokeDasharray={dashes(look, thick)}
          />
          {points.length === 1 && Number.isFinite(points[0].y) && (
            <path d={markAt(look, points[0], scales, 0.26)} fill={stroke} stroke={stroke} strokeWidth={1.6} />
          )}
        </g>
      );
    },
    covers: (scales) => ({ lines: [drawnLine(points, scaled(scales))] }),
    words(scales) {
      if (name?.at !== "end" || !end) return [];
      const { text } = name;
      return [{ text, ink: look.ink, bold: true, series, place: beside(text, placed(end, scales), scales) }];
    },
    ...(name?.at === "edge" && {
      edge: { text: name.text, ink: look.ink, series, at: end, from: points[0]?.y ?? 0 },
    }),
  };
}

/** The look's outline about a point, `r` em in radius. */
export function markAt({ outline }: Look, point: Point, scales: Scales, r: number): string {
  const { x, y } = placed(point, scales);
  return outline(x, y, r * scales.fontSize);
}

/** The finite points of a line, in px. */
export const drawnLine = (points: readonly Point[], scales: Scales): Point[] =>
  points.filter(({ y }) => Number.isFinite(y)).map((point) => placed(point, scales));

/**
 * An SVG path to a tenth of a pixel through the points: of those that follow one another in the same column of the
 * picture, through the lowest and the highest in their order. Values below the floor lie on it; it is interrupted
 * where a value is not finite.
 */
export function linePath(points: readonly Point[], scales: Scales): string {
  let path = "";
  let pen = "M";
  const to = ({ x, y }: Point) => {
    path += `${pen}${scales.x(x).toFixed(1)} ${scales.y(Math.max(y, scales.floor)).toFixed(1)}`;
    pen = "L";
  };
  for (let from = 0; from < points.length; ) {
    if (!Number.isFinite(points[from].y)) {
      pen = "M";
      from++;
      continue;
    }
    const start = scales.x(points[from].x);
    let [least, most, next] = [from, from, from + 1];
    for (; next < points.length - 1; next++) {
      const { x, y } = points[next];
      if (!(Math.abs(scales.x(x) - start) < scales.column) || !Number.isFinite(y)) break;
      if (y < points[least].y) least = next;
      if (y > points[most].y) most = next;
    }
    to(points[Math.min(least, most)]);
    if (least !== most) to(points[Math.max(least, most)]);
    from = next;
  }
  return path;
}
