import { addProduct, FLOAT } from "./float";

/** Rows summed before their sum is added to the rest: at most as many as stay in the nearest cache, of this size. */
const BLOCK: usize = 64;
const CACHE: usize = 32768;

/**
 * sum ← sum + Σ_r x_r y_rᵀ, in blocks of rows.
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
  const block = max(16, min(BLOCK, CACHE / yRow));
  for (let r: usize = 0; r < rows; r += block) {
    const end = x + min(r + block, rows) * xRow;
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
    a0 = addProduct(a0, left, s0);
    b0 = addProduct(b0, right, s0);
    const s1 = v128.load32_splat(x, 4);
    a1 = addProduct(a1, left, s1);
    b1 = addProduct(b1, right, s1);
    const s2 = v128.load32_splat(x, 8);
    a2 = addProduct(a2, left, s2);
    b2 = addProduct(b2, right, s2);
    const s3 = v128.load32_splat(x, 12);
    a3 = addProduct(a3, left, s3);
    b3 = addProduct(b3, right, s3);
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
