import { addProduct, FLOAT } from "./float";
import { rowsInFours } from "./tiles";

/** The size of the buffer of interleaved rows, which fits in the second-level cache together with a panel. */
const BUFFER_BYTES: usize = 65536;
const buffer = memory.data(65536);

/**
 * Packs a matrix M for {@link accumulate}: P[j / 8][k][j % 8] = M[j, k], so that eight neighbouring results are
 * two vectors and memory is read in order. Rows of M from `rows` to `width` are zero.
 * @param source M[j, k] at source[j·rowStride + k·innerStride]
 * @param inner the number of k
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
 * Interleaves four rows at a time: X[r / 4][k][r % 4] = x[r, k]. The four factors of four sums are then adjacent in
 * memory.
 * @param rows a multiple of 4
 * @param x [rows, width], width a multiple of 4 and not below `inner`
 * @param groupBytes the bytes of four rows in X
 */
function interleaveFours(x: usize, rows: usize, width: usize, groupBytes: usize, to: usize): void {
  const row = width << FLOAT;
  for (let r: usize = 0; r < rows; r += 4, x += row << 2) {
    let x0 = x;
    let x1 = x0 + row;
    let x2 = x1 + row;
    let x3 = x2 + row;
    for (const end = to + groupBytes; to < end; to += 64, x0 += 16, x1 += 16, x2 += 16, x3 += 16) {
      const a = v128.load(x0);
      const b = v128.load(x1);
      const c = v128.load(x2);
      const d = v128.load(x3);
      const lowAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const lowCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      v128.store(to, v128.shuffle<f64>(lowAB, lowCD, 0, 2));
      v128.store(to, v128.shuffle<f64>(lowAB, lowCD, 1, 3), 16);
      const highAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const highCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f64>(highAB, highCD, 0, 2), 32);
      v128.store(to, v128.shuffle<f64>(highAB, highCD, 1, 3), 48);
    }
  }
}

/** The same for six rows at a time. @param rows a multiple of 6 */
function interleaveSixes(x: usize, rows: usize, width: usize, groupBytes: usize, to: usize): void {
  const row = width << FLOAT;
  for (let r: usize = 0; r < rows; r += 6, x += 6 * row) {
    let x0 = x;
    let x2 = x0 + 2 * row;
    let x4 = x2 + 2 * row;
    for (const end = to + groupBytes; to < end; to += 96, x0 += 16, x2 += 16, x4 += 16) {
      const a = v128.load(x0);
      const b = v128.load(x0 + row);
      const c = v128.load(x2);
      const d = v128.load(x2 + row);
      const e = v128.load(x4);
      const f = v128.load(x4 + row);
      const lowAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const lowCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const lowEF = v128.shuffle<f32>(e, f, 0, 4, 1, 5);
      v128.store(to, v128.shuffle<f64>(lowAB, lowCD, 0, 2));
      v128.store(to, v128.shuffle<f64>(lowEF, lowAB, 0, 3), 16);
      v128.store(to, v128.shuffle<f64>(lowCD, lowEF, 1, 3), 32);
      const highAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const highCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const highEF = v128.shuffle<f32>(e, f, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f64>(highAB, highCD, 0, 2), 48);
      v128.store(to, v128.shuffle<f64>(highEF, highAB, 0, 3), 64);
      v128.store(to, v128.shuffle<f64>(highCD, highEF, 1, 3), 80);
    }
  }
}

