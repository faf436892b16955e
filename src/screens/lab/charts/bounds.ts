import { LANE_KEYS, type PerLane } from "../../../lanes";
import type { Domain } from "../../../plot/axis";
import { band } from "../../../plot/band";
import { line } from "../../../plot/line";
import type { Mark } from "../../../plot/mark";
import { type Edge, placeAlong } from "../../../plot/place-along";
import type { Point, Scales } from "../../../plot/scales";
import { LANE_LOOKS } from "../../lane-looks";

/** A quantity that is propagated back from t = T to t = 0. */
export interface BackwardQuantity {
  /** T. */
  readonly steps: number;
  readonly atEnd: number;
  readonly atStart: number;
  /** Largest and smallest factor of one step back. */
  readonly bounds?: { readonly upper: number; readonly lower: number } | undefined;
}

/** Replaces log₁₀ of a bound that is 0 or overflows: beyond every plot, but finite. */
const FAR = 1e4;
/** Largest |log₁₀| of a bound that is drawn. */
const MAX_EXPONENT = 307;

/** log₁₀ of atEnd·factor^T. */
function exponentAtStart({ steps, atEnd }: BackwardQuantity, factor: number): number {
  const exponent = Math.log10(atEnd) + steps * Math.log10(factor);
  return Math.min(FAR, Math.max(-FAR, Number.isNaN(exponent) ? -FAR : exponent));
}

/**
 * Returns the line atEnd·factor^(T−t) for t = 0 … T, straight on a log axis, and horizontal from where it would leave the
 * range 10^±MAX_EXPONENT.
 */
function geometric(backward: BackwardQuantity, factor: number): Point[] {
  const { steps, atEnd } = backward;
  const [start, end] = [exponentAtStart(backward, factor), Math.log10(atEnd)];
  const level = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, start));
  const share = start === end ? 0 : (start - level) / (start - end);
  const bend = share > 0 ? [{ x: share * steps, y: 10 ** level }] : [];
  return [{ x: 0, y: 10 ** level }, ...bend, { x: steps, y: atEnd }];
}

/** Returns the heights of such a line at the left and right edge of the plot, in px. */
function edgeOf(backward: BackwardQuantity, factor: number, domain: Domain, scales: Scales): Edge {
  const [low, high] = [Math.log10(domain[0]), Math.log10(domain[1])];
  const decade = (scales.bottom - scales.top) / (high - low);
  const y = (exponent: number) => scales.top + (high - exponent) * decade;
  return { left: y(exponentAtStart(backward, factor)), right: y(Math.log10(backward.atEnd)) };
}

/**
 * Returns the range that the theory allows: at t between atEnd·lower^(T−t) and atEnd·upper^(T−t). A band is drawn only if
 * it is wide enough to be seen; if there is no lower bound, only its upper edge is.
 */
export function boundsBands(
  lanes: PerLane<BackwardQuantity>,
  names: PerLane<string>,
  domain: Domain,
): readonly Mark[] {
  const known = LANE_KEYS.flatMap((lane) => {
    const backward = lanes[lane];
    const { bounds, steps, atEnd } = backward;
    if (!bounds || steps < 1 || !Number.isFinite(Math.log10(atEnd))) return [];
    return [{ lane, backward, bounds, both: bounds.lower > 0 }];
  });
  return known.map(({ lane, backward, bounds, both }, i): Mark => {
    const look = LANE_LOOKS[lane];
    const upper = geometric(backward, bounds.upper);
    const drawn = both
      ? band({ key: "", series: lane, look, upper, lower: geometric(backward, bounds.lower) })
      : line({
          key: "",
          series: lane,
          look: { ...look, dash: undefined },
          points: upper,
          width: 1,
          opacity: 0.22,
          below: true,
        });
    const edges = (scales: Scales) => ({
      upper: edgeOf(backward, bounds.upper, domain, scales),
      lower: both ? edgeOf(backward, bounds.lower, domain, scales) : undefined,
    });
    /** Whether the band is wide enough to be seen. */
    const isOpen = (scales: Scales) => {
      const { upper: above, lower: below } = edges(scales);
      if (below) return below.left - above.left > 6;
      const start = edgeOf({ ...backward, atEnd: backward.atStart }, 1, domain, scales).left;
      return start - above.left > 2 * scales.fontSize;
    };
    /** Whether the band nearly coincides with the first: then one name serves both, else the names would overlap. */
    const runsWithFirst = (scales: Scales) => {
      const [first] = known;
      const one = edgeOf(first.backward, first.bounds.upper, domain, scales);
      const other = edges(scales).upper;
      return i > 0 && Math.abs(other.left + other.right - one.left - one.right) <= 6 * scales.fontSize;
    };
    return {
      ...drawn,
      key: `${lane}, bounds`,
      clip: true,
      beneath: true,
      // A single edge without a name would be unclear.
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

/** Returns the name of the band, or of its upper edge alone; an abbreviation such as RNN has an article. */
export function boundsName(lane: string, both: boolean): string {
  const whose = `${/^[A-Z]{2}/.test(lane) ? "the " : ""}${lane}’s W`;
  return `${both ? "bounds" : "upper bound"} from the singular values of ${whose}`;
}
