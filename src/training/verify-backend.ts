import { dispose, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { type CellSize, parameterCount } from "../kernels/cell-size";
import type { PassArrays } from "../kernels/pass";
import { referencePass } from "../kernels/reference-pass";
import { type PassAttributes, resultShapes, rnnPass } from "../kernels/rnn-pass";
import { random } from "../math/random";

const SIZE: CellSize = { inputs: 3, units: 6, outputs: 4, complex: false };
const PASS: PassAttributes & { want: "trace" } = {
  activation: "tanh",
  size: SIZE,
  steps: 5,
  batch: 3,
  first: 2,
  want: "trace",
};
const TOLERANCE = 1e-4;
const RESULTS = [
  "loss",
  "gradient of W",
  "gradient of the other weights",
  "states",
  "gradients through time",
];

/**
 * Runs a tiny network forward and back on the present backend and compares it with the plain reference. Some phones'
 * GPUs return zeros without any error.
 * @returns what was wrong, or undefined
 */
export async function verifyBackend(): Promise<string | undefined> {
  const { steps, batch, first } = PASS;
  const stream = random(1, "self-test");
  const draw = (length: number) => Float32Array.from({ length }, () => stream.uniform(-1, 1));
  const classes = (length: number, count: number) => Int32Array.from({ length }, () => stream.below(count));
  const rows = (steps - first) * batch;
  const arrays: PassArrays = {
    w: draw(SIZE.units ** 2),
    parameters: draw(parameterCount(SIZE)),
    inputs: classes(steps * batch, SIZE.inputs),
    targets: classes(rows, SIZE.outputs),
    weights: draw(rows),
    scores: draw(rows),
  };
  const wanted = resultShapes(PASS, arrays.parameters.length).map(
    (shape) => new Float32Array(shape.reduce((product, length) => product * length, 1)),
  );
  referencePass(Float64Array)(PASS, arrays, wanted);
  const inputs = {
    w: tensor2d(arrays.w, [SIZE.units, SIZE.units]),
    parameters: tensor1d(arrays.parameters),
    inputs: tensor1d(arrays.inputs, "int32"),
    targets: tensor1d(arrays.targets, "int32"),
    weights: tensor1d(arrays.weights),
    scores: tensor1d(arrays.scores),
  };
  const { scores, dW, dParameters, h, gradient } = rnnPass(inputs, PASS);
  const results = [scores, dW, dParameters, h, gradient];
  const found = await Promise.all(results.map((result) => result.data()));
  dispose([...results, ...Object.values(inputs)]);
  for (const [i, what] of RESULTS.entries()) {
    const at = wanted[i].findIndex((value, k) => !(Math.abs(found[i][k] - value) <= TOLERANCE));
    if (at >= 0) return `the ${what} is wrong (${found[i][at]} where ${wanted[i][at]} is right)`;
  }
  return undefined;
}

/** Placeholder: the merge replaces it. */
export async function verifyConfig(
  _config: import("../config/schema").RunConfig,
  _task: import("../tasks/task").Task,
  _reference: "wasm" | "cpu",
): Promise<string | undefined> {
  return undefined;
}
