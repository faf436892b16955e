import { addProduct, FLOAT } from "./float";

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
function interleave(x: usize, rows: usize, width: usize, groupBytes: usize): void {
  const row = width << FLOAT;
  let to = buffer;
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
  const groupBytes = ((inner + 3) & ~3) << (2 + FLOAT);
  const maxRows = (BUFFER_BYTES / groupBytes) << 2;
  for (let r: usize = 0; r < rows; r += maxRows) {
    const count = min(maxRows, rows - r);
    interleave(x + ((r * xWidth) << FLOAT), count, xWidth, groupBytes);
    const to = y + ((r * yWidth) << FLOAT);
    addPanels(panels, inner, count, groupBytes, to, yWidth << FLOAT, columns << FLOAT);
  }
}

/**
 * The same for interleaved rows x. Four rows by eight columns are summed at a time: eight vectors of sums, enough to
 * keep the adders busy and few enough to stay in registers.
 * @param row the bytes of a row y
 * @param used the bytes of a row y that are added to
 */
function addPanels(
  panels: usize,
  inner: usize,
  rows: usize,
  groupBytes: usize,
  y: usize,
  row: usize,
  used: usize,
): void {
  const end = buffer + (rows >> 2) * groupBytes;
  for (let j: usize = 0; j < used; j += 32) {
    const panel = panels + j * inner;
    for (let from = buffer, to = y + j; from < end; from += groupBytes, to += row << 2) {
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
      let x = from;
      let p = panel;
      for (const last = x + (inner << (2 + FLOAT)); x < last; x += 16, p += 32) {
        const left = v128.load(p);
        const right = v128.load(p, 16);
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
