import { useId } from "react";
import { textWidth } from "./label-layout";
import { LANES } from "./lanes";
import type { Domain } from "./log-axis";
import type { PlotArea } from "./plot-area";
import type { PerLane } from "./props";

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
}

/** Beyond any plot, and still a number: log₁₀ of a bound that is 0 or overflows. */
const FAR = 1e4;

/**
 * Where the theory allows it to be: at t between atEnd·lower^(T−t) and atEnd·upper^(T−t),
 * straight lines on a log axis. It is drawn only where it is wide enough to be seen, and where
 * nothing bounds the gradient from below its upper edge alone.
 */
export function BoundsBand({ lanes, names, domain, area, fontSize }: BoundsBandProps) {
  const clip = useId();
  const [low, high] = [Math.log10(domain[0]), Math.log10(domain[1])];
  const pixelsPerDecade = (area.bottom - area.top) / (high - low);
  const yOfExponent = (exponent: number) => area.top + (high - exponent) * pixelsPerDecade;

  const bands = LANES.flatMap((lane) => {
    const { steps, atEnd, atStart, bounds } = lanes[lane.key];
    const start = Math.log10(atEnd);
    if (!bounds || steps < 1 || !Number.isFinite(start)) return [];
    const yAtZero = (factor: number) => {
      const exponent = start + steps * Math.log10(factor);
      return yOfExponent(Math.min(FAR, Math.max(-FAR, Number.isNaN(exponent) ? -FAR : exponent)));
    };
    const bottom = bounds.lower > 0 ? yAtZero(bounds.lower) : undefined;
    const band = { lane, top: yAtZero(bounds.upper), bottom, tip: yOfExponent(start) };
    const free = yOfExponent(Math.log10(atStart)) - band.top;
    if (bottom === undefined) return free > 2 * fontSize ? [band] : [];
    return bottom - band.top > 6 ? [band] : [];
  });

  // Two edges that run together get one name, or the names would lie on each other.
  const middle = ({ top, tip }: { top: number; tip: number }) => (top + tip) / 2;
  const named = bands.filter(
    (band, i) => i === 0 || Math.abs(middle(band) - middle(bands[0])) > 3 * fontSize,
  );

  return (
    <g>
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={area.right - area.left} height={area.bottom - area.top} />
      </clipPath>
      {bands.map(({ lane, top, bottom, tip }) => (
        <g key={lane.key} data-lane={lane.key} clipPath={`url(#${clip})`}>
          <path
            d={`M${area.left} ${top}L${area.right} ${tip}${bottom === undefined ? "" : `L${area.left} ${bottom}`}`}
            fill={bottom === undefined ? "none" : `var(${lane.mark})`}
            fillOpacity={0.09}
            stroke={`var(${lane.mark})`}
            strokeOpacity={0.22}
            strokeWidth={1}
          />
        </g>
      ))}
      {named.map(({ lane, top, bottom, tip }) => (
        <BandName
          key={lane.key}
          text={`${bottom === undefined ? "upper bound" : "bounds"} from the singular values of ${names[lane.key]}`}
          from={{ top, bottom: bottom ?? FAR * FAR }}
          tip={tip}
          area={area}
          fontSize={fontSize * 0.85}
        />
      ))}
    </g>
  );
}

interface BandNameProps {
  readonly text: string;
  readonly from: { readonly top: number; readonly bottom: number };
  readonly tip: number;
  readonly area: PlotArea;
  readonly fontSize: number;
}

/** Written along the upper edge, inside the band, where the edge is in sight and there is room below it. */
function BandName({ text, from, tip, area, fontSize }: BandNameProps) {
  const width = area.right - area.left;
  const slope = (tip - from.top) / width;
  const length = textWidth(text, fontSize);
  // The edge enters the plot where it crosses the top, if it does.
  const entry = from.top < area.top ? (area.top - from.top) / slope : 0;
  const start = Math.max(entry, 0) + width * 0.05;
  const end = start + length / Math.hypot(1, slope);
  const edge = (x: number) => from.top + slope * x;
  const lower = (x: number) => Math.min(area.bottom, from.bottom + ((tip - from.bottom) * x) / width);
  const inside =
    end < width * 0.9 && edge(end) < area.bottom - fontSize && edge(start) < area.bottom - 3 * fontSize;
  const roomy = lower(end) - edge(end) > 2.6 * fontSize;
  if (!inside || !roomy || Math.abs(slope) > 1.2) return null;
  const angle = (Math.atan(slope) * 180) / Math.PI;
  const [x, y] = [area.left + start, edge(start) + fontSize * 1.35];
  return (
    <text x={x} y={y} transform={`rotate(${angle} ${x} ${y})`} fill="var(--ink-3)" fontSize={fontSize}>
      {text}
    </text>
  );
}
