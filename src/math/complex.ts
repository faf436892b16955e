import type { Matrix } from "./arrays";

/** A complex n×n matrix R + iI. */
export interface ComplexMatrix {
  readonly re: Matrix;
  readonly im: Matrix;
}

/**
 * The real 2n×2n matrix [[R, −I], [I, R]]. Sums, products and transposes of such matrices are the sums, products
 * and conjugate transposes of the complex ones, so everything written for real matrices also applies to complex ones.
 */
export function realForm({ re, im }: ComplexMatrix): Matrix {
  const { n } = re;
  const values = new Float64Array(4 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      values[i * 2 * n + j] = re.values[i * n + j];
      values[i * 2 * n + n + j] = -im.values[i * n + j];
      values[(n + i) * 2 * n + j] = im.values[i * n + j];
      values[(n + i) * 2 * n + n + j] = re.values[i * n + j];
    }
  }
  return { n: 2 * n, values };
}

/** The complex matrix R + iI of a {@link realForm}, read from its left half. */
export function complexForm({ n: size, values }: Matrix): ComplexMatrix {
  const n = size / 2;
  if (!Number.isInteger(n))
    throw new RangeError(`The real form of a complex matrix has even size; this one has ${size}.`);
  const block = (row: number): Matrix => ({
    n,
    values: Float64Array.from(
      { length: n * n },
      (_, at) => values[(row + Math.floor(at / n)) * size + (at % n)],
    ),
  });
  return { re: block(0), im: block(n) };
}
