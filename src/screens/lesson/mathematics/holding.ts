import type { RuleId } from "../../../config/schema";
import { INITIALISATIONS } from "../../../initialisations";
import { independent } from "../../../initialisations/initialisation";
import { arrays, frobenius, type Matrix } from "../../../math/arrays";
import { expmArray } from "../../../math/expm";
import { projectToOrthogonal } from "../../../math/nearest-orthogonal";
import { random } from "../../../math/random";
import { RULES } from "../../../rules";

const algebra = arrays("float64");
export const UNITS = 8;
const SEED = 1;
/** How far each factor of the target lies from the orthogonal start along the group. */
const NEARBY = 0.03;
/** A loss beyond this has exploded, and the run ends. */
const EXPLODED = 1e12;

/**
 * A linear network that must bring what it saw T steps ago back in another basis: W^T = Q, with the loss
 * ‖W^T − Q‖_F²/(2n). Its gradient Σᵢ (W*)ⁱ (W^T − Q) (W*)^{T−1−i} / n runs through all T steps.
 */
export interface Holding {
  /** T. */
  readonly steps: number;
  readonly target: Matrix;
}

function powersOf(w: Matrix, count: number): Matrix[] {
  const powers = [algebra.identity(w)];
  for (let k = 0; k < count; k++) powers.push(algebra.mul(powers[k], w));
  return powers;
}

export const orthogonalStart = (): Matrix =>
  INITIALISATIONS.haar.recurrent(UNITS, 1, random(SEED, "lesson holding"), projectToOrthogonal);

/** The habit of plain RNN layers, U(±1/√n): spectral radius about 0.6. */
export const plainStart = (): Matrix =>
  INITIALISATIONS.uniform.recurrent(UNITS, 1, random(SEED, "lesson holding plain"), projectToOrthogonal);

/** The task of T steps whose answer lies near the orthogonal start. */
export function holding(steps: number): Holding {
  const stream = random(SEED, "lesson holding target");
  const drawn = independent(UNITS, stream.normal);
  const skew = algebra.scale(algebra.sub(drawn, algebra.adjoint(drawn)), NEARBY);
  return { steps, target: powersOf(algebra.mul(expmArray(skew), orthogonalStart()), steps)[steps] };
}

/** ‖W^T − Q‖_F²/(2n). */
export const holdingLoss = (w: Matrix, { steps, target }: Holding): number =>
  frobenius(algebra.sub(powersOf(w, steps)[steps], target)) ** 2 / (2 * w.n);

/** ∂loss/∂W. */
export function holdingGradient(w: Matrix, { steps, target }: Holding): Matrix {
  const rest = algebra.scale(algebra.sub(powersOf(w, steps)[steps], target), 1 / w.n);
  const back = powersOf(algebra.adjoint(w), steps - 1);
  let sum = algebra.zeros(w);
  for (let i = 0; i < steps; i++)
    sum = algebra.add(sum, algebra.mul(algebra.mul(back[i], rest), back[steps - 1 - i]));
  return sum;
}

/** Longest stretch of computing before the page gets its turn, ms. */
const SLICE = 12;

/**
 * A rule's way on the task: the losses before the first update and after each, up to where it explodes. It computes
 * in slices of time.
 */
export async function train(
  id: RuleId,
  start: Matrix,
  task: Holding,
  rate: number,
  updates: number,
): Promise<number[]> {
  const held = RULES[id].begin(algebra, start, {
    optimiser: "sgd",
    numbers: "real",
    random: random(SEED, "lesson holding rule"),
  });
  const losses = [holdingLoss(held.w, task)];
  let since = performance.now();
  for (let k = 0; k < updates; k++) {
    if (performance.now() - since > SLICE) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    const gradient = holdingGradient(held.w, task);
    if (!gradient.values.every(Number.isFinite)) break;
    await held.step(gradient, { learningRate: rate, rebase: 1, beta: 0 });
    const loss = holdingLoss(held.w, task);
    losses.push(loss);
    if (!(loss < EXPLODED)) break;
  }
  held.free();
  return losses;
}
