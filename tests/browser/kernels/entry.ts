import { setBackend, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import "../../../src/kernels/webgpu-backend";
import {
  exponentialAdjoint,
  matrixExponential,
  squareProduct,
  stepMeasures,
} from "../../../src/kernels/matrices";
import { optimise } from "../../../src/kernels/optimise";
import { referencePass } from "../../../src/kernels/reference-pass";
import { rnnPass, type ScanActivation } from "../../../src/kernels/rnn-pass";
import { spreadAs } from "../../../src/kernels/webgpu";
import { FEW, MANY } from "../../../src/kernels/wgsl/spread";
import { arrays, drift, frobenius, type Matrix } from "../../../src/math/arrays";
import { expmAdjointScaled, expmArray, squarings } from "../../../src/math/expm";
import { random } from "../../../src/math/random";
import { OPTIMISERS_BY_ID } from "../../../src/training/optimisers";
import { drawPass, type PassSize, passErrors, relativeError, runPass } from "../../reference/pass-example";

/** What the test asks of the page: each answer is a relative error against float64. */

export async function start(): Promise<boolean> {
  return setBackend("webgpu");
}

export async function passError(
  activation: ScanActivation,
  size: PassSize,
  spread: "many" | "few",
): Promise<Record<string, number>> {
  spreadAs(spread === "many" ? MANY : FEW);
  const example = drawPass(activation, size);
  const { attributes, arrays: given } = example;
  const { n, batch } = size;
  const rows = (array: Float32Array | Int32Array, width: number) =>
    array instanceof Int32Array ? tensor1d(array, "int32") : tensor2d(array, [array.length / width, width]);
  const inputs = {
    w: tensor2d(given.w, [n, n]),
    h0: tensor2d(given.h0 ?? [], [batch, n]),
    parameters: tensor1d(given.parameters),
    inputs: rows(given.inputs, attributes.size.inputs),
    targets: rows(given.targets, attributes.size.outputs),
    weights: tensor1d(given.weights),
    scores: tensor1d(given.scores),
  };
  const result = rnnPass(inputs, { ...attributes, want: "trace" });
  const lean = rnnPass(inputs, { ...attributes, want: "gradients" });
  const { scores, dW, dParameters, h, gradient } = result;
  const read = (tensors: (typeof dW | typeof h | typeof scores)[]) =>
    Promise.all(tensors.map((tensor) => tensor.data()));
  const [found, less] = [await read([scores, dW, dParameters, h, gradient]), await read([lean.dW])];
  const wanted = runPass(referencePass(Float64Array), example, Float64Array);
  return { ...passErrors(found, wanted), "without a trace": relativeError(less[0], wanted[1]) };
}

/** exp(B), its adjoint derivative, a product, an optimiser and the measures at n×n, for a skew B of this size. */
export async function matrixErrors(
  n: number,
  scale: number,
  spread: "many" | "few",
): Promise<Record<string, number>> {
  spreadAs(spread === "many" ? MANY : FEW);
  const stream = random(n, "matrices");
  const draw = (bound: number): Matrix => ({
    n,
    values: Float32Array.from({ length: n * n }, () => stream.uniform(-bound, bound)),
  });
  const [any, gradient] = [draw(scale), draw(1)];
  const algebra = arrays("float64");
  const b: Matrix = { n, values: Float32Array.from(algebra.skew(any).values) };
  const double = { n, values: Float64Array.from(b.values) };
  const tensor = ({ values }: Matrix) => tensor2d(Float32Array.from(values), [n, n]);
  const s = squarings(algebra.norm1(double), "float64");
  const wantedAdjoint = expmAdjointScaled(algebra, double, gradient, s);
  const exact = expmArray(double);
  const [tb, tg] = [tensor(b), tensor(gradient)];
  const exponential = matrixExponential(tb);
  const measured = await stepMeasures(tensor1d([0.25, 0.5]), tg, tb, tensor1d([1, -3, 2]), false).data();
  const at = { rate: 0.1, count: 3 };
  const moved = algebra.optimise(
    OPTIMISERS_BY_ID.adam,
    gradient,
    [b, { n, values: b.values.map(Math.abs) }],
    at,
  );
  const onDevice = optimise(
    tg,
    [tb, tensor2d(Float32Array.from(b.values, Math.abs), [n, n])],
    { optimiser: "adam", ...at },
    tb,
  );
  const [result, first, second] = await Promise.all(
    [onDevice.result, ...onDevice.memory].map((each) => each.data()),
  );
  return {
    exp: relativeError(await exponential.data(), exact.values),
    adjoint: relativeError(await exponentialAdjoint(tb, tg).data(), wantedAdjoint.values),
    product: relativeError(await squareProduct(tb, tg).data(), algebra.mul(b, gradient).values),
    transposed: relativeError(
      await squareProduct(tb, tg, true).data(),
      algebra.mulAdjoint(b, gradient).values,
    ),
    measures: relativeError(measured, [0.25, 0.5, frobenius(gradient), drift(double), 3]),
    parameters: relativeError(result, algebra.sub(b, moved.result).values),
    memory: Math.max(
      relativeError(first, moved.memory[0].values),
      relativeError(second, moved.memory[1].values),
    ),
  };
}
