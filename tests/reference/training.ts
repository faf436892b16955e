import type { RuleId } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { type ArjovskyParameters, arjovskyGradient, arjovskyMatrix } from "../../src/math/arjovsky";
import { random } from "../../src/math/random";
import type { Batch } from "../../src/tasks/task";
import type { ArrayOf } from "../../src/training/portable";
import { type ComplexSequences, complexLoss, derivative } from "./complex-network";
import { backpropagate, type Network, type Rows, type Sequences } from "./network";
import { ruleStep, type StepRates } from "./rule-steps";

/**
 * Training in float64 from given weights on given batches: W by its rule, everything else by RMSProp. It shares no code
 * with the lab's trainer.
 */
export interface Training extends StepRates {
  readonly rule: RuleId;
  readonly activation: string;
  /** The optimiser's rate for everything but W. */
  readonly optimiserRate: number;
}

type Weights = Readonly<Record<string, ArrayOf>>;

/** RMSProp: s ← .9 s + .1 g², x ← x − rate·g/(√s + 10⁻⁸), elementwise. */
function rmsprop(rate: number): (x: number[], g: ArrayLike<number>) => number[] {
  let s: number[] = [];
  return (x, g) => {
    s = x.map((_, i) => 0.9 * (s[i] ?? 0) + 0.1 * g[i] ** 2);
    return x.map((value, i) => value - (rate * g[i]) / (Math.sqrt(s[i]) + 1e-8));
  };
}

const toRows = (values: ArrayLike<number>, [height, width]: readonly number[]): Rows =>
  Array.from({ length: height }, (_, i) => Array.from({ length: width }, (__, j) => values[i * width + j]));

function sequences({ steps, size, inputs, targets, stepWeights }: Batch, d: number): Sequences {
  const rows = <T>(of: (row: number) => T) =>
    Array.from({ length: steps }, (_, t) => Array.from({ length: size }, (__, k) => of(t * size + k)));
  return {
    X: rows((row) => Array.from({ length: d }, (_, j) => Number(inputs[row] === j))),
    Y: rows((row) => targets[row]),
    weights: Array.from(stepWeights),
  };
}

/** The loss of a real network before each step, with one batch of classes per step. */
export async function realLosses(
  training: Training,
  weights: Weights,
  batches: readonly Batch[],
): Promise<number[]> {
  const { activation, optimiserRate } = training;
  const [n, d] = weights.V.shape;
  const o = weights.c.shape[0];
  let w = toRows(weights.W.data, [n, n]);
  const step = ruleStep(training.rule, w, training);
  const names = ["V", "b", "U", "c", "threshold"] as const;
  const moves = names.map(() => rmsprop(optimiserRate));
  let values = names.map((name) => Array.from(weights[name]?.data ?? new Array<number>(n).fill(0)));
  const losses: number[] = [];
  for (const batch of batches) {
    const [V, b, U, c, threshold] = values;
    const network: Network = {
      activation,
      W: w,
      V: toRows(V, [n, d]),
      b,
      U: toRows(U, [o, n]),
      c,
      threshold,
    };
    const found = backpropagate(network, sequences(batch, d));
    losses.push(found.loss);
    w = await step(w, found.W);
    const gradients = [found.V.flat(), found.b, found.U.flat(), found.c, found.threshold];
    values = values.map((value, i) => moves[i](value, gradients[i]));
  }
  return losses;
}

/** The random start of Arjovsky's rule for a lane: the angles, both normals, and then the permutation. */
function drawn(n: number, seed: number, lane: LaneKey): [ArjovskyParameters, number[]] {
  const stream = random(seed, `rule of ${lane}`);
  const uniform = (width: number) => Float64Array.from({ length: n }, () => stream.uniform(-width, width));
  const parameters: ArjovskyParameters = {
    angles: [uniform(Math.PI), uniform(Math.PI), uniform(Math.PI)],
    normals: [
      { re: uniform(1), im: uniform(1) },
      { re: uniform(1), im: uniform(1) },
    ],
  };
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return [parameters, order];
}

/** The complex W of a rule, which makes its step from the slopes of the loss in Re W and Im W at a place. */
interface ComplexRule {
  w(): { readonly re: Float64Array; readonly im: Float64Array };
  step(slope: (part: "data" | "imag", at: number) => number): void;
}

