import { addProduct, FLOAT } from "./float";
import { rowsInFours } from "./tiles";

/** The number of rows that are summed before their sum is added to the rest. */
const BLOCK_ROWS: usize = 64;
/** With more columns than this on both sides, a block is copied into the order in which it is read repeatedly. */
const MAX_UNCOPIED_WIDTH: usize = 64;

/** The buffers for a block of x in strips of six or four columns, and for a block of y in strips of eight. */
const BUFFER_BYTES: usize = 65536;
const strips = memory.data(65536);
const wideStrips = memory.data(65536);

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
  const xRow = xWidth << FLOAT;
  const yRow = yWidth << FLOAT;
  const copied = min(xWidth, yWidth) > MAX_UNCOPIED_WIDTH;
  const blockRows = copied ? rowsOfBlock(xRow) : BLOCK_ROWS;
  for (let r: usize = 0; r < rows; r += blockRows, x += blockRows * xRow, y += blockRows * yRow) {
    const count = min(blockRows, rows - r);
    if (copied) copyStrips(x, count, xRow, xRow);
    for (let j: usize = 0; j < yRow; j += 32) {
      if (copied) {
        copyWideStrip(y + j, count, yRow, wideStrips);
        addStrips(xWidth, count, strips, 0, wideStrips, 32, sum + j, yRow);
      } else addStrips(xWidth, count, x, xRow, y + j, yRow, sum + j, yRow);
    }
  }
}

/**
 * sum_k ← sum_k + Σ_r x_kr y_rᵀ for each block of columns x_k, in blocks of rows.
 * @param rows any number
 * @param blocks the number of k
 * @param width that of x_k and y, a multiple of 8, at most 4096
 * @param x [rows, xWidth], of which the first `blocks`·`width` of each row are used
 * @param y [rows, width]
 * @param sums [blocks, width / 8, width, 8]: eight columns of a sum after the other, so that all is read and written in order
 */
export function outerProductsOfBlocks(
  rows: usize,
  blocks: usize,
  width: usize,
  x: usize,
  xWidth: usize,
  y: usize,
  sums: usize,
): void {
  const xRow = xWidth << FLOAT;
  const row = width << FLOAT;
  const blockRows = rowsOfBlock(row);
  for (let r: usize = 0; r < rows; r += blockRows, x += blockRows * xRow, y += blockRows * row) {
    const count = min(blockRows, rows - r);
    for (let j: usize = 0; j < row; j += 32) copyWideStrip(y + j, count, row, wideStrips + j * count);
    let to = sums;
    for (let k: usize = 0; k < blocks; k++) {
      copyStrips(x + k * row, count, row, xRow);
      for (let j: usize = 0; j < row; j += 32, to += row << 3)
        addStrips(width, count, strips, 0, wideStrips + j * count, 32, to, 32);
    }
  }
}

/** How many rows of so many bytes have room in a buffer, at most {@link BLOCK_ROWS}. */
function rowsOfBlock(row: usize): usize {
  return min(BLOCK_ROWS, BUFFER_BYTES / row);
}

/** Copies the first `used` bytes of these rows of x, of `row` bytes each, in strips of six columns and then of four. */
function copyStrips(x: usize, rows: usize, used: usize, row: usize): void {
  let to = strips;
  const end = x + used;
  for (const middle = end - (rowsInFours(used >> FLOAT) << FLOAT); x < middle; x += 24) {
    let from = x;
    for (const last = to + 24 * rows; to < last; to += 24, from += row) {
      v128.store(to, v128.load(from));
      store<u64>(to, load<u64>(from, 16), 16);
    }
  }
  for (; x < end; x += 16) {
    let from = x;
    for (const last = to + (rows << 4); to < last; to += 16, from += row) v128.store(to, v128.load(from));
  }
}

/** Copies eight columns of these rows of y. */
function copyWideStrip(y: usize, rows: usize, row: usize, to: usize): void {
  for (const end = to + (rows << 5); to < end; to += 32, y += row) {
    v128.store(to, v128.load(y));
    v128.store(to, v128.load(y, 16), 16);
  }
}

/**
 * Adds Σ_r x_r y_rᵀ to eight columns of a sum whose rows have `row` bytes.
 * @param columns of x: the rows of the sum
 * @param x its strips or, if `xRow` is not 0, x itself with rows of so many bytes
 * @param y eight numbers every `yStep` bytes
 */
function addStrips(
  columns: usize,
  rows: usize,
  x: usize,
  xRow: usize,
  y: usize,
  yStep: usize,
  sum: usize,
  row: usize,
): void {
  const middle = columns - rowsInFours(columns);
  const stepOfSix: usize = xRow === 0 ? 24 : xRow;
  const stepOfFour: usize = xRow === 0 ? 16 : xRow;
  let i: usize = 0;
  for (; i < middle; i += 6, sum += 6 * row) {
    addToSixRows(x, stepOfSix, x + rows * stepOfSix, y, yStep, sum, row);
    x += xRow === 0 ? 24 * rows : 24;
  }
  for (; i < columns; i += 4, sum += row << 2) {
    addToFourRows(x, stepOfFour, x + rows * stepOfFour, y, yStep, sum, row);
    x += xRow === 0 ? rows << 4 : 16;
  }
}

/** The same for four rows of the sum. @param x four numbers every `xStep` bytes, up to `end` */
function addToFourRows(
  x: usize,
  xStep: usize,
  end: usize,
  y: usize,
  yStep: usize,
  sum: usize,
  row: usize,
): void {
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

/** The same for six rows. */
function addToSixRows(
  x: usize,
  xStep: usize,
  end: usize,
  y: usize,
  yStep: usize,
  sum: usize,
  row: usize,
): void {
  const sum1 = sum + row;
  const sum2 = sum1 + row;
  const sum3 = sum2 + row;
  const sum4 = sum3 + row;
  const sum5 = sum4 + row;
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  let a4 = a0;
  let b4 = a0;
  let a5 = a0;
  let b5 = a0;
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
    const s4 = v128.load32_splat(x, 16);
    a4 = addProduct(a4, left, s4);
    b4 = addProduct(b4, right, s4);
    const s5 = v128.load32_splat(x, 20);
    a5 = addProduct(a5, left, s5);
    b5 = addProduct(b5, right, s5);
  }
  v128.store(sum, f32x4.add(v128.load(sum), a0));
  v128.store(sum, f32x4.add(v128.load(sum, 16), b0), 16);
  v128.store(sum1, f32x4.add(v128.load(sum1), a1));
  v128.store(sum1, f32x4.add(v128.load(sum1, 16), b1), 16);
  v128.store(sum2, f32x4.add(v128.load(sum2), a2));
  v128.store(sum2, f32x4.add(v128.load(sum2, 16), b2), 16);
  v128.store(sum3, f32x4.add(v128.load(sum3), a3));
  v128.store(sum3, f32x4.add(v128.load(sum3, 16), b3), 16);
  v128.store(sum4, f32x4.add(v128.load(sum4), a4));
  v128.store(sum4, f32x4.add(v128.load(sum4, 16), b4), 16);
  v128.store(sum5, f32x4.add(v128.load(sum5), a5));
  v128.store(sum5, f32x4.add(v128.load(sum5, 16), b5), 16);
}
