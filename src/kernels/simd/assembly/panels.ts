import { FLOAT } from "./float";

/**
 * Lays out a matrix M for {@link accumulate}: P[j / 8][k][j % 8] = M[j, k], so that eight neighbouring results are
 * two vectors and memory is read in order. Columns from n to width become zero.
 * @param w [n, n], row-major
 * @param transposed M = Wᵀ in place of W
 * @param panels [width / 8, n, 8]
 */
export function pack(w: usize, n: usize, width: usize, transposed: bool, panels: usize): void {
  for (let j: usize = 0; j < width; j++) {
    const column = panels + (((((j >> 3) * n) << 3) + (j & 7)) << FLOAT);
    for (let k: usize = 0; k < n; k++) {
      const entry = transposed ? k * n + j : j * n + k;
      store<f32>(column + (k << (3 + FLOAT)), j < n ? load<f32>(w + (entry << FLOAT)) : 0);
    }
  }
}

/**
 * y ← y + M x for every row x, y of two blocks. Four rows by eight columns are summed at a time: eight vectors of
 * sums, as many as keep the adders busy and still stay in registers.
 * @param panels M, from {@link pack}
 * @param x [rows, width]
 * @param y [rows, width]
 */
export function accumulate(panels: usize, n: usize, width: usize, rows: usize, x: usize, y: usize): void {
  const row = width << FLOAT;
  const tile = row << 2;
  const xEnd = x + rows * row;
  for (let j: usize = 0; j < row; j += 32) {
    const panel = panels + j * n;
    for (let from = x, to = y + j; from < xEnd; from += tile, to += tile) {
      const to1 = to + row;
      const to2 = to1 + row;
      const to3 = to2 + row;
      let a0 = v128.load(to);
      let b0 = v128.load(to, 16);
      let a1 = v128.load(to1);
      let b1 = v128.load(to1, 16);
      let a2 = v128.load(to2);
      let b2 = v128.load(to2, 16);
      let a3 = v128.load(to3);
      let b3 = v128.load(to3, 16);
      let x0 = from;
      let x1 = x0 + row;
      let x2 = x1 + row;
      let x3 = x2 + row;
      let p = panel;
      for (const end = x0 + (n << FLOAT); x0 < end; x0 += 4, x1 += 4, x2 += 4, x3 += 4, p += 32) {
        const left = v128.load(p);
        const right = v128.load(p, 16);
        const s0 = v128.load32_splat(x0);
        a0 = f32x4.add(a0, f32x4.mul(left, s0));
        b0 = f32x4.add(b0, f32x4.mul(right, s0));
        const s1 = v128.load32_splat(x1);
        a1 = f32x4.add(a1, f32x4.mul(left, s1));
        b1 = f32x4.add(b1, f32x4.mul(right, s1));
        const s2 = v128.load32_splat(x2);
        a2 = f32x4.add(a2, f32x4.mul(left, s2));
        b2 = f32x4.add(b2, f32x4.mul(right, s2));
        const s3 = v128.load32_splat(x3);
        a3 = f32x4.add(a3, f32x4.mul(left, s3));
        b3 = f32x4.add(b3, f32x4.mul(right, s3));
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