/** Arjovsky's rule; the golden file verifies the product and its gradient in the parameters. */
function arjovskyRule(n: number, rate: number, seed: number, lane: LaneKey): ComplexRule {
  let [parameters, permutation] = drawn(n, seed, lane);
  return {
    w() {
      const { re, im } = arjovskyMatrix(parameters, permutation);
      return { re: Float64Array.from(re.values), im: Float64Array.from(im.values) };
    },
    step(slope) {
      const slopes = (part: "data" | "imag") => ({
        n,
        values: Float64Array.from({ length: n * n }, (_, at) => slope(part, at)),
      });
      const d = arjovskyGradient(parameters, permutation, { re: slopes("data"), im: slopes("imag") });
      const descend = (x: Float64Array, g: Float64Array) => x.map((value, i) => value - rate * g[i]);
      const normal = (k: 0 | 1) => ({
        re: descend(parameters.normals[k].re, d.normals[k].re),
        im: descend(parameters.normals[k].im, d.normals[k].im),
      });
      const angle = (k: 0 | 1 | 2) => descend(parameters.angles[k], d.angles[k]);
      parameters = { angles: [angle(0), angle(1), angle(2)], normals: [normal(0), normal(1)] };
    },
  };
}

/** diag(λ), λ = exp(−exp(ν) + iθ), from a ring of |λ| between 0.9 and 0.999; slopes in ν and θ by the chain rule. */
function diagonalRule(n: number, rate: number, seed: number, lane: LaneKey): ComplexRule {
  const stream = random(seed, `rule of ${lane}`);
  const squares = Array.from({ length: n }, () => 0.999 ** 2 - stream.next() * (0.999 ** 2 - 0.9 ** 2));
  let nu = squares.map((square) => Math.log(-Math.log(Math.sqrt(square))));
  let theta = Array.from({ length: n }, () => 6.2832 * stream.next());
  const modulus = (j: number) => Math.exp(-Math.exp(nu[j]));
  return {
    w() {
      const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
      for (let j = 0; j < n; j++) {
        re[j * n + j] = modulus(j) * Math.cos(theta[j]);
        im[j * n + j] = modulus(j) * Math.sin(theta[j]);
      }
      return { re, im };
    },
    step(slope) {
      const slopes = theta.map((angle, j) => {
        const [re, im] = (["data", "imag"] as const).map((part) => slope(part, j * n + j));
        const [c, s, r] = [Math.cos(angle), Math.sin(angle), modulus(j)];
        return { nu: -Math.exp(nu[j]) * r * (re * c + im * s), theta: r * (im * c - re * s) };
      });
      nu = nu.map((value, j) => value - rate * slopes[j].nu);
      theta = theta.map((value, j) => value - rate * slopes[j].theta);
    },
  };
}

const COMPLEX_RULES = { arjovsky: arjovskyRule, diagonal: diagonalRule };
type ComplexRuleId = keyof typeof COMPLEX_RULES;
const isComplexRule = (id: RuleId): id is ComplexRuleId => id in COMPLEX_RULES;

/** The same for a complex network under a rule that draws its own start. Gradients are central differences of the loss. */
function complexLosses(
  { activation, rate, optimiserRate }: Training,
  id: ComplexRuleId,
  initial: Weights,
  batches: readonly Batch[],
  { seed, lane }: { readonly seed: number; readonly lane: LaneKey },
): number[] {
  const n = initial.W.shape[0];
  const rule = COMPLEX_RULES[id](n, rate, seed, lane);
  const others = Object.keys(initial).filter((name) => name !== "W");
  const slots = others.flatMap((name) =>
    (["data", "imag"] as const).filter((part) => initial[name][part]).map((part) => ({ name, part })),
  );
  const moves = slots.map(() => rmsprop(optimiserRate));
  let weights: Weights = initial;
  const losses: number[] = [];
  for (const { steps, size, inputs, targets, stepWeights } of batches) {
    const batch: ComplexSequences = { steps, size, inputs, targets, stepWeights };
    const { re, im } = rule.w();
    weights = { ...weights, W: { shape: [n, n], data: re, imag: im } };
    losses.push(complexLoss(weights, activation, batch));
    const here = weights;
    const slope = (name: string, part: "data" | "imag") =>
      Float64Array.from(here[name][part] as ArrayLike<number>, (_, at) =>
        derivative(here, activation, batch, name, part, at),
      );
    rule.step((part, at) => derivative(here, activation, batch, "W", part, at));
    for (const [i, { name, part }] of slots.entries()) {
      const values = Array.from(here[name][part] as ArrayLike<number>);
      weights = { ...weights, [name]: { ...weights[name], [part]: moves[i](values, slope(name, part)) } };
    }
  }
  return losses;
}

/** The losses of one lane of a run: a real network, or a complex one of a rule that has no other. */
export async function referenceLosses(
  training: Training,
  weights: Weights,
  batches: readonly Batch[],
  drawnFor: { readonly seed: number; readonly lane: LaneKey },
): Promise<number[]> {
  return isComplexRule(training.rule)
    ? complexLosses(training, training.rule, weights, batches, drawnFor)
    : realLosses(training, weights, batches);
}

/** max |got/wanted − 1| over all losses; NaN if any is NaN. */
export const largestRelativeError = (got: readonly number[], wanted: readonly number[]): number =>
  got.length === wanted.length
    ? Math.max(...got.map((loss, i) => Math.abs(loss / wanted[i] - 1)))
    : Number.POSITIVE_INFINITY;
