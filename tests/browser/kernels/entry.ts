import { abs, setBackend, type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import "../../../src/kernels/webgpu-backend";
import { countCalls } from "../../../src/benchmark/gpu-calls";
import { formOfW, PARAMETERS, places, shapeOfW, stateWidth } from "../../../src/kernels/cell-size";
import type { CellId } from "../../../src/kernels/cells";
import { linearCombination } from "../../../src/kernels/linear-combination";
import {
  exponentialAdjoint,
  matrixExponential,
  skewPart,
  squareProduct,
  stepMeasures,
} from "../../../src/kernels/matrices";
import { optimise } from "../../../src/kernels/optimise";
import { referencePass } from "../../../src/kernels/reference-pass";
import { rnnPass, type ScanActivation } from "../../../src/kernels/rnn-pass";
import { tune } from "../../../src/kernels/webgpu";
import { cutAt } from "../../../src/kernels/wgsl/program";
import { CPU_TUNING, GPU_TUNING, type WorkgroupTuning } from "../../../src/kernels/wgsl/workgroup-tuning";
import { arrays, drift, frobenius, type Matrix } from "../../../src/math/arrays";
import { diagonalMatrix } from "../../../src/math/diagonal";
import { expmAdjointScaled, expmArray, squarings } from "../../../src/math/expm";
import { random } from "../../../src/math/random";
import { OPTIMISER_IDS, OPTIMISERS } from "../../../src/optimisers";
import { drawDiagonal } from "../../reference/diagonal-example";
import {
  drawPass,
  type PassExample,
  type PassSize,
  passErrors,
  relativeError,
  runPass,
} from "../../reference/pass-example";

/** The functions that the test calls in the page. */

type Name = WorkgroupTuning["id"];
const spreadOver = (name: Name) => tune(name === "many" ? GPU_TUNING : CPU_TUNING);

export async function start(): Promise<boolean> {
  return setBackend("webgpu");
}

/** The pass of an example on the device, with all its inputs. */
function passOf({ attributes, arrays: given }: PassExample) {
  const { size, batch } = attributes;
  const rows = (array: Float32Array | Int32Array, width: number) =>
    array instanceof Int32Array ? tensor1d(array, "int32") : tensor2d(array, [array.length / width, width]);
  const inputs = {
    w: tensor2d(given.w, [...shapeOfW(size)]),
    h0: tensor2d(given.h0 ?? [], [batch, stateWidth(size)]),
    parameters: tensor1d(given.parameters),
    inputs: rows(given.inputs, size.inputs),
    targets: rows(given.targets, size.outputs),
    weights: tensor1d(given.weights),
    accuracyWeights: tensor1d(given.accuracyWeights),
  };
  const trace = () => rnnPass(inputs, { ...attributes, want: "trace" });
  const gradients = () => rnnPass(inputs, { ...attributes, want: "gradients" });
  return { inputs, trace, gradients };
}

const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map((tensor) => tensor.data<"float32">()));

/** The relative errors of a pass against float64. */
export const passError = (activation: ScanActivation, size: PassSize, spread: Name) =>
  errorsOf(drawPass(activation, size), spread);

/** The same of a diagonal W, and of the measurements of its step. */
export async function diagonalErrors(
  activation: ScanActivation,
  size: PassSize,
  spread: Name,
): Promise<Record<string, number>> {
  const example = drawDiagonal(activation, size);
  const errors = await errorsOf(example, spread);
  const shape: [number, number] = [2, size.n / 2];
  const [w, dW] = [example.arrays.w, example.arrays.w.map((x) => 3 * x * x - 1)];
  const parameters = tensor1d([1, -3, 2]);
  const kind = { complex: true, form: "diagonal" } as const;
  const measures = stepMeasures(
    tensor1d([0.25, 0.5]),
    tensor2d(dW, shape),
    tensor2d(w, shape),
    parameters,
    kind,
  );
  const wanted = [
    0.25,
    0.5,
    frobenius({ n: shape[1], values: dW }),
    drift(diagonalMatrix({ n: shape[1], values: w })) / Math.SQRT2,
    3,
  ];
  return {
    ...errors,
    "∂L/∂λ": await errorOfLambda(example),
    measures: relativeError(await measures.data(), wanted),
  };
}

