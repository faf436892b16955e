import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatNumber, formatPercent } from "../../../math/number-format";
import type { Sentence } from "../../../plot/sentence";
import type { HiddenStates } from "../../../worker/protocol";
import { atStep, joined, laneName } from "./sentences";
import type { PlaneView } from "./sequence-plane";
import { longStill, stretchWords } from "./still-input";

/** Coordinates along the two leading principal components, one point after another. */
type Path = HiddenStates["plane"]["points"];

const axis = (path: Path, which: 0 | 1) => path.filter((_, i) => i % 2 === which);

/** Returns the diagonal of the smallest upright rectangle around a path. */
export function pathExtent(path: Path): number {
  const range = (values: Float64Array) => Math.max(...values) - Math.min(...values);
  return Math.hypot(range(axis(path, 0)), range(axis(path, 1)));
}

/** A turn of more than this, in radians, has no clear direction. */
const MAX_TURN = 0.75 * Math.PI;

/**
 * Returns how often a path goes round the mean of its points, counter-clockwise turns being positive; null if it jumps to
 * the other side, by more than three eighths of a circle, which may be a turn in either direction.
 */
export function turns(path: Path): number | null {
  const [x, y] = ([0, 1] as const).map((which) => {
    const values = axis(path, which);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  let sum = 0;
  for (let i = 1; i < x.length; i++) {
    const turn = Math.atan2(x[i - 1] * y[i] - y[i - 1] * x[i], x[i - 1] * x[i] + y[i - 1] * y[i]);
    if (Math.abs(turn) > MAX_TURN) return null;
    sum += turn;
  }
  return sum / (2 * Math.PI);
}

/** A path has settled if its last step is shorter than this share of its extent. */
const SETTLED = 0.01;
/** The smallest share that is written as a number. */
const MIN_SHARE = 0.001;

/** Returns the sentence on how the states move in their planes, and on how much of the variance the planes hold. */
export function planeSentence({ run, inputs, steps, lanes }: PlaneView): Sentence {
  const still = longStill(inputs, steps);
  const whole = { from: 0, to: steps };
  const { from, to } = still ?? whole;
  const clause = (lane: LaneKey): Sentence => {
    const { plane, measuredAt, lost } = lanes[lane];
    const name = laneName(run.lanes, lane);
    if (lost) return [name, lost];
    if (!plane) return [name, "’s plane is being computed"];
    const past = measuredAt !== undefined;
    const at = atStep(measuredAt);
    const held = plane.shares[0] + plane.shares[1];
    if (!Number.isFinite(held)) return [at, name, `’s states ${past ? "were" : "are"} not all finite`];
    if (held === 0) return [at, name, `’s state never ${past ? "changed" : "changes"}`];
    const { points } = plane;
    const [x0, y0, x1, y1] = points.subarray(2 * to - 2, 2 * to + 2);
    const move = Math.hypot(x1 - x0, y1 - y0) / pathExtent(points);
    const round = Math.abs(turns(points.subarray(2 * from, 2 * to + 2)) ?? 0);
    const does =
      move < SETTLED
        ? ["settles", "settled"]
        : round >= 1
          ? ["goes round", "went round"].map((verb) => `${verb} ${formatNumber(round)} times`)
          : ["keeps moving", "kept moving"];
    const share = move < MIN_SHARE ? `less than ${formatPercent(MIN_SHARE)}` : formatPercent(move);
    const last = `its last step ${past ? "was" : "is"} ${share} of its extent`;
    return [at, name, `’s path, with ${formatPercent(held)} of the variance, ${does[past ? 1 : 0]}: ${last}`];
  };
  return [`${stretchWords(still, whole)}, `, ...joined(LANE_KEYS.map(clause))];
}
