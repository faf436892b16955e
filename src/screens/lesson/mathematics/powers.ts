import { type Matrix, matrix } from "../../../math/arrays";
import { powerRanges } from "../../../math/matrix-powers";

/** A conjugate pair of eigenvalues r·e^{±iφ}; φ in radians, from 0 to π. */
export interface EigenvaluePair {
  readonly modulus: number;
  readonly angle: number;
}

/**
 * Returns W = [[r₁R(φ₁), s·I], [0, r₂R(φ₂)]], 4×4. Its eigenvalues are the two pairs for every s, and it is normal only for
 * s = 0.
 */
export function coupledRotations(
  [one, two]: readonly [EigenvaluePair, EigenvaluePair],
  coupling: number,
): Matrix {
  const turned = ({ modulus, angle }: EigenvaluePair) => [
    modulus * Math.cos(angle),
    modulus * Math.sin(angle),
  ];
  const [[a, b], [c, d]] = [turned(one), turned(two)];
  return matrix([
    [a, -b, coupling, 0],
    [b, a, 0, coupling],
    [0, 0, c, -d],
    [0, 0, d, c],
  ]);
}

/** Returns log₁₀ ‖Wᵏ‖₂ for k = 0 … steps. */
export const powerNorms = (w: Matrix, steps: number): number[] =>
  powerRanges(
    w,
    Array.from({ length: steps + 1 }, (_, k) => k),
  ).map(({ largest }) => largest);

/** Returns the first k at which the norm is largest. */
export const peakAt = (norms: readonly number[]): number => norms.indexOf(Math.max(...norms));