/** The relative error of ∂L/∂λ, which is far smaller than the gradient of the other weights that it is compared with. */
async function errorOfLambda(example: PassExample): Promise<number> {
  const { dW } = passOf(example).gradients();
  return relativeError(await dW.data(), runPass(referencePass(Float64Array), example, Float64Array)[1]);
}

async function errorsOf(example: PassExample, spread: Name): Promise<Record<string, number>> {
  spreadOver(spread);
  const run = passOf(example);
  const { metrics, dW, dParameters, h, gradient } = run.trace();
  const [found, less] = [
    await read([metrics, dW, dParameters, h, gradient]),
    await read([run.gradients().dW]),
  ];
  const wanted = runPass(referencePass(Float64Array), example, Float64Array);
  return { ...passErrors(found, wanted), "without a trace": relativeError(less[0], wanted[1]) };
}

/** A skew B of this size, and a gradient. */
function drawMatrices(n: number, scale: number): { readonly b: Matrix; readonly gradient: Matrix } {
  const stream = random(n, "matrices");
  const draw = (bound: number): Matrix => ({
    n,
    values: Float32Array.from({ length: n * n }, () => stream.uniform(-bound, bound)),
  });
  const [any, gradient] = [draw(scale), draw(1)];
  return { b: { n, values: Float32Array.from(arrays("float64").skew(any).values) }, gradient };
}

const tensorOf = ({ n, values }: Matrix) => tensor2d(Float32Array.from(values), [n, n]);
const AT = { rate: 0.1, count: 3 };

/** exp(B), its adjoint derivative, a product and the measures at n×n: relative errors against float64. */
export async function matrixErrors(n: number, scale: number, spread: Name): Promise<Record<string, number>> {
  spreadOver(spread);
  const { b, gradient } = drawMatrices(n, scale);
  const algebra = arrays("float64");
  const double = { n, values: Float64Array.from(b.values) };
  const s = squarings(algebra.norm1(double), "float64");
  const wantedAdjoint = expmAdjointScaled(algebra, double, gradient, s);
  const exact = expmArray(double);
  const [tb, tg] = [tensorOf(b), tensorOf(gradient)];
  const parameters = tensor1d([1, -3, 2]);
  const measured = await stepMeasures(tensor1d([0.25, 0.5]), tg, tb, parameters, {
    complex: false,
    form: "square",
  }).data();
  return {
    exp: relativeError(await matrixExponential(tb).data(), exact.values),
    adjoint: relativeError(await exponentialAdjoint(tb, tg).data(), wantedAdjoint.values),
    product: relativeError(await squareProduct(tb, tg).data(), algebra.mul(b, gradient).values),
    transposed: relativeError(
      await squareProduct(tb, tg, true).data(),
      algebra.mulAdjoint(b, gradient).values,
    ),
    measures: relativeError(measured, [0.25, 0.5, frobenius(gradient), drift(double), 3]),
  };
}

/** A step of every optimiser over n×n numbers that have memory: relative errors against float64. */
export async function optimiserErrors(n: number): Promise<Record<string, number>> {
  const { b, gradient } = drawMatrices(n, 1);
  const algebra = arrays("float64");
  const positive: Matrix = { n, values: b.values.map(Math.abs) };
  const errors: Record<string, number> = {};
  for (const id of OPTIMISER_IDS) {
    // The argument of a square root cannot be negative.
    const memory = Array.from({ length: OPTIMISERS[id].slots }, () => positive);
    const wanted = algebra.optimise(id, gradient, memory, AT);
    const tensors = memory.map(tensorOf);
    const found = optimise(tensorOf(gradient), tensors, { optimiser: id, ...AT }, tensorOf(b));
    const alone = optimise(tensorOf(gradient), tensors, { optimiser: id, ...AT });
    const [left, move, ...kept] = await read([found.result, alone.result, ...found.memory]);
    errors[`${id}: parameters`] = relativeError(left, algebra.sub(b, wanted.result).values);
    errors[`${id}: move`] = relativeError(move, wanted.result.values);
    for (const [i, slot] of kept.entries()) {
      errors[`${id}: memory ${i}`] = relativeError(slot, wanted.memory[i].values);
    }
  }
  return errors;
}

