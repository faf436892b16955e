import { linePath } from "./line";
import { colour, type Look } from "./look";
import type { Mark } from "./mark";
import type { Point } from "./scales";

interface BandOptions {
  readonly key: string;
  readonly series?: string;
  readonly upper: readonly Point[];
  readonly lower: readonly Point[];
  /** The band is filled in the colour of this look’s marks. */
  readonly look: Look;
  /** Opacity of the fill, 0 … 1. */
  readonly opacity?: number;
  /** Opacity of the edges; 0 draws none. */
  readonly edge?: number;
  /** Name in the row above the plot. */
  readonly name?: string;
}

/** A filled band between two lines, each given from left to right. */
export function band(options: BandOptions): Mark {
  const { key, series, upper, lower, look, opacity = 0.09, edge = 0.22, name } = options;
  return {
    key,
    clip: true,
    beneath: true,
    draw(scales) {
      // An edge that leaves a log axis keeps its slope; the frame clips it.
      const unbounded = { ...scales, floor: Math.min(scales.floor, Number.MIN_VALUE) };
      const [above, below] = [linePath(upper, unbounded), linePath(lower.toReversed(), unbounded)];
      if (!above || !below) return null;
      return (
        <path
          data-series={series}
          d={`${above}${below.replaceAll("M", "L")}Z`}
          fill={colour(look.mark)}
          fillOpacity={opacity}
          stroke={colour(look.mark)}
          strokeOpacity={edge}
          strokeWidth={edge > 0 ? 1 : 0}
        />
      );
    },
    ...(name && { legend: { name, sample: { fill: look.mark, opacity } } }),
  };
}

/** A band across the whole plot for all values up to the given one, named above the plot. */
export const bandUpTo = (key: string, value: number, name: string): Mark => ({
  key,
  beneath: true,
  draw(scales) {
    const top = Math.max(scales.top, scales.y(value));
    const height = scales.bottom - top;
    if (!(height > 0)) return null;
    return (
      <rect x={scales.left} y={top} width={scales.right - scales.left} height={height} fill="var(--sunken)" />
    );
  },
  legend: { name, sample: { fill: "--sunken", opacity: 1 } },
});
