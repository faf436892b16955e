import { dispose, type Tensor, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { type CellSize, parameterCount, places, width } from "../kernels/cell-size";
import { exponentialAdjoint, matrixExponential, squareProduct, stepMeasures } from "../kernels/matrices";
import { optimise } from "../kernels/optimise";
import type { PassArrays } from "../kernels/pass";
import { referencePass } from "../kernels/reference-pass";
import { type PassAttributes, resultShapes, rnnPass } from "../kernels/rnn-pass";
import { arrays, drift, frobenius, type Matrix } from "../math/arrays";
import { expmAdjointScaled, expmArray, squarings } from "../math/expm";
import { type Random, random } from "../math/random";
import { OPTIMISERS_BY_ID } from "../training/optimisers";
import { type Difference, difference } from "./difference";

/** Operations of the present backend against float64 on this side, on fixed numbers. */
export async function checkKernels(): Promise<Difference[]> {
  // Everything is asked for before anything is read: programs compile, and run, side by side.
  const checks = [...PASSES.flatMap(passChecks), ...SIZES.flatMap(matrixChecks)];
  const found = await Promise.all(checks.map(({ result }) => result.data()));
  dispose(checks.map(({ result }) => result));
  return checks.map(({ what, wanted }, i) => difference(what, found[i], wanted));
}

interface Check {
  readonly what: string;
  readonly result: Tensor;
  readonly wanted: ArrayLike<number>;
}

interface PassCase extends PassAttributes {
  readonly want: "trace";
  readonly name: string;
  /** Whether inputs and targets are classes, or numbers. */
  readonly classes: boolean;
}

/** A head of each kind, units alone and in pairs, and a workgroup that is not full. */
const PASSES: readonly PassCase[] = [
  {
    name: "tanh",
    activation: "tanh",
    size: { inputs: 3, units: 6, outputs: 4, complex: false },
    classes: true,
    steps: 5,
    batch: 3,
    first: 2,
    want: "trace",
  },
  {
    name: "the complex modReLU",
    activation: "modrelu-complex",
    size: { inputs: 2, units: 17, outputs: 3, complex: true },
    classes: false,
    steps: 6,
    batch: 5,
    first: 1,
    want: "trace",
  },
];
const RESULTS = ["loss", "∂L/∂W", "gradient of V, U, b, c and thresholds", "states", "gradient through time"];

/** One workgroup does a matrix of 33 rows alone; of 67 it does not, and neither fills its threads. */
const SIZES = [33, 67] as const;
/** Largest entry of B: so large that exp(B) takes halvings. */
const ENTRY = 0.3;
/** Above 0 there modReLU jumps, below it leaves units dead. */
const THRESHOLD = 1e-4;

const draws = (stream: Random, length: number, bound = 1) =>
  Float32Array.from({ length }, () => stream.uniform(-bound, bound));
const classes = (stream: Random, length: number, count: number) =>
  Int32Array.from({ length }, () => stream.below(count));
const square = ({ n, values }: Matrix): Tensor2D => tensor2d(Float32Array.from(values), [n, n]);

/** A pass over a random batch, with all that it returns. */
function passChecks(of: PassCase): Check[] {
  const { size, steps, batch, first, name } = of;
  const stream = random(1, `self-test of ${name}`);
  const wide = width(size);
  const scored = (steps - first) * batch;
  const numbers = (rows: number, count: number) =>
    of.classes ? classes(stream, rows, count) : draws(stream, rows * count);
  const given: PassArrays = {
    w: draws(stream, wide ** 2, 2 / Math.sqrt(wide)),
    parameters: parametersOf(size, stream),
    inputs: numbers(steps * batch, size.inputs),
    targets: numbers(scored, size.outputs),
    weights: draws(stream, scored),
    scores: draws(stream, scored),
  };
  const wanted = resultShapes(of, given.parameters.length).map(
    (shape) => new Float64Array(shape.reduce((product, length) => product * length, 1)),
  );
  referencePass(Float64Array)(of, given, wanted);
  const tensor = (array: Float32Array | Int32Array, count: number) =>
    array instanceof Int32Array ? tensor1d(array, "int32") : tensor2d(array, [array.length / count, count]);
  const inputs = {
    w: square({ n: wide, values: given.w }),
    parameters: tensor1d(given.parameters),
    inputs: tensor(given.inputs, size.inputs),
    targets: tensor(given.targets, size.outputs),
    weights: tensor1d(given.weights),
    scores: tensor1d(given.scores),
  };
  const { scores, dW, dParameters, h, gradient } = rnnPass(inputs, of);
  dispose(Object.values(inputs));
  return [scores, dW, dParameters, h, gradient].map((result, i) => ({
    what: `the ${RESULTS[i]} through ${name}`,
    result,
    wanted: wanted[i],
  }));
}

function parametersOf(size: CellSize, stream: Random): Float32Array {
  const values = draws(stream, parameterCount(size));
  return values.map((value, i) => (i < places(size).threshold.start ? value : value * THRESHOLD));
}

/** What rules, optimisers and measurements do to n×n matrices. */
function matrixChecks(n: number): Check[] {
  const stream = random(n, "self-test of matrices");
  const float64 = arrays("float64");
  const b: Matrix = float64.skew({ n, values: Float64Array.from(draws(stream, n * n, ENTRY)) });
  const onDevice: Matrix = { n, values: Float64Array.from(Float32Array.from(b.values)) };
  const gradient: Matrix = { n, values: Float64Array.from(draws(stream, n * n)) };
  const squared: Matrix = { n, values: onDevice.values.map((value) => value * value) };
  const [tb, tg, ts] = [onDevice, gradient, squared].map(square);
  const at = { rate: 0.1, count: 3 };
  const adam = OPTIMISERS_BY_ID.adam;
  const moved = float64.optimise(adam, gradient, [onDevice, squared], at, onDevice);
  const { result, memory } = optimise(tg, [tb, ts], { optimiser: "adam", ...at }, tb);
  const halvings = squarings(float64.norm1(onDevice) as number, "float64");
  const scores = tensor1d([0.25, 0.5]);
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
    check("a product", squareProduct(tb, tg), float64.mul(onDevice, gradient).values),
    check(
      "a product with a transpose",
      squareProduct(tg, tb, true),
      float64.mulAdjoint(gradient, onDevice).values,
    ),
    check("Adam", result, moved.result.values),
    ...memory.map((slot, i) => check("Adam’s memory", slot, moved.memory[i].values)),
    check("‖∂L/∂W‖ and ‖WW* − I‖", stepMeasures(scores, tg, tb, parameters, false), [
      0.25,
      0.5,
      frobenius(gradient),
      drift(onDevice),
      3,
    ]),
  ];
  dispose([tb, tg, ts, scores, parameters]);
  return checks;
}
