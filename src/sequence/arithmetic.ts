/** out ← out + xᵀ M, with x [r] and M [r, c] row-major, out [c]. Four rows at a time, so that out is stored less often. */
export function addProduct(out: Float64Array, x: Float64Array, matrix: Float64Array): void {
  const columns = out.length;
  const rows = x.length;
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const [x0, x1, x2, x3] = [x[i], x[i + 1], x[i + 2], x[i + 3]];
    const r0 = i * columns;
    const r1 = r0 + columns;
    const r2 = r1 + columns;
    const r3 = r2 + columns;
    for (let j = 0; j < columns; j++) {
      out[j] += x0 * matrix[r0 + j] + x1 * matrix[r1 + j] + (x2 * matrix[r2 + j] + x3 * matrix[r3 + j]);
    }
  }
  for (; i < rows; i++) {
    const factor = x[i];
    const row = i * columns;
    for (let j = 0; j < columns; j++) out[j] += factor * matrix[row + j];
  }
}

/** Mᵀ [c, r], row-major, of M [r, c]. */
export function transposed(values: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j];
  }
  return out;
}

/** ‖x‖₂, without over- or underflow of the squares; NaN if an entry is NaN. */
export function norm(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  if ((sum > 1e-250 && sum < 1e300) || Number.isNaN(sum)) return Math.sqrt(sum);
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]));
  if (largest === 0 || largest === Number.POSITIVE_INFINITY) return largest;
  sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** 2^exponent · x, in two factors, since 2^exponent alone may be too large or too small for a float64. */
export function timesPowerOfTwo(x: number, exponent: number): number {
  if (x === 0) return 0;
  const half = Math.trunc(exponent / 2);
  return x * 2 ** half * 2 ** (exponent - half);
}

/**
 * The upper triangular R of M = QR by Householder reflections, so that ‖M X‖_F = ‖R X‖_F for every X. If M has at most
 * as many rows as columns it is returned as it is.
 * @param matrix M, [rows, columns] row-major
 * @returns R, [min(rows, columns), columns] row-major
 */
export function triangular(matrix: Float64Array, rows: number, columns: number): Float64Array {
  if (rows <= columns) return matrix;
  const a = matrix.slice();
  const v = new Float64Array(rows);
  for (let k = 0; k < columns; k++) {
    const below = v.subarray(k);
    for (let i = k; i < rows; i++) v[i] = a[i * columns + k];
    const length = norm(below);
    if (length === 0) continue;
    // The reflection takes the column to (∓‖column‖, 0, …), with the sign that cancels nothing.
    v[k] += v[k] < 0 ? -length : length;
    const size = norm(below);
    for (let i = k; i < rows; i++) v[i] /= size;
    const inner = new Float64Array(columns);
    for (let i = k; i < rows; i++) {
      for (let j = k; j < columns; j++) inner[j] += v[i] * a[i * columns + j];
    }
    for (let i = k; i < rows; i++) {
      const twice = 2 * v[i];
      for (let j = k; j < columns; j++) a[i * columns + j] -= twice * inner[j];
    }
  }
  for (let i = 1; i < columns; i++) a.fill(0, i * columns, i * columns + i);
  return a.slice(0, columns * columns);
}
