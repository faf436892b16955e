import type { Matrix } from "./arrays";

/**
 * ‖A‖₂ by power iteration on AᵀA: a lower bound, within 0.1 % after 60 rounds unless several singular values are close
 * to the largest, when the bound is close too. NaN if A is not finite.
 */
export function norm2({ n, values }: Matrix): number {
  let x = Float64Array.from({ length: n }, (_, i) => 1 + i / n);
  let norm = 0;
  for (let round = 0; round < 60; round++) {
    const y = new Float64Array(n);
    const z = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) y[i] += values[i * n + j] * x[j];
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) z[j] += values[i * n + j] * y[i];
    const length = Math.hypot(...z);
    if (!(length > 0)) return length;
    norm = Math.sqrt(length);
    x = z.map((value) => value / length);
  }
  return norm;
}
