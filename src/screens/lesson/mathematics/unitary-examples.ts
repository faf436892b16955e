import { arrays, drift, frobenius, type Matrix, matrix } from "../../../math/arrays";
import { inverseOf } from "../../../math/matrix-powers";
import { type MatrixSpectrum, spectrum } from "../../../math/spectrum";

const algebra = arrays("float64");

/** The swap of the lecture: a reflection across the diagonal. */
export const SWAP = matrix([
  [0, 1],
  [1, 0],
]);

export const rotation = (angle: number): Matrix =>
  matrix([
    [Math.cos(angle), -Math.sin(angle)],
    [Math.sin(angle), Math.cos(angle)],
  ]);

/** Across the line through 0 at this angle. */
export const reflection = (angle: number): Matrix =>
  matrix([
    [Math.cos(2 * angle), Math.sin(2 * angle)],
    [Math.sin(2 * angle), -Math.cos(2 * angle)],
  ]);

/** One round of n places: e₁ → e₂ → … → e₁. */
export const cycle = (n: number): Matrix =>
  matrix(
    Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => Number(i === (j + 1) % n))),
  );

/** A shear, which keeps areas and not lengths. */
export const SHEAR = matrix([
  [1, 0.6],
  [0, 1],
]);

/** Xv. */
export const apply = ({ n, values }: Matrix, v: readonly number[]): number[] =>
  Array.from({ length: n }, (_, i) => v.reduce((sum, x, j) => sum + values[i * n + j] * x, 0));

/** What makes X unitary or not, each measured. */
export interface UnitaryMeasures {
  readonly spectrum: MatrixSpectrum;
  /** ‖XX* − I‖_F. */
  readonly drift: number;
  /** ‖X⁻¹ − X*‖_F; NaN where there is no inverse. */
  readonly inverseMiss: number;
  readonly frobenius: number;
}

export function measureUnitarity(x: Matrix): UnitaryMeasures {
  const inverse = inverseOf(x);
  const unscaled = inverse && {
    n: x.n,
    values: inverse.values.map((value) => value * 10 ** inverse.log10),
  };
  return {
    spectrum: spectrum(x),
    drift: drift(x),
    inverseMiss: unscaled ? frobenius(algebra.sub(unscaled, algebra.adjoint(x))) : Number.NaN,
    frobenius: frobenius(x),
  };
}
