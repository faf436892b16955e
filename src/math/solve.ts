import type { Matrix } from "./arrays";

/**
 * Solves A X = B in float64: L U = P A with partial pivoting, column by column, then L Y = P B and U X = Y.
 * @returns X, or undefined if A is singular
 */
export function solve({ n, values }: Matrix, b: Matrix): Matrix | undefined {
  const lu = Float64Array.from(values);
  const x = Float64Array.from(b.values);
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < Math.min(i, j); k++) sum += lu[i * n + k] * lu[k * n + j];
      lu[i * n + j] -= sum;
      if (i > j && Math.abs(lu[i * n + j]) > Math.abs(lu[pivot * n + j])) pivot = i;
    }
    if (lu[pivot * n + j] === 0) return undefined;
    for (const rows of [lu, x]) swapRows(rows, n, j, pivot);
    for (let i = j + 1; i < n; i++) lu[i * n + j] /= lu[j * n + j];
  }
  for (let k = 0; k < n; k++) for (let i = k + 1; i < n; i++) subtractRow(x, n, i, k, lu[i * n + k]);
  for (let k = n - 1; k >= 0; k--) {
    for (let j = 0; j < n; j++) x[k * n + j] /= lu[k * n + k];
    for (let i = 0; i < k; i++) subtractRow(x, n, i, k, lu[i * n + k]);
  }
  return { n, values: x };
}

function swapRows(rows: Float64Array, n: number, i: number, k: number): void {
  const row = rows.slice(i * n, (i + 1) * n);
  rows.copyWithin(i * n, k * n, (k + 1) * n);
  rows.set(row, k * n);
}

/** Row i ← row i − factor · row k. */
function subtractRow(rows: Float64Array, n: number, i: number, k: number, factor: number): void {
  for (let j = 0; j < n; j++) rows[i * n + j] -= rows[k * n + j] * factor;
}
