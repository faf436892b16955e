import { addProduct, FLOAT, flush } from "./float";
import { addThroughBlocks, logistic, tangent } from "./gates";
import { accumulate } from "./panels";

/**
 * The long short-term memory over time. A row of gates is four blocks of `width` floats: i, f, g and o. The cell state c and
 * its gradient are arrays of the shape of h.
 */

/**
 * c_t = f∘c_{t−1} + i∘g, h_t = o∘tanh c_t, t = 1 … T, in place.
 * @param w W, packed
 * @param gates [T, batch, 4·width]: V x_t + b, which become i, f, g and o
 * @param states [T + 1, batch, width]: h₀, and h₁ … h_T
 * @param cells [T + 1, batch, width]: the same of c
 */
export function lstmScan(
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  gates: usize,
  states: usize,
  cells: usize,
): void {
  const perTimeStep = (batch * width) << FLOAT;
  for (const last = states + steps * perTimeStep; states < last; states += perTimeStep) {
    accumulate(w, n, batch, states, width, gates, width << 2);
    const next = cells + perTimeStep;
    step(batch, width, gates, cells, next, states + perTimeStep);
    gates += perTimeStep << 2;
    cells = next;
  }
}

/** One time step, from the sums of the gates. In two loops, so that neither waits long for what it has just computed. */
function step(batch: usize, width: usize, gates: usize, cells: usize, nextCells: usize, next: usize): void {
  const row = width << FLOAT;
  for (let r: usize = 0; r < batch; r++, gates += row << 2, cells += row, nextCells += row, next += row) {
    for (let j: usize = 0; j < row; j += 16) {
      const toI = gates + j;
      const toF = toI + row;
      const toG = toF + row;
      const toO = toG + row;
      const i = logistic(v128.load(toI));
      const f = logistic(v128.load(toF));
      const g = tangent(v128.load(toG));
      v128.store(toO, logistic(v128.load(toO)));
      v128.store(nextCells + j, addProduct(f32x4.mul(i, g), f, v128.load(cells + j)));
      v128.store(toI, i);
      v128.store(toF, f);
      v128.store(toG, g);
    }
    const o = gates + 3 * row;
    for (let j: usize = 0; j < row; j += 16) {
      v128.store(next + j, f32x4.mul(v128.load(o + j), tangent(v128.load(nextCells + j))));
    }
  }
}

/**
 * The gradients of h_t and c_t, of c_t with h_t held fixed, and δ of the gates' sums, t = T … 0, in place.
 * @param w each block of Wᵀ, packed
 * @param gates [T, batch, 4·width]: i, f, g and o, which become δ
 * @param cells c, [T + 1, batch, width]
 * @param gradient [T + 1, batch, width]: 0, direct₁ … direct_T, which become the gradients of h₀ … h_T
 * @param cellGradient [T + 1, batch, width]: the gradient of c_T last, which is preceded by those of c₀ … c_{T−1}
 * @param flushing whether subnormal numbers are flushed to 0: CPUs take a hundred times as long for them
 */
export function lstmScanGradient(
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  gates: usize,
  cells: usize,
  gradient: usize,
  cellGradient: usize,
  flushing: bool,
): void {
  const perTimeStep = (batch * width) << FLOAT;
  for (let t = steps; t > 0; t--) {
    const before = (t - 1) * perTimeStep;
    const at = t * perTimeStep;
    const delta = gates + (before << 2);
    stepBack(
      batch,
      width,
      delta,
      cells + before,
      cells + at,
      gradient + at,
      cellGradient + at,
      cellGradient + before,
      flushing,
    );
    addThroughBlocks(4, batch, n, width, w, delta, gradient + before);
  }
}

/** One time step back: the gates become δ. */
function stepBack(
  batch: usize,
  width: usize,
  gates: usize,
  cells: usize,
  nextCells: usize,
  gradient: usize,
  cellGradient: usize,
  cellGradientBefore: usize,
  flushing: bool,
): void {
  const one = f32x4.splat(1);
  const row = width << FLOAT;
  const rows = batch * row;
  for (let r: usize = 0; r < rows; r += row, gates += row << 2) {
    for (let j: usize = 0; j < row; j += 16) {
      const k = r + j;
      const toI = gates + j;
      const toF = toI + row;
      const toG = toF + row;
      const toO = toG + row;
      const i = v128.load(toI);
      const f = v128.load(toF);
      const g = v128.load(toG);
      const o = v128.load(toO);
      const squashed = tangent(v128.load(nextCells + k));
      const dh = v128.load(gradient + k);
      const slope = f32x4.sub(one, f32x4.mul(squashed, squashed));
      const dc = addProduct(v128.load(cellGradient + k), f32x4.mul(dh, o), slope);
      const dI = f32x4.mul(f32x4.mul(dc, g), f32x4.mul(i, f32x4.sub(one, i)));
      const dF = f32x4.mul(f32x4.mul(dc, v128.load(cells + k)), f32x4.mul(f, f32x4.sub(one, f)));
      const dG = f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(g, g)));
      const dO = f32x4.mul(f32x4.mul(dh, squashed), f32x4.mul(o, f32x4.sub(one, o)));
      const before = f32x4.mul(dc, f);
      v128.store(toI, flushing ? flush(dI) : dI);
      v128.store(toF, flushing ? flush(dF) : dF);
      v128.store(toG, flushing ? flush(dG) : dG);
      v128.store(toO, flushing ? flush(dO) : dO);
      v128.store(cellGradientBefore + k, flushing ? flush(before) : before);
    }
  }
}
