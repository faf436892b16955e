import { addProduct, FLOAT } from "./float";

/**
 * Lays out a matrix M for {@link accumulate}: P[j / 8][k][j % 8] = M[j, k], so that eight neighbouring results are
 * two vectors and memory is read in order. Results from `rows` to `width` become zero.
 * @param source M[j, k] at source[j·rowStride + k·innerStride]
 * @param inner over how many k one sums
 * @param panels [width / 8, inner, 8]
 */
export function pack(
  source: usize,
  rows: usize,
  width: usize,
  inner: usize,
  rowStride: usize,
  innerStride: usize,
  panels: usize,
): void {
  const step = innerStride << FLOAT;
  if (rowStride === 1 && rows === width) {
    for (let j: usize = 0; j < width; j += 8) {
      let from = source + (j << FLOAT);
      for (const end = from + inner * step; from < end; from += step, panels += 32) {
        v128.store(panels, v128.load(from));
        v128.store(panels, v128.load(from, 16), 16);
      }
    }
    return;
  }
  for (let j: usize = 0; j < width; j++) {
    let to = panels + (((((j >> 3) * inner) << 3) + (j & 7)) << FLOAT);
    let from = source + ((j * rowStride) << FLOAT);
    for (const end = to + (inner << (3 + FLOAT)); to < end; to += 32, from += step) {
      store<f32>(to, j < rows ? load<f32>(from) : 0);
    }
  }
}

/**
 * y ← y + M x for every row x, y of two blocks. Four rows by eight columns are summed at a time: eight vectors of
 * sums, as many as keep the adders busy and still stay in registers.
 * @param panels M, from {@link pack}
 * @param rows a multiple of 4
 * @param x [rows, xWidth], of which the first `inner` of each row are used
 * @param y [rows, yWidth]
 */
export function accumulate(
  panels: usize,
  inner: usize,
  rows: usize,
  x: usize,
  xWidth: usize,
  y: usize,
  yWidth: usize,
): void {
  const xRow = xWidth << FLOAT;
  const yRow = yWidth << FLOAT;
  const xTile = xRow << 2;
  const yTile = yRow << 2;
  const xEnd = x + rows * xRow;
  for (let j: usize = 0; j < yRow; j += 32) {
    const panel = panels + j * inner;
    for (let from = x, to = y + j; from < xEnd; from += xTile, to += yTile) {
      const to1 = to + yRow;
      const to2 = to1 + yRow;
      const to3 = to2 + yRow;
      let a0 = v128.load(to);
      let b0 = v128.load(to, 16);
      let a1 = v128.load(to1);
      let b1 = v128.load(to1, 16);
      let a2 = v128.load(to2);
      let b2 = v128.load(to2, 16);
      let a3 = v128.load(to3);
      let b3 = v128.load(to3, 16);
      let x0 = from;
      let x1 = x0 + xRow;
      let x2 = x1 + xRow;
      let x3 = x2 + xRow;
      let p = panel;
      for (const end = x0 + (inner << FLOAT); x0 < end; x0 += 4, x1 += 4, x2 += 4, x3 += 4, p += 32) {
        const left = v128.load(p);
        const right = v128.load(p, 16);
        const s0 = v128.load32_splat(x0);
        a0 = addProduct(a0, left, s0);
        b0 = addProduct(b0, right, s0);
        const s1 = v128.load32_splat(x1);
        a1 = addProduct(a1, left, s1);
        b1 = addProduct(b1, right, s1);
        const s2 = v128.load32_splat(x2);
        a2 = addProduct(a2, left, s2);
        b2 = addProduct(b2, right, s2);
        const s3 = v128.load32_splat(x3);
        a3 = addProduct(a3, left, s3);
        b3 = addProduct(b3, right, s3);
      }
      v128.store(to, a0);
      v128.store(to, b0, 16);
      v128.store(to1, a1);
      v128.store(to1, b1, 16);
      v128.store(to2, a2);
      v128.store(to2, b2, 16);
      v128.store(to3, a3);
      v128.store(to3, b3, 16);
    }
  }
}
