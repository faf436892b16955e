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
/** Scale of the skew S in Q = (exp(S)·W₀)^T, the distance along the group from the orthogonal start. */
const NEARBY = 0.03;
/** Loss above which a run counts as exploded and ends. */
const EXPLODED = 1e12;

/**
 * A task for a linear network: to reproduce its input after T steps in another basis, W^T = Q, with the loss
 * ‖W^T − Q‖_F²/(2n). Its gradient Σᵢ (W*)ⁱ (W^T − Q) (W*)^{T−1−i} / n goes through all T steps.
 */
export interface LinearMemory {
  /** T. */
  readonly steps: number;
  readonly target: Matrix;
}

function powersOf(w: Matrix, count: number): Matrix[] {
  const powers = [algebra.identity(w)];
  for (let k = 0; k < count; k++) powers.push(algebra.mul(powers[k], w));
  return powers;
}

/** Returns the orthogonal start W₀, Haar-distributed. */
export const orthogonalStart = (): Matrix =>
  INITIALISATIONS.haar.recurrent(UNITS, 1, random(SEED, "lesson holding"), projectToOrthogonal);

/** Returns a start with the usual initialisation of plain RNN layers, U(±1/√n): spectral radius about 0.6. */
export const plainStart = (): Matrix =>
  INITIALISATIONS.uniform.recurrent(UNITS, 1, random(SEED, "lesson holding plain"), projectToOrthogonal);

/** Returns the task of T steps with a solution near the orthogonal start. */
export function linearMemory(steps: number): LinearMemory {
  const stream = random(SEED, "lesson holding target");
  const drawn = independent(UNITS, stream.normal);
  const skew = algebra.scale(algebra.sub(drawn, algebra.adjoint(drawn)), NEARBY);
  return { steps, target: powersOf(algebra.mul(expmArray(skew), orthogonalStart()), steps)[steps] };
}

/** Returns the loss ‖W^T − Q‖_F²/(2n). */
export const memoryLoss = (w: Matrix, { steps, target }: LinearMemory): number =>
  frobenius(algebra.sub(powersOf(w, steps)[steps], target)) ** 2 / (2 * w.n);

/** Returns the gradient ∂loss/∂W. */
export function memoryGradient(w: Matrix, { steps, target }: LinearMemory): Matrix {
  const rest = algebra.scale(algebra.sub(powersOf(w, steps)[steps], target), 1 / w.n);
  const back = powersOf(algebra.adjoint(w), steps - 1);
  let sum = algebra.zeros(w);
  for (let i = 0; i < steps; i++)
    sum = algebra.add(sum, algebra.mul(algebra.mul(back[i], rest), back[steps - 1 - i]));
  return sum;
}

/** Longest slice of computation between two yields to the page, ms. */
const SLICE = 12;

/**
 * Trains W on the task by a rule. Returns the losses before the first update and after each, up to an explosion. Yields to
 * the page every {@link SLICE} ms.
 */
export async function train(
  id: RuleId,
  start: Matrix,
  task: LinearMemory,
  rate: number,
  updates: number,
): Promise<number[]> {
  const recurrent = RULES[id].begin(algebra, start, {
    optimiser: "sgd",
    numbers: "real",
    random: random(SEED, "lesson holding rule"),
  });
  const losses = [memoryLoss(recurrent.w, task)];
  let since = performance.now();
  for (let k = 0; k < updates; k++) {
    if (performance.now() - since > SLICE) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    const gradient = memoryGradient(recurrent.w, task);
    if (!gradient.values.every(Number.isFinite)) break;
    await recurrent.step(gradient, { learningRate: rate, rebase: 1, beta: 0 });
    const loss = memoryLoss(recurrent.w, task);
    losses.push(loss);
    if (!(loss < EXPLODED)) break;
  }
  recurrent.free();
  return losses;
}
