import { useId } from "react";
import type { PerLane } from "../lanes";
import { isClear, type Obstacles, placeOf } from "./free-place";
import { textWidth } from "./label-layout";
import { LANES, type LaneLook } from "./lanes";
import type { Domain } from "./log-axis";
import type { PlotArea } from "./plot-area";

/** A quantity that travels back from t = T to t = 0. */
interface Travelling {
  /** T. */
  readonly steps: number;
  readonly atEnd: number;
  readonly atStart: number;
  /** The factors that a step back can put on it. */
  readonly bounds?: { readonly upper: number; readonly lower: number } | undefined;
}

interface BoundsBandProps {
  readonly lanes: PerLane<Travelling>;
  readonly names: PerLane<string>;
  readonly domain: Domain;
  readonly area: PlotArea;
  readonly fontSize: number;
  /** The lines and words that its names keep clear of. */
  readonly taken: Obstacles;
}

/** Beyond any plot, and still a number: log₁₀ of a bound that is 0 or overflows. */
const FAR = 1e4;

/**
 * Where the theory allows it to be: at t between atEnd·lower^(T−t) and atEnd·upper^(T−t),
 * straight lines on a log axis. It is drawn only where it is wide enough to be seen, and where
 * nothing bounds the gradient from below its upper edge alone.
 */
export function BoundsBand({ lanes, names, domain, area, fontSize, taken }: BoundsBandProps) {
  const clip = useId();
  const [low, high] = [Math.log10(domain[0]), Math.log10(domain[1])];
  const pixelsPerDecade = (area.bottom - area.top) / (high - low);
  const yOfExponent = (exponent: number) => area.top + (high - exponent) * pixelsPerDecade;

  const bands = LANES.flatMap((lane): Band[] => {
    const { steps, atEnd, atStart, bounds } = lanes[lane.key];
    const start = Math.log10(atEnd);
    if (!bounds || steps < 1 || !Number.isFinite(start)) return [];
    const yAtZero = (factor: number) => {
      const exponent = start + steps * Math.log10(factor);
      return yOfExponent(Math.min(FAR, Math.max(-FAR, Number.isNaN(exponent) ? -FAR : exponent)));
    };
    const tip = yOfExponent(start);
    const upper = { left: yAtZero(bounds.upper), right: tip };
    const lower = bounds.lower > 0 ? { left: yAtZero(bounds.lower), right: tip } : undefined;
    const open = lower
      ? lower.left - upper.left > 6
      : yOfExponent(Math.log10(atStart)) - upper.left > 2 * fontSize;
    if (!open) return [];
    const text = boundsName(names[lane.key], lower !== undefined);
    const name = placeName(text, upper, lower, taken, area, fontSize * 0.85);
    // An edge alone that nothing names would be a riddle.
    return lower || name ? [{ lane, upper, lower, text, name }] : [];
  });

  // Two bands that run together get one name, or the names would lie on each other.
  const named = bands.filter(
    ({ upper }, i) =>
      i === 0 ||
      Math.abs(upper.left + upper.right - bands[0].upper.left - bands[0].upper.right) > 6 * fontSize,
  );

  return (
    <g>
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={area.right - area.left} height={area.bottom - area.top} />
      </clipPath>
      {bands.map(({ lane, upper, lower }) => (
        <g key={lane.key} data-lane={lane.key} clipPath={`url(#${clip})`}>
          <path
            d={`M${area.left} ${upper.left}L${area.right} ${upper.right}${lower ? `L${area.left} ${lower.left}` : ""}`}
            fill={lower ? `var(${lane.mark})` : "none"}
            fillOpacity={0.09}
            stroke={`var(${lane.mark})`}
            strokeOpacity={0.22}
            strokeWidth={1}
          />
        </g>
      ))}
      {named.map(
        ({ lane, text, name }) =>
          name && (
            <text
              key={lane.key}
              x={name.x}
              y={name.y}
              transform={`rotate(${name.angle} ${name.x} ${name.y})`}
              fill="var(--ink-3)"
              fontSize={fontSize * 0.85}
            >
              {text}
            </text>
          ),
      )}
    </g>
  );
}

/** What the band, or its upper edge alone, is called; an abbreviation, as RNN, has its article. */
export function boundsName(lane: string, both: boolean): string {
  const whose = `${/^[A-Z]{2}/.test(lane) ? "the " : ""}${lane}’s W`;
  return `${both ? "bounds" : "upper bound"} from the singular values of ${whose}`;
}

/** A straight line across the plot: its heights at the two sides, px. */
interface Edge {
  readonly left: number;
  readonly right: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
  /** Degrees. */
  readonly angle: number;
}

interface Band {
  readonly lane: LaneLook;
  readonly upper: Edge;
  readonly lower: Edge | undefined;
  readonly text: string;
  readonly name: Place | null;
}

/** Pieces that a slanting name is taken apart into, to see whether something lies in its way. */
const PIECES = 12;

/**
 * Where in its band a name has room and nothing passes: along the upper edge where that is in sight, else level, at
 * the left; null where there is none.
 */
function placeName(
  text: string,
  upper: Edge,
  lower: Edge | undefined,
  taken: Obstacles,
  area: PlotArea,
  fontSize: number,
): Place | null {
  const width = area.right - area.left;
  const length = textWidth(text, fontSize);
  const at = ({ left, right }: Edge, x: number) => left + ((right - left) * x) / width;
  const floor = (x: number) => (lower ? Math.min(area.bottom, at(lower, x)) : area.bottom);
  /** Whether nothing lies in the way of a name whose line begins at (x, y) and rises by `slope`. */
  const clear = (x: number, y: number, slope: number) =>
    Array.from({ length: PIECES }, (_, i) => x + ((i + 0.5) * length) / PIECES / Math.hypot(1, slope)).every(
      (middle) => {
        const height = y + slope * (middle - x) - 0.35 * fontSize;
        const half = length / PIECES / 2 + 2;
        const { box } = placeOf("", 0, height, "start", fontSize * 1.2);
        const left = area.left + middle;
        return isClear({ ...box, left: left - half, right: left + half }, taken);
      },
    );

  const slope = (upper.right - upper.left) / width;
  // The edge enters the plot where it crosses the top, if it does.
  const start = Math.max(0, upper.left < area.top ? (area.top - upper.left) / slope : 0) + width * 0.05;
  const end = start + length / Math.hypot(1, slope);
  const inside =
    end < width * 0.9 &&
    at(upper, end) < area.bottom - fontSize &&
    at(upper, start) < area.bottom - 3 * fontSize;
  const below = at(upper, start) + fontSize * 1.35;
  const room = floor(end) - at(upper, end) > 2.6 * fontSize && Math.abs(slope) <= 1.2;
  if (inside && room && clear(start, below, slope)) {
    return { x: area.left + start, y: below, angle: (Math.atan(slope) * 180) / Math.PI };
  }

  if (!lower) return null;
  const [from, to] = [fontSize, fontSize + length];
  if (to > width * 0.9) return null;
  for (let y = area.top + 2 * fontSize; y < area.bottom - fontSize; y += fontSize / 2) {
    const within =
      Math.max(at(upper, from), at(upper, to)) < y - fontSize &&
      Math.min(floor(from), floor(to)) > y + fontSize / 2;
    if (within && clear(from, y, 0)) return { x: area.left + from, y, angle: 0 };
  }
  return null;
}
