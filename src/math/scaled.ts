import { singularValueDecomposition } from "./svd";

/** The n×n matrix 10^log10 · values, so that a product of hundreds of factors neither over- nor underflows. */
export interface Scaled {
  readonly n: number;
  readonly log10: number;
  /** Row-major; the largest modulus is 1, unless all are 0 or one is NaN. */
  readonly values: Float64Array;
}

/** The matrix 10^log10 · values scaled so that its largest modulus is 1. The zero matrix has log10 = −∞. */
export function scaled(n: number, values: Float64Array, log10 = 0): Scaled {
  let largest = 0;
  // Written so that a NaN is not lost, wherever it is.
  for (const value of values) if (!(Math.abs(value) <= largest)) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return { n, log10: Number.NEGATIVE_INFINITY, values };
  if (!Number.isFinite(largest)) return { n, log10: Number.NaN, values: values.fill(Number.NaN) };
  for (let i = 0; i < values.length; i++) values[i] /= largest;
  return { n, log10: log10 + Math.log10(largest), values };
}

/** I, n×n. */
export function scaledIdentity(n: number): Scaled {
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) values[i * n + i] = 1;
  return { n, log10: 0, values };
}

/** A·B. */
export function times(a: Scaled, b: Scaled): Scaled {
  const { n } = a;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = out.subarray(i * n, (i + 1) * n);
    for (let k = 0; k < n; k++) {
      const factor = a.values[i * n + k];
      if (factor === 0) continue;
      const from = k * n;
      for (let j = 0; j < n; j++) row[j] += factor * b.values[from + j];
    }
  }
  return scaled(n, out, a.log10 + b.log10);
}

/** log₁₀ ‖A‖₂: −∞ for the zero matrix, NaN if A has a NaN. */
export function log10Norm({ n, log10, values }: Scaled): number {
  if (!Number.isFinite(log10)) return log10;
  return log10 + Math.log10(singularValues(n, values)[0]);
}

/** Singular values of an n×n matrix of finite entries, descending. */
export function singularValues(n: number, values: Float64Array | Float32Array): number[] {
  const { singular } = singularValueDecomposition({ n, values }, false);
  return singular.sort((one, other) => other - one);
}
