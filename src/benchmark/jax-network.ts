import {
  blockUntilReady,
  defaultDevice,
  init,
  type Array as JaxArray,
  jit,
  nn,
  numpy as np,
  valueAndGrad,
} from "@jax-js/jax";
import { TAYLOR_18 } from "../math/expm";
import type { BenchmarkNetwork } from "./network";
import { type Problem, RATE } from "./problem";

const NAMES = ["W", "Vt", "b", "Ut", "c"] as const;
type Arrays = Record<(typeof NAMES)[number], JaxArray>;

/** Adam's decay of its two moments, and what keeps its denominator from zero. */
const [BETA_1, BETA_2, EPSILON] = [0.9, 0.999, 1e-8];
/** A compiled program cannot choose by the norm of B: so many squarings are right up to ‖B‖₁ = 12. */
const SQUARINGS = 2;

/**
 * The network written with jax-js, as its users write one: a loop over time in a loss, `valueAndGrad` of it, and Adam, the whole
 * step compiled by `jit`. It has no operation that scans over time, so the compiled program has every time step in it. Each
 * array is used up by the operation that it is given to, unless it is given as `.ref`.
 * @throws Error if jax-js cannot run there, or for a GRU
 */
export async function jaxNetwork(
  { config, task, batch, weights }: Problem,
  device: "wasm" | "webgpu",
): Promise<BenchmarkNetwork> {
  if (!(await init(device)).includes(device)) throw new Error(`jax-js cannot use ${device} here.`);
  defaultDevice(device);
  const { units: n } = config;
  const { cell, rule } = config.a;
  if (cell === "gru") throw new Error("The benchmark has no GRU of jax-js.");
  const { steps, size } = batch;
  const columns = cell === "lstm" ? 4 * n : n;
  const array = (values: Float32Array | Int32Array, ...shape: number[]) => np.array(values).reshape(shape);
  const oneHot = (classes: Int32Array, width: number) => nn.oneHot(array(classes, steps * size), width);
  const inputs = oneHot(batch.inputs, task.inputs);
  const targets = oneHot(batch.targets, task.outputs);
  const w0 = array(weights.W, columns, n);

  /** W of the parameter: itself, or exp(½(A − Aᵀ))·W₀. */
  const matrix = (parameter: JaxArray, start: JaxArray) => {
    if (rule === "exp") return np.matmul(expm(parameter.ref.sub(parameter.transpose()).mul(0.5), n), start);
    start.dispose();
    return parameter;
  };
  /** The mean cross-entropy over batch and time steps. */
  const lossOf = ({ W, Vt, b, Ut, c }: Arrays, x: JaxArray, y: JaxArray, start: JaxArray) => {
    const turned = matrix(W, start).transpose();
    const terms = np.split(np.matmul(x, Vt).add(b), steps, 0);
    let [h, memory] = [np.zeros([size, n]), np.zeros([size, n])];
    const states = terms.map((term) => {
      const z = term.add(np.matmul(h, turned.ref));
      if (cell === "lstm") {
        const [input, forget, candidate, output] = np.split(z, 4, 1);
        memory = nn
          .sigmoid(forget)
          .mul(memory)
          .add(nn.sigmoid(input).mul(np.tanh(candidate)));
        h = nn.sigmoid(output).mul(np.tanh(memory.ref));
      } else h = np.tanh(z);
      return h.ref;
    });
    for (const one of [h, memory, turned]) one.dispose();
    const outputs = np.matmul(np.concatenate(states, 0), Ut).add(c);
    return nn
      .logSoftmax(outputs)
      .mul(y)
      .sum()
      .mul(-1 / (steps * size));
  };
  const step = jit(
    (p: Arrays, m: Arrays, v: Arrays, x: JaxArray, y: JaxArray, start: JaxArray, corrections: JaxArray) => {
      const [loss, gradient] = valueAndGrad(lossOf)(
        each((name) => p[name].ref),
        x,
        y,
        start,
      );
      const [c1, c2] = np.split(corrections, 2, 0);
      const first = each((name) => m[name].mul(BETA_1).add(gradient[name].ref.mul(1 - BETA_1)));
      const second = each((name) => v[name].mul(BETA_2).add(np.square(gradient[name]).mul(1 - BETA_2)));
      const moved = each((name) => {
        const size = np.sqrt(second[name].ref.mul(c2.ref)).add(EPSILON);
        return p[name].sub(first[name].ref.mul(c1.ref).div(size).mul(RATE));
      });
      c1.dispose();
      c2.dispose();
      return [loss, moved, first, second] as [JaxArray, Arrays, Arrays, Arrays];
    },
  );

  let parameters: Arrays = {
    W: rule === "exp" ? np.zeros([n, n]) : w0.ref,
    Vt: array(weights.Vt, task.inputs, columns),
    b: array(weights.b, columns),
    Ut: array(weights.Ut, n, task.outputs),
    c: array(weights.c, task.outputs),
  };
  const zeros = () => each((name) => np.zeros(parameters[name].shape));
  let [first, second] = [zeros(), zeros()];
  let last: JaxArray | null = null;
  let updates = 0;
  return {
    async step() {
      last?.dispose();
      updates++;
      const corrections = np.array([1 / (1 - BETA_1 ** updates), 1 / (1 - BETA_2 ** updates)]);
      [last, parameters, first, second] = step(
        parameters,
        first,
        second,
        inputs.ref,
        targets.ref,
        w0.ref,
        corrections,
      );
    },
    async loss() {
      if (!last) throw new Error("No step has been made yet.");
      // Operations are lazy: those of the update are made now, too.
      await blockUntilReady(parameters);
      return (await last.ref.data())[0];
    },
    free() {
      last?.dispose();
      for (const one of [
        inputs,
        targets,
        w0,
        ...[parameters, first, second].flatMap((all) => Object.values(all)),
      ])
        one.dispose();
      step.dispose();
    },
  };
}

const each = (make: (name: (typeof NAMES)[number]) => JaxArray): Arrays =>
  Object.fromEntries(NAMES.map((name) => [name, make(name)])) as Arrays;

/** exp(B) as the lab's own {@link TAYLOR_18}, with scaling and squaring. */
function expm(b: JaxArray, n: number): JaxArray {
  const b1 = b.mul(2 ** -SQUARINGS);
  const b2 = np.matmul(b1.ref, b1.ref);
  const b3 = np.matmul(b2.ref, b1.ref);
  const powers = [np.eye(n), b1, b2, b3.ref, np.matmul(b3.ref, b3)];
  const [q1, q2, q3, q4, q5] = TAYLOR_18.map((coefficients) =>
    coefficients
      .flatMap((factor, k) => (factor === 0 ? [] : [powers[k].ref.mul(factor)]))
      .reduce((sum, term) => sum.add(term)),
  );
  for (const power of powers) power.dispose();
  const u = np.matmul(q1, q5).add(q4);
  let e = q2.add(np.matmul(q3.add(u.ref), u));
  for (let k = 0; k < SQUARINGS; k++) e = np.matmul(e.ref, e);
  return e;
}
