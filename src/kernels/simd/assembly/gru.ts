import { addProduct, FLOAT, flush } from "./float";
import { addThroughBlocks, logistic, tangent } from "./gates";
import { accumulateColumns } from "./panels";

/**
 * The gated recurrent unit over time. A row of gates is four blocks of `width` floats: m, r, z and the inner product
 * q = W_m h + bm. V x is added to the first three, W h to the last three; so too is δ of the input in the first three blocks
 * and δ of the recurrent part in the last three.
 */

/**
 * m = tanh(m′ + r∘q), h_t = (1 − z)∘m + z∘h_{t−1}, t = 1 … T, in place.
 * @param w W, its blocks in the order r, z, m, packed
 * @param gates [T, batch, 4·width]: V x_t + b and bm, which become m, r, z and q
 * @param states [T + 1, batch, width]: h₀, and h₁ … h_T
 */
export function gruScan(
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  gates: usize,
  states: usize,
): void {
  const row = width << FLOAT;
  const perTimeStep = batch * row;
  for (const last = states + steps * perTimeStep; states < last; states += perTimeStep) {
    accumulateColumns(w, n, batch, states, width, gates + row, width << 2, 3 * width);
    step(batch, width, gates, states, states + perTimeStep);
    gates += perTimeStep << 2;
  }
}

/** One time step, from the sums of the gates. In two loops, so that neither waits long for what it has just computed. */
function step(batch: usize, width: usize, gates: usize, states: usize, next: usize): void {
  const one = f32x4.splat(1);
  const row = width << FLOAT;
  for (let k: usize = 0; k < batch; k++, gates += row << 2, states += row, next += row) {
    for (let j: usize = 0; j < row; j += 16) {
      const toM = gates + j;
      const toR = toM + row;
      const toZ = toR + row;
      const r = logistic(v128.load(toR));
      v128.store(toM, addProduct(v128.load(toM), r, v128.load(toZ + row)));
      v128.store(toR, r);
      v128.store(toZ, logistic(v128.load(toZ)));
    }
    for (let j: usize = 0; j < row; j += 16) {
      const toM = gates + j;
      const m = tangent(v128.load(toM));
      const z = v128.load(toM + 2 * row);
      v128.store(next + j, addProduct(f32x4.mul(f32x4.sub(one, z), m), z, v128.load(states + j)));
      v128.store(toM, m);
    }
  }
}

/**
 * The gradient of h_t and δ of the gates' sums, t = T … 0, in place.
 * @param w each block of Wᵀ, packed
 * @param gates [T, batch, 4·width]: m, r, z and q, which become δ
 * @param states h, [T + 1, batch, width]
 * @param gradient [T + 1, batch, width]: 0, direct₁ … direct_T, which become the gradients of h₀ … h_T
 * @param flushing whether subnormal numbers are flushed to 0: CPUs take a hundred times as long for them
 */
export function gruScanGradient(
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  gates: usize,
  states: usize,
  gradient: usize,
  flushing: bool,
): void {
  const row = width << FLOAT;
  const perTimeStep = batch * row;
  for (let t = steps; t > 0; t--) {
    const before = (t - 1) * perTimeStep;
    const delta = gates + (before << 2);
    stepBack(batch, width, delta, states + before, gradient + t * perTimeStep, gradient + before, flushing);
    addThroughBlocks(3, batch, n, width, w, delta + row, gradient + before);
  }
}

/** One time step back: the gates become δ, and what does not pass through W is added to the gradient before. */
function stepBack(
  batch: usize,
  width: usize,
  gates: usize,
  states: usize,
  gradient: usize,
  gradientBefore: usize,
  flushing: bool,
): void {
  const one = f32x4.splat(1);
  const row = width << FLOAT;
  const rows = batch * row;
  for (let first: usize = 0; first < rows; first += row, gates += row << 2) {
    for (let j: usize = 0; j < row; j += 16) {
      const k = first + j;
      const toM = gates + j;
      const toR = toM + row;
      const toZ = toR + row;
      const toQ = toZ + row;
      const m = v128.load(toM);
      const r = v128.load(toR);
      const z = v128.load(toZ);
      const dh = v128.load(gradient + k);
      const open = f32x4.sub(one, z);
      const dM = f32x4.mul(f32x4.mul(dh, open), f32x4.sub(one, f32x4.mul(m, m)));
      const dR = f32x4.mul(f32x4.mul(dM, v128.load(toQ)), f32x4.mul(r, f32x4.sub(one, r)));
      const kept = f32x4.sub(v128.load(states + k), m);
      const dZ = f32x4.mul(f32x4.mul(dh, kept), f32x4.mul(z, open));
      const dQ = f32x4.mul(dM, r);
      const through = addProduct(v128.load(gradientBefore + k), dh, z);
      v128.store(toM, flushing ? flush(dM) : dM);
      v128.store(toR, flushing ? flush(dR) : dR);
      v128.store(toZ, flushing ? flush(dZ) : dZ);
      v128.store(toQ, flushing ? flush(dQ) : dQ);
      v128.store(gradientBefore + k, flushing ? flush(through) : through);
    }
  }
}
