import { LANE_KEYS, type PerLane } from "../../../lanes";
import { type Edge, placeAlong } from "../../../plot/along";
import type { Domain } from "../../../plot/axis";
import { band } from "../../../plot/band";
import { line } from "../../../plot/line";
import type { Mark } from "../../../plot/mark";
import type { Point, Scales } from "../../../plot/scales";
import { LANE_LOOKS } from "../../lane-looks";

/** A quantity that travels back from t = T to t = 0. */
export interface Travelling {
  /** T. */
  readonly steps: number;
  readonly atEnd: number;
  readonly atStart: number;
  /** The factors that a step back can put on it. */
  readonly bounds?: { readonly upper: number; readonly lower: number } | undefined;
}

/** Beyond any plot, and still a number: log₁₀ of a bound that is 0 or overflows. */
const FAR = 1e4;
/** log₁₀ of the largest numbers, and of the smallest. */
const MOST = 307;

/** log₁₀ of atEnd·factor^T. */
function exponentAtStart({ steps, atEnd }: Travelling, factor: number): number {
  const exponent = Math.log10(atEnd) + steps * Math.log10(factor);
  return Math.min(FAR, Math.max(-FAR, Number.isNaN(exponent) ? -FAR : exponent));
}

/**
 * atEnd·factor^(T−t) for t from 0 to T, a straight line on a log axis; level at the largest or the smallest number from
 * where it would exceed that.
 */
function geometric(travelling: Travelling, factor: number): Point[] {
  const { steps, atEnd } = travelling;
  const [start, end] = [exponentAtStart(travelling, factor), Math.log10(atEnd)];
  const level = Math.max(-MOST, Math.min(MOST, start));
  const share = start === end ? 0 : (start - level) / (start - end);
  const bend = share > 0 ? [{ x: share * steps, y: 10 ** level }] : [];
  return [{ x: 0, y: 10 ** level }, ...bend, { x: steps, y: atEnd }];
}

/** The heights of such a line at the left and the right edge of the plot, in px. */
function edgeOf(travelling: Travelling, factor: number, domain: Domain, scales: Scales): Edge {
  const [low, high] = [Math.log10(domain[0]), Math.log10(domain[1])];
  const decade = (scales.bottom - scales.top) / (high - low);
  const y = (exponent: number) => scales.top + (high - exponent) * decade;
  return { left: y(exponentAtStart(travelling, factor)), right: y(Math.log10(travelling.atEnd)) };
}

/**
 * Where the theory allows the quantity to be: at t between atEnd·lower^(T−t) and atEnd·upper^(T−t). It is drawn only
 * where it is wide enough to be seen; where nothing bounds the gradient from below, its upper edge alone.
 */
export function boundsBands(
  lanes: PerLane<Travelling>,
  names: PerLane<string>,
  domain: Domain,
): readonly Mark[] {
  const known = LANE_KEYS.flatMap((lane) => {
    const travelling = lanes[lane];
    const { bounds, steps, atEnd } = travelling;
    if (!bounds || steps < 1 || !Number.isFinite(Math.log10(atEnd))) return [];
    return [{ lane, travelling, bounds, both: bounds.lower > 0 }];
  });
  return known.map(({ lane, travelling, bounds, both }, i): Mark => {
    const look = LANE_LOOKS[lane];
    const upper = geometric(travelling, bounds.upper);
    const drawn = both
      ? band({ key: "", series: lane, look, upper, lower: geometric(travelling, bounds.lower) })
      : line({
          key: "",
          series: lane,
          look: { ...look, dash: undefined },
          points: upper,
          width: 1,
          opacity: 0.22,
        });
    const edges = (scales: Scales) => ({
      upper: edgeOf(travelling, bounds.upper, domain, scales),
      lower: both ? edgeOf(travelling, bounds.lower, domain, scales) : undefined,
    });
    /** Whether it is wide enough to be seen. */
    const isOpen = (scales: Scales) => {
      const { upper: above, lower: below } = edges(scales);
      if (below) return below.left - above.left > 6;
      const start = edgeOf({ ...travelling, atEnd: travelling.atStart }, 1, domain, scales).left;
      return start - above.left > 2 * scales.fontSize;
    };
    /** Two bands that run together get one name, or the names would lie on each other. */
    const runsWithFirst = (scales: Scales) => {
      const [first] = known;
      const one = edgeOf(first.travelling, first.bounds.upper, domain, scales);
      const other = edges(scales).upper;
      return i > 0 && Math.abs(other.left + other.right - one.left - one.right) <= 6 * scales.fontSize;
    };
    return {
      ...drawn,
      key: `${lane}, bounds`,
      clip: true,
      beneath: true,
      // An edge alone that nothing names would be a riddle.
      draw: (scales, named) =>
        isOpen(scales) && (both || named || runsWithFirst(scales)) ? drawn.draw(scales, named) : null,
      covers: () => ({}),
      words(scales) {
        if (!isOpen(scales) || runsWithFirst(scales)) return [];
        const text = boundsName(names[lane], both);
        const size = 0.85;
        const { upper: above, lower: below } = edges(scales);
        return [
          {
            text,
            ink: "--ink-3",
            size,
            place: (taken) => placeAlong(text, above, below, taken, scales, size),
          },
        ];
      },
    };
  });
}

/** What the band, or its upper edge alone, is called; an abbreviation, as RNN, has its article. */
export function boundsName(lane: string, both: boolean): string {
  const whose = `${/^[A-Z]{2}/.test(lane) ? "the " : ""}${lane}’s W`;
  return `${both ? "bounds" : "upper bound"} from the singular values of ${whose}`;
}