/** Sizes in bytes at which programs are cut: every part separately, and a few together. */
const CUTS = [1, 30_000];

interface Cut {
  /** The count of numbers whose bits differ. */
  readonly differing: number;
  readonly dispatches: number;
  readonly uncut: number;
}

/** The results of uncut and cut programs. */
async function whenCut(run: () => readonly Tensor[]): Promise<Cut[]> {
  const results: Uint32Array[][] = [];
  const dispatches: number[] = [];
  for (const bytes of [undefined, ...CUTS]) {
    cutAt(bytes);
    const calls = await countCalls(async () => {
      const found = await read(run());
      results.push(found.map((values) => new Uint32Array(Float32Array.from(values).buffer)));
    });
    dispatches.push(calls?.dispatches ?? 0);
  }
  cutAt();
  const [whole, ...cut] = results;
  return cut.map((found, k) => ({
    differing: whole.reduce(
      (sum, bits, i) => sum + bits.reduce((some, word, at) => some + Number(word !== found[i][at]), 0),
      0,
    ),
    dispatches: dispatches[k + 1],
    uncut: dispatches[0],
  }));
}

export const passWhenCut = (activation: ScanActivation, size: PassSize, spread: Name) =>
  exampleWhenCut(drawPass(activation, size), spread);

export const diagonalWhenCut = (activation: ScanActivation, size: PassSize, spread: Name) =>
  exampleWhenCut(drawDiagonal(activation, size), spread);

function exampleWhenCut(example: PassExample, spread: Name): Promise<Cut[]> {
  spreadOver(spread);
  const run = passOf(example);
  return whenCut(() => {
    const { metrics, dW, dParameters, h, gradient } = run.trace();
    const lean = run.gradients();
    return [metrics, dW, dParameters, h, gradient, lean.metrics, lean.dW, lean.dParameters];
  });
}

export function matricesWhenCut(n: number, scale: number, spread: Name): Promise<Cut[]> {
  spreadOver(spread);
  const { b, gradient } = drawMatrices(n, scale);
  const [tb, tg] = [tensorOf(b), tensorOf(gradient)];
  return whenCut(() => {
    const moved = optimise(tg, [abs(tb), abs(tg)], { optimiser: "adam", ...AT }, tb);
    return [
      matrixExponential(tb),
      exponentialAdjoint(tb, tg),
      squareProduct(tb, tg),
      squareProduct(tb, tg, true),
      skewPart(tg),
      linearCombination([2, -3], [tb, tg]),
      stepMeasures(tensor1d([0.25, 0.5]), tg, tb, tensor1d([1, -3, 2]), { complex: false, form: "square" }),
      moved.result,
      ...moved.memory,
    ];
  });
}

/**
 * Fills W and each of the other parameters with NaN and with infinity, and checks whether the measures are finite exactly
 * if the reference's are.
 * @returns the measures that are wrong
 */
