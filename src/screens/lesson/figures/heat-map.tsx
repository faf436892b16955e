import type { ComplexMatrix } from "../../../math/complex";

/**
 * Returns the colour of a complex number: the hue is its phase, the strength its modulus. Hues have one lightness in
 * OKLCH, and each cell also has a clock hand, so that the phase is visible without colour.
 */
function phaseColour(re: number, im: number, largest: number): string {
  const share = Math.min(1, Math.hypot(re, im) / largest);
  const hue = ((Math.atan2(im, re) * 180) / Math.PI + 360 + 20) % 360;
  return `color-mix(in oklab, oklch(0.66 0.15 ${hue.toFixed(1)}) ${(share * 100).toFixed(1)}%, var(--plate))`;
}

/** Returns a hand from the middle of the cell, its length the modulus and its direction the phase. */
const hand = (x: number, y: number, side: number, re: number, im: number, largest: number) => {
  const scale = (0.42 * side) / largest;
  return `M${x} ${y}l${(re * scale).toFixed(1)} ${(-im * scale).toFixed(1)}`;
};

interface HeatMapProps {
  readonly matrix: ComplexMatrix;
  readonly side: number;
  /** Modulus at full strength. */
  readonly largest?: number;
}

/** A complex matrix as a square of coloured cells, with its corner at the origin of the drawing. */
export function HeatMap({ matrix: { re, im }, side, largest = 1 }: HeatMapProps) {
  const { n } = re;
  const cell = side / n;
  const cells = Array.from(re.values, (value, at) => ({
    value,
    imaginary: im.values[at],
    x: (at % n) * cell,
    y: Math.floor(at / n) * cell,
  }));
  return (
    <>
      {cells.map(({ value, imaginary, x, y }, at) => (
        <g key={at}>
          <rect
            x={x + 0.5}
            y={y + 0.5}
            width={cell - 1}
            height={cell - 1}
            style={{ fill: phaseColour(value, imaginary, largest) }}
          />
          <path
            d={hand(x + cell / 2, y + cell / 2, cell, value, imaginary, largest)}
            stroke="var(--ink)"
            strokeWidth={1.4}
            strokeLinecap="round"
          />
        </g>
      ))}
    </>
  );
}

const LEGEND = [
  { name: "1", re: 1, im: 0 },
  { name: "i", re: 0, im: 1 },
  { name: "−1", re: -1, im: 0 },
  { name: "−i", re: 0, im: -1 },
  { name: "½", re: 0.5, im: 0 },
  { name: "0", re: 0, im: 0 },
] as const;

/** The key to colours and hands. */
export function PhaseLegend({ fontSize }: { readonly fontSize: number }) {
  const cell = fontSize * 1.5;
  const step = fontSize * 3.6;
  return (
    <>
      {LEGEND.map(({ name, re, im }, k) => (
        <g key={name}>
          <rect
            x={k * step + 0.5}
            y={1}
            width={cell}
            height={cell}
            stroke="var(--hairline)"
            style={{ fill: phaseColour(re, im, 1) }}
          />
          <path
            d={hand(k * step + cell / 2, 1 + cell / 2, cell, re, im, 1)}
            stroke="var(--ink)"
            strokeWidth={1.4}
          />
          <text
            x={k * step + cell + fontSize * 0.35}
            y={1 + cell / 2 + fontSize * 0.34}
            fontSize={fontSize}
            fill="var(--ink-2)"
          >
            {name}
          </text>
        </g>
      ))}
    </>
  );
}
