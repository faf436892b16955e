import fc from "fast-check";
import type { Numbers, OptimiserId, RuleId } from "../../src/config/schema";
import type { Device } from "../../src/math/algebra";
import { arrays, frobenius, type Matrix } from "../../src/math/arrays";
import { realForm } from "../../src/math/complex";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { type Random, random } from "../../src/math/random";
import { type RecurrentMatrix, RULES, type StepSettings } from "../../src/rules";

/** What the tests of the rules share: where they run, how they begin, what is drawn and compared. */

/** The same cases in every run, so that a failure can be made again. */
fc.configureGlobal({ seed: 1 });

export const algebra = arrays("float64");

export const distance = (a: Matrix, b: Matrix) => frobenius(algebra.sub(a, b));
export const inner = (a: Matrix, b: Matrix) =>
  Array.from(a.values).reduce((sum, value, i) => sum + value * b.values[i], 0);

/** A rule in training over float64 arrays, or over another device. */
export function begin(
  id: RuleId,
  w0: Matrix,
  options?: { numbers?: Numbers; optimiser?: OptimiserId; seed?: number },
): RecurrentMatrix<Matrix>;
export function begin<M>(
  id: RuleId,
  w0: Matrix,
  options: { numbers?: Numbers; optimiser?: OptimiserId; seed?: number },
  device: Device<M>,
): RecurrentMatrix<M>;
export function begin(
  id: RuleId,
  w0: Matrix,
  { numbers = "real" as Numbers, optimiser = "sgd" as OptimiserId, seed = 1 } = {},
  device: Device<Matrix> = algebra,
): RecurrentMatrix<Matrix> {
  const stream = random(seed, "rule");
  return RULES[id].begin(device, w0, {
    numbers,
    optimiser,
    random: stream,
  });
}

export const at = (learningRate: number, rest: Partial<StepSettings> = {}): StepSettings => ({
  learningRate,
  rebase: 1,
  beta: 0.1,
  ...rest,
});

/** A Gaussian matrix; a complex one in its real form, 2n×2n. */
export function gaussian(n: number, stream: Random, numbers: Numbers = "real"): Matrix {
  const draw = () => ({ n, values: Float64Array.from({ length: n * n }, () => stream.normal()) });
  return numbers === "real" ? draw() : realForm({ re: draw(), im: draw() });
}

/** A gradient in the form that a rule is given: of a diagonal W as Re and Im of its own diagonal, [2, n]. */
export function givenTo(id: RuleId, { n, values }: Matrix): Matrix {
  if (!RULES[id].diagonal) return { n, values };
  const units = n / 2;
  const part = (below: number) => Array.from({ length: units }, (_, j) => values[(below + j) * n + j]);
  return { n: units, values: Float64Array.from([...part(0), ...part(units)]) };
}

export const orthogonal = (n: number, stream: Random, numbers: Numbers = "real"): Matrix =>
  projectToOrthogonal(gaussian(n, stream, numbers)).nearest;
