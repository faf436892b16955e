import { addProduct, FLOAT } from "./float";

/** The number of rows that are summed before their sum is added to the rest. */
const BLOCK_ROWS: usize = 64;
/** With more columns than this on both sides, or rows of x with other columns between, a block is copied into the order in which it is read repeatedly. */
const MAX_UNCOPIED_WIDTH: usize = 64;

/** The buffers for a block of x in strips of four columns, and for one strip of eight columns of a block of y. */
const BUFFER_BYTES: usize = 65536;
const strips = memory.data(65536);
const strip = memory.data(2048);

/**
 * sum ← sum + Σ_r x_r y_rᵀ, in blocks of rows.
 * @param rows any number
 * @param x [rows, xWidth], xWidth a multiple of 4, at most 4096 if yWidth is above 64
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
  outerProductsOfColumns(rows, xWidth, xWidth, yWidth, x, y, sum);
}

/** The same for `columns` columns of an x with rows of `xWidth`: the first from the address on; at most 4096. */
export function outerProductsOfColumns(
  rows: usize,
  columns: usize,
  xWidth: usize,
  yWidth: usize,
  x: usize,
  y: usize,
  sum: usize,
): void {
  const xRow = xWidth << FLOAT;
  const yRow = yWidth << FLOAT;
  const used = columns << FLOAT;
  const copied = columns < xWidth || min(xWidth, yWidth) > MAX_UNCOPIED_WIDTH;
  const blockRows = copied ? min(BLOCK_ROWS, BUFFER_BYTES / used) : BLOCK_ROWS;
  for (let r: usize = 0; r < rows; r += blockRows, x += blockRows * xRow, y += blockRows * yRow) {
    const count = min(blockRows, rows - r);
    const xStep: usize = copied ? 16 : xRow;
    const yStep: usize = copied ? 32 : yRow;
    if (copied) copyStrips(x, count, used, xRow);
    for (let j: usize = 0; j < yRow; j += 32) {
      if (copied) copyStrip(y + j, count, yRow);
      const right = copied ? strip : y + j;
      let left = copied ? strips : x;
      let to = sum + j;
      for (let i: usize = 0; i < columns; i += 4, to += yRow << 2) {
        addTile(left, xStep, left + count * xStep, right, yStep, to, yRow);
        left += copied ? count << 4 : 16;
      }
    }
  }
}

/** Copies the first `used` bytes of these rows of x, of `row` bytes each, in strips of four columns. */
function copyStrips(x: usize, rows: usize, used: usize, row: usize): void {
  let to = strips;
  for (let i: usize = 0; i < used; i += 16) {
    let from = x + i;
    for (const end = to + (rows << 4); to < end; to += 16, from += row) v128.store(to, v128.load(from));
  }
}

/** Copies eight columns of these rows of y. */
function copyStrip(y: usize, rows: usize, row: usize): void {
  let to = strip;
  for (const end = to + (rows << 5); to < end; to += 32, y += row) {
    v128.store(to, v128.load(y));
    v128.store(to, v128.load(y, 16), 16);
  }
}

/**
 * Adds Σ_r x_r y_rᵀ to a tile of four rows by eight columns of the sum, whose rows have `row` bytes.
 * @param x four numbers every `xStep` bytes, up to `end`
 * @param y eight numbers every `yStep` bytes
 */
function addTile(x: usize, xStep: usize, end: usize, y: usize, yStep: usize, sum: usize, row: usize): void {
  const sum1 = sum + row;
  const sum2 = sum1 + row;
  const sum3 = sum2 + row;
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  for (; x < end; x += xStep, y += yStep) {
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
