import { markAt } from "./line";
import { colour, type Look, lineWidth } from "./look";
import type { Mark } from "./mark";
import { type Point, placed } from "./scales";

interface PointsOptions {
  readonly key: string;
  readonly series?: string;
  readonly look: Look;
  /** Points that are not finite are omitted. */
  readonly points: readonly Point[];
  /** Radius of a mark in em. */
  readonly r: number;
  /** Whether the marks are filled; as the look if absent. */
  readonly filled?: boolean;
  /** Width in px of the outline, or of the halo around a filled mark. */
  readonly outline?: number;
  /** Whether points below a log axis are omitted; else they are drawn on the axis. */
  readonly above?: boolean;
}

/** A mark at each point. */
export function points({ key, series, look, points: all, r, ...options }: PointsOptions): Mark {
  const { filled = look.filled, outline = filled ? 1 : 1.6, above = false } = options;
  const finite = all.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  return {
    key,
    draw: (scales) => (
      <path
        data-series={series}
        d={finite
          .filter(({ y }) => !above || y >= scales.floor)
          .map((point) => markAt(look, point, scales, r))
          .join("")}
        fill={filled ? colour(look.mark) : "var(--paper)"}
        // A halo separates a filled mark from what is beneath it.
        stroke={filled ? "var(--paper)" : colour(look.mark)}
        strokeWidth={filled ? 2 * outline : outline}
        paintOrder={filled ? "stroke" : "normal"}
      />
    ),
    covers: (scales) => ({
      boxes: finite.map((point) => {
        const { x, y } = placed(point, scales);
        const half = scales.fontSize * (r + 0.06);
        return { left: x - half, right: x + half, top: y - half, bottom: y + half };
      }),
    }),
  };
}

/** A horizontal bar between two values at each y. */
export const spans = (
  key: string,
  look: Look,
  all: readonly { readonly y: number; readonly low: number; readonly high: number }[],
): Mark => ({
  key,
  clip: true,
  draw: (scales) => (
    <path
      d={all.map(({ y, low, high }) => `M${scales.x(low)} ${scales.y(y)}H${scales.x(high)}`).join("")}
      stroke={colour(look.mark)}
      strokeWidth={lineWidth(look, scales.fontSize)}
    />
  ),
});

/** A vertical bar between two values at each x. */
export const bars = (
  key: string,
  look: Look,
  all: readonly { readonly x: number; readonly low: number; readonly high: number }[],
): Mark => ({
  key,
  draw: (scales) => (
    <path
      d={all
        .map(({ x, low, high }) => {
          const [from, to] = [low, high].map((y) => placed({ x, y }, scales).y);
          return `M${scales.x(x)} ${from}V${to}`;
        })
        .join("")}
      stroke={colour(look.mark)}
      strokeWidth={1.5}
      opacity={0.55}
    />
  ),
});
