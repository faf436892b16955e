import { arrays, type Matrix, matrix } from "../../../math/arrays";
import { STEPS } from "../../../training/counterexample";

const algebra = arrays("float64");

/** The point (x, y) of the plane that the turns lie in: the matrix xI + yJ. It turns where x² + y² = 1. */
export type Point = readonly [number, number];

/** −1 descends, +1 is what the lecture prints. */
export type Sign = -1 | 1;

const fromPoint = ([x, y]: Point): Matrix =>
  matrix([
    [x, -y],
    [y, x],
  ]);
const toPoint = ({ values }: Matrix): Point => [(values[0] + values[3]) / 2, (values[2] - values[1]) / 2];

/** ½‖W − T‖_F² of two points of the plane. */
export const loss = (w: Point, target: Point): number => (w[0] - target[0]) ** 2 + (w[1] - target[1]) ** 2;

/** W before the first step and after each, on the loss ½‖W − T‖_F², whose gradient is G = W − T. */
export interface Paths {
  /** W ← W ± αG. */
  readonly naive: readonly Point[];
  /** W ← exp(±αA)W with A = GW* − WG*; in 2×2, where turns commute, that is B ← B ± αA, W ← exp(B). */
  readonly exp: readonly Point[];
}

export function paths(angle: number, target: Point, rate: number, sign: Sign, steps: number): Paths {
  const towards = fromPoint(target);
  const start = fromPoint([Math.cos(angle), Math.sin(angle)]);
  const walk = (step: (w: Matrix, g: Matrix) => Matrix): Point[] => {
    const walked = [start];
    for (let k = 0; k < steps; k++) {
      const w = walked[walked.length - 1];
      walked.push(step(w, algebra.sub(w, towards)));
    }
    return walked.map(toPoint);
  };
  return {
    naive: walk((w, g) => STEPS.naive(w, g, sign * rate)),
    // STEPS.exp turns by αA/2, the tangent part of αG; the lecture's rule turns by αA.
    exp: walk((w, g) => STEPS.exp(w, g, 2 * sign * rate)),
  };
}

/** ‖WW* − I‖_F of a point: √2·|x² + y² − 1|. */
export const pointDrift = ([x, y]: Point): number => Math.SQRT2 * Math.abs(x * x + y * y - 1);
