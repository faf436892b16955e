import { markAt } from "./line";
import { colour, type Look } from "./look";
import type { Mark } from "./mark";
import { type Point, placed } from "./scales";

interface PointsOptions {
  readonly key: string;
  readonly series?: string;
  readonly look: Look;
  /** Those that are not finite are left out. */
  readonly points: readonly Point[];
  /** Radius of a mark in em. */
  readonly r: number;
  /** By the look if absent. */
  readonly filled?: boolean;
  /** Width in px of the outline, or of the rim around a filled mark. */
  readonly outline?: number;
  /** Whether one below a log axis is left out; else it lies on its floor. */
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
        // A filled mark has a rim that parts it from what it lies on.
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

/** A bar from the lower to the higher of two values at each x. */
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
