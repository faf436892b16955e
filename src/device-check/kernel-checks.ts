import { dispose, type Tensor, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { type CellSize, parameterCount, places, width } from "../kernels/cell-size";
import { exponentialAdjoint, matrixExponential, stepMeasures } from "../kernels/matrices";
import { optimise } from "../kernels/optimise";
import type { PassArrays } from "../kernels/pass";
import { referencePass } from "../kernels/reference-pass";
import { type PassAttributes, resultShapes, rnnPass } from "../kernels/rnn-pass";
import { arrays, drift, frobenius, type Matrix } from "../math/arrays";
import { expmAdjointScaled, expmArray, squarings } from "../math/expm";
import { type Random, random } from "../math/random";
import { type Difference, difference } from "./difference";

/** Compares operations of the current backend with float64 results computed here, on fixed inputs. */
export async function checkKernels(): Promise<Difference[]> {
  // All operations are started before any result is read, so that programs compile and run in parallel.
  const checks = [...passChecks(), ...SIZES.flatMap(matrixChecks)];
  const found = await Promise.all(checks.map(({ result }) => result.data()));
  dispose(checks.map(({ result }) => result));
  return checks.map(({ what, wanted }, i) => difference(what, found[i], wanted));
}

interface Check {
  readonly what: string;
  readonly result: Tensor;
  readonly wanted: ArrayLike<number>;
}

/**
 * A pass with complex units, real inputs and outputs, and partly filled workgroups. The config that will run is checked by
 * a step of it; only one pass is checked here, because programs take long to compile.
 */
const PASS: PassAttributes & { readonly want: "trace" } = {
  activation: "modrelu-complex",
  size: { inputs: 2, units: 17, outputs: 3, complex: true },
  steps: 6,
  batch: 5,
  first: 1,
  want: "trace",
};
const RESULTS = ["loss", "∂L/∂W", "gradient of V, U, b, c and thresholds", "states", "gradient through time"];

/** A matrix of 33 rows needs one workgroup, one of 67 rows several; neither fills its threads. */
const SIZES = [33, 67] as const;
/** The largest entry of B, large enough for exp(B) to need squarings. */
const ENTRY = 0.3;
/** The scale of the thresholds: modReLU jumps at z = 0 if they are above 0, and units may be dead if below. */
const THRESHOLD = 1e-4;

const draws = (stream: Random, length: number, bound = 1) =>
  Float32Array.from({ length }, () => stream.uniform(-bound, bound));
const square = ({ n, values }: Matrix): Tensor2D => tensor2d(Float32Array.from(values), [n, n]);

/** The checks of all results of a pass over a random batch. */
function passChecks(): Check[] {
  const { size, steps, batch, first } = PASS;
  const stream = random(1, "self-test of a pass");
  const [n, rows, scored] = [width(size), steps * batch, (steps - first) * batch];
  const given: PassArrays = {
    w: draws(stream, n * n, 2 / Math.sqrt(n)),
    parameters: parametersOf(size, stream),
    inputs: draws(stream, rows * size.inputs),
    targets: draws(stream, scored * size.outputs),
    weights: draws(stream, scored),
    accuracyWeights: draws(stream, scored),
  };
  const wanted = resultShapes(PASS, given.parameters.length).map(
    (shape) => new Float64Array(shape.reduce((product, length) => product * length, 1)),
  );
  referencePass(Float64Array)(PASS, given, wanted);
  const inputs = {
    w: tensor2d(given.w, [n, n]),
    parameters: tensor1d(given.parameters),
    inputs: tensor2d(given.inputs, [rows, size.inputs]),
    targets: tensor2d(given.targets, [scored, size.outputs]),
    weights: tensor1d(given.weights),
    accuracyWeights: tensor1d(given.accuracyWeights),
  };
  const { metrics, dW, dParameters, h, gradient } = rnnPass(inputs, PASS);
  dispose(Object.values(inputs));
  return [metrics, dW, dParameters, h, gradient].map((result, i) => ({
    what: `the ${RESULTS[i]} through the complex modReLU`,
    result,
    wanted: wanted[i],
  }));
}

function parametersOf(size: CellSize, stream: Random): Float32Array {
  const values = draws(stream, parameterCount(size));
  return values.map((value, i) => (i < places(size).threshold.start ? value : value * THRESHOLD));
}

/** The checks of the n×n matrix operations of rules, optimisers and measurements. */
function matrixChecks(n: number): Check[] {
  const stream = random(n, "self-test of matrices");
  const float64 = arrays("float64");
  const b: Matrix = float64.skew({ n, values: Float64Array.from(draws(stream, n * n, ENTRY)) });
  const onDevice: Matrix = { n, values: Float64Array.from(Float32Array.from(b.values)) };
  const gradient: Matrix = { n, values: Float64Array.from(draws(stream, n * n)) };
  const squared: Matrix = { n, values: onDevice.values.map((value) => value * value) };
  const [tb, tg, ts] = [onDevice, gradient, squared].map(square);
  const at = { rate: 0.1, count: 2 };
  const moved = float64.optimise("adam", gradient, [onDevice, squared], at, onDevice);
  const { result, memory } = optimise(tg, [tb, ts], { optimiser: "adam", ...at }, tb);
  const halvings = squarings(float64.norm1(onDevice) as number, "float64");
  const metrics = tensor1d([0.25, 0.5]);
  const parameters = tensor1d([1, -3, 2]);
  const check = (what: string, tensor: Tensor, wanted: ArrayLike<number>): Check => ({
    what: `${what} at n = ${n}`,
    result: tensor,
    wanted,
  });
  const checks = [
    check("exp(B)", matrixExponential(tb), expmArray(onDevice).values),
    check(
      "the adjoint derivative of exp",
      exponentialAdjoint(tb, tg),
      expmAdjointScaled(float64, onDevice, gradient, halvings).values,
    ),
    check("Adam", result, moved.result.values),
    ...memory.map((slot, i) => check("Adam’s memory", slot, moved.memory[i].values)),
    check(
      "‖∂L/∂W‖ and ‖WW* − I‖",
      stepMeasures(metrics, tg, tb, parameters, { complex: false, form: "square" }),
      [0.25, 0.5, frobenius(gradient), drift(onDevice), 3],
    ),
  ];
  dispose([tb, tg, ts, metrics, parameters]);
  return checks;
}