/**
 * y ← y + M x for every row x, y of two blocks.
 * @param panels M, from {@link pack}
 * @param inner at most 4096
 * @param rows a multiple of 4
 * @param x [rows, xWidth], of which the first `inner` of each row are used; xWidth a multiple of 4
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
  accumulateColumns(panels, inner, rows, x, xWidth, y, yWidth, yWidth);
}

/** The same for an M of fewer rows: only the first `columns` of each row y are added to. */
export function accumulateColumns(
  panels: usize,
  inner: usize,
  rows: usize,
  x: usize,
  xWidth: usize,
  y: usize,
  yWidth: usize,
  columns: usize,
): void {
  const rowBytes = ((inner + 3) & ~3) << FLOAT;
  const maxRows = (BUFFER_BYTES / (rowBytes << 2)) << 2;
  const xRow = xWidth << FLOAT;
  const yRow = yWidth << FLOAT;
  for (let r: usize = 0; r < rows; r += maxRows, x += maxRows * xRow, y += maxRows * yRow) {
    const count = min(maxRows, rows - r);
    const fours = rowsInFours(count);
    const sixes = count - fours;
    interleaveSixes(x, sixes, xWidth, rowBytes * 6, buffer);
    interleaveFours(x + sixes * xRow, fours, xWidth, rowBytes << 2, buffer + sixes * rowBytes);
    addPanels(panels, inner, sixes, count, rowBytes, y, yRow, columns << FLOAT);
  }
}

/**
 * The same for interleaved rows x.
 * @param sixes the number of rows in groups of six, which come before those in groups of four
 * @param rowBytes the bytes of a row x
 * @param row the bytes of a row y
 * @param used the bytes of a row y that are added to
 */
function addPanels(
  panels: usize,
  inner: usize,
  sixes: usize,
  rows: usize,
  rowBytes: usize,
  y: usize,
  row: usize,
  used: usize,
): void {
  const middle = buffer + sixes * rowBytes;
  const end = buffer + rows * rowBytes;
  for (let j: usize = 0; j < used; j += 32) {
    const panel = panels + j * inner;
    let from = buffer;
    let to = y + j;
    for (; from < middle; from += 6 * rowBytes, to += 6 * row) addToSixRows(panel, inner, from, to, row);
    for (; from < end; from += rowBytes << 2, to += row << 2) addToFourRows(panel, inner, from, to, row);
  }
}

/** Adds a panel’s part to eight columns of four rows y. @param x the four rows x, interleaved */
function addToFourRows(panel: usize, inner: usize, x: usize, y: usize, row: usize): void {
  const y1 = y + row;
  const y2 = y1 + row;
  const y3 = y2 + row;
  let a0 = v128.load(y);
  let b0 = v128.load(y, 16);
  let a1 = v128.load(y1);
  let b1 = v128.load(y1, 16);
  let a2 = v128.load(y2);
  let b2 = v128.load(y2, 16);
  let a3 = v128.load(y3);
  let b3 = v128.load(y3, 16);
  for (const end = x + inner * 16; x < end; x += 16, panel += 32) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
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
  v128.store(y, a0);
  v128.store(y, b0, 16);
  v128.store(y1, a1);
  v128.store(y1, b1, 16);
  v128.store(y2, a2);
  v128.store(y2, b2, 16);
  v128.store(y3, a3);
  v128.store(y3, b3, 16);
}

/** The same for six rows. */
function addToSixRows(panel: usize, inner: usize, x: usize, y: usize, row: usize): void {
  const y1 = y + row;
  const y2 = y1 + row;
  const y3 = y2 + row;
  const y4 = y3 + row;
  const y5 = y4 + row;
  let a0 = v128.load(y);
  let b0 = v128.load(y, 16);
  let a1 = v128.load(y1);
  let b1 = v128.load(y1, 16);
  let a2 = v128.load(y2);
  let b2 = v128.load(y2, 16);
  let a3 = v128.load(y3);
  let b3 = v128.load(y3, 16);
  let a4 = v128.load(y4);
  let b4 = v128.load(y4, 16);
  let a5 = v128.load(y5);
  let b5 = v128.load(y5, 16);
  for (const end = x + inner * 24; x < end; x += 24, panel += 32) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
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
  v128.store(y, a0);
  v128.store(y, b0, 16);
  v128.store(y1, a1);
  v128.store(y1, b1, 16);
  v128.store(y2, a2);
  v128.store(y2, b2, 16);
  v128.store(y3, a3);
  v128.store(y3, b3, 16);
  v128.store(y4, a4);
  v128.store(y4, b4, 16);
  v128.store(y5, a5);
  v128.store(y5, b5, 16);
}
