import { useId } from "react";
import { heatStops } from "./heat-scale";
import { textWidth } from "./label-layout";
import { SMALL } from "./look";

/** A scale of colours: its CSS variable, and the texts at both ends. */
export interface ColourScale {
  readonly stops: string;
  readonly ends: readonly [string, string];
}

/** Width of the colours, in em. */
const COLOURS = 5;

/** Distance between colours and texts, in em. */
const SPACE = 0.35;

/** Returns the width of a key, in px. */
export const scaleKeyWidth = ({ ends }: ColourScale, fontSize: number): number =>
  (COLOURS + 2 * SPACE) * fontSize + ends.reduce((sum, end) => sum + textWidth(end, fontSize * SMALL), 0);

/** The key to a scale of colours, on one line that ends at x = `right` and has its baseline at y. */
export function ScaleKey({
  scale: { stops: variable, ends },
  right,
  y,
  fontSize,
}: {
  readonly scale: ColourScale;
  readonly right: number;
  readonly y: number;
  readonly fontSize: number;
}) {
  const id = useId();
  const type = fontSize * SMALL;
  const stops = heatStops(variable);
  const gap = fontSize * SPACE;
  const to = right - textWidth(ends[1], type) - gap;
  const from = to - COLOURS * fontSize;
  const text = { y, fontSize: type, fill: "var(--ink-3)" };
  return (
    <g>
      <linearGradient id={id}>
        {stops.map((stop, i) => (
          <stop key={i} offset={i / (stops.length - 1)} stopColor={stop} />
        ))}
      </linearGradient>
      <text x={from - gap} textAnchor="end" {...text}>
        {ends[0]}
      </text>
      <rect
        x={from}
        y={y - type * 0.72}
        width={to - from}
        height={type * 0.75}
        fill={`url(#${id})`}
        stroke="var(--axis)"
        strokeOpacity={0.5}
      />
      <text x={to + gap} {...text}>
        {ends[1]}
      </text>
    </g>
  );
}
