import { FLOAT } from "./float";

/** Rows summed before their sum is added to the rest: short enough to stay in the nearest cache at any width. */
const BLOCK: usize = 64;

/**
 * Σ_r x_r y_rᵀ, summed in blocks of rows.
 * @param rows any number
 * @param x [rows, xWidth], xWidth a multiple of 4
 * @param y [rows, yWidth], yWidth a multiple of 8
 * @param sum [xWidth, yWidth]
 */
export function outerProducts(
  rows: usize,
  xWidth: usize,
  yWidth: usize,
  x: usize,
  y: usize,
  sum: usize,
): void {
  const xRow = xWidth << FLOAT;
  const yRow = yWidth << FLOAT;
  memory.fill(sum, 0, xWidth * yRow);
  for (let r: usize = 0; r < rows; r += BLOCK) {
    const end = x + min(r + BLOCK, rows) * xRow;
    for (let i: usize = 0; i < xRow; i += 16) {
      for (let j: usize = 0; j < yRow; j += 32) {
        addTile(xRow, yRow, x + r * xRow + i, end, y + r * yRow + j, sum + i * yWidth + j);
      }
    }
  }
}

/** Adds four rows by eight columns of the sum over the rows from `x` to `end`. */
function addTile(xRow: usize, yRow: usize, x: usize, end: usize, y: usize, sum: usize): void {
  const sum1 = sum + yRow;
  const sum2 = sum1 + yRow;
  const sum3 = sum2 + yRow;
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  for (; x < end; x += xRow, y += yRow) {
    const left = v128.load(y);
    const right = v128.load(y, 16);
    const s0 = v128.load32_splat(x);
    a0 = f32x4.add(a0, f32x4.mul(left, s0));
    b0 = f32x4.add(b0, f32x4.mul(right, s0));
    const s1 = v128.load32_splat(x, 4);
    a1 = f32x4.add(a1, f32x4.mul(left, s1));
    b1 = f32x4.add(b1, f32x4.mul(right, s1));
    const s2 = v128.load32_splat(x, 8);
    a2 = f32x4.add(a2, f32x4.mul(left, s2));
    b2 = f32x4.add(b2, f32x4.mul(right, s2));
    const s3 = v128.load32_splat(x, 12);
    a3 = f32x4.add(a3, f32x4.mul(left, s3));
    b3 = f32x4.add(b3, f32x4.mul(right, s3));
  }
  v128.store(sum, f32x4.add(v128.load(sum), a0));
  v128.store(sum, f32x4.add(v128.load(sum, 16), b0), 16);
  v128.store(sum1, f32x4.add(v128.load(sum1), a1));
  v128.store(sum1, f32x4.add(v128.load(sum1, 16), b1), 16);
  v128.store(sum2, f32x4.add(v128.load(sum2), a2));
  v128.store(sum2, f32x4.add(v128.load(sum2, 16), b2), 16);
  v128.store(sum3, f32x4.add(v128.load(sum3), a3));
  v128.store(sum3, f32x4.add(v128.load(sum3, 16), b3), 16);
}