export async function unseen(
  activation: ScanActivation,
  spread: Name,
  cell: CellId = "simple",
): Promise<string[]> {
  spreadOver(spread);
  const wrong: string[] = [];
  for (const name of ["w", ...PARAMETERS] as const) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const example = drawPass(activation, { n: 6, batch: 3, steps: 7, cell });
      const { w, parameters } = example.arrays;
      if (name === "w") w.fill(value);
      else {
        const { start, end } = places(example.attributes.size)[name];
        if (end === start) continue;
        // If every output is broken, the requested ones show it.
        if (name === "c") example.arrays.targets.fill(1);
        parameters.fill(value, name === "c" ? end - 1 : start, end);
      }
      const run = passOf(example);
      const { metrics, dW } = run.gradients();
      const measures = stepMeasures(metrics, dW, run.inputs.w, run.inputs.parameters, {
        complex: false,
        form: formOfW(example.attributes.size),
      });
      const [loss, , , driftOfW, parameter] = await measures.data();
      const [[wanted]] = runPass(referencePass(Float32Array), example, Float32Array);
      const looked = { loss, "drift or norm of W": driftOfW, "largest parameter": parameter };
      const right = {
        loss: Number.isFinite(wanted),
        "drift or norm of W": name !== "w",
        "largest parameter": name === "w",
      };
      for (const [what, finite] of Object.entries(right)) {
        const found = looked[what as keyof typeof looked];
        if (Number.isFinite(found) !== finite) wrong.push(`${name} of ${value}: ${what} is ${found}`);
      }
    }
  }
  return wrong;
}

/** Whether exp and its adjoint are NaN throughout for a B with NaN or infinity in it, or too large for float32. */
export async function exponentialsRefuse(n: number, spread: Name): Promise<boolean[]> {
  spreadOver(spread);
  const answers: boolean[] = [];
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 2e5]) {
    const { b, gradient } = drawMatrices(n, 0.1);
    b.values[n * n - 2] = value;
    const found = await read([
      matrixExponential(tensorOf(b)),
      exponentialAdjoint(tensorOf(b), tensorOf(gradient)),
    ]);
    answers.push(found.every((values) => values.every(Number.isNaN)));
  }
  return answers;
}

/** The relative errors of exp(θJ) for a rotation J of the plane, at the largest θ that is accepted. */
export async function largestTurn(spread: Name): Promise<number> {
  spreadOver(spread);
  const theta = 1.9e5;
  const found = await matrixExponential(tensor2d([0, -theta, theta, 0], [2, 2])).data();
  return relativeError(found, [Math.cos(theta), -Math.sin(theta), Math.sin(theta), Math.cos(theta)]);
}

/**
 * The largest error of a single number against float64 of the complex modReLU for |z| from 10⁻³⁰ to 10³⁰, of its backward
 * pass and of its threshold's gradient. The output weights compensate for the size of the states.
 */
export async function extremeErrors(spread: Name): Promise<Record<string, number>> {
  spreadOver(spread);
  const sizes = [1e-30, 3e-22, 1, 4e21, 1e30];
  const units = sizes.length;
  const example = drawPass("modrelu-complex", { n: 2 * units, batch: 1, steps: 1 });
  const { attributes, arrays: given } = example;
  const { Vt, b, Ut, threshold } = places(attributes.size);
  given.w.fill(0);
  given.parameters.fill(0, Vt.start, Vt.end);
  const { outputs } = attributes.size;
  for (const [k, size] of sizes.entries()) {
    given.parameters.set([0.6 * size], b.start + k);
    given.parameters.set([-0.8 * size], b.start + units + k);
    given.parameters.set([(k % 2 === 0 ? -0.25 : 0.5) * size], threshold.start + k);
    for (const i of [k, k + units]) {
      const row = given.parameters.subarray(Ut.start + i * outputs, Ut.start + (i + 1) * outputs);
      for (let j = 0; j < row.length; j++) row[j] /= size;
    }
  }
  const { h, dParameters } = passOf(example).trace();
  const [states, gradient] = await read([h, dParameters]);
  const [, , wantedGradient, wantedStates] = runPass(referencePass(Float64Array), example, Float64Array);
  const worst = (found: ArrayLike<number>, wanted: ArrayLike<number>) =>
    Math.max(...Array.from(wanted, (value, i) => Math.abs(found[i] / value - 1)));
  const part = ({ start, end }: { start: number; end: number }) =>
    worst(gradient.subarray(start, end), wantedGradient.subarray(start, end));
  return {
    states: worst(states.subarray(2 * units), wantedStates.subarray(2 * units)),
    "what comes back": part(b),
    threshold: part(threshold),
  };
}
