import { type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { type ParameterName, places } from "../../src/kernels/cell-size";
import { rnnPass, type ScanActivation } from "../../src/kernels/rnn-pass";
import { tensors } from "../../src/kernels/tensors";
import { arrays, matrix } from "../../src/math/arrays";
import { expmAdjoint } from "../../src/math/expm";
import { timeStepNorms } from "../../src/math/time-step-norms";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, type EntryOf, flat, isComplex, matrixOf, states, unstacked } from "./golden";

const GIVEN = [
  "act",
  "loss_kind",
  "n",
  "T",
  "batch",
  "d",
  "o",
  "B",
  "W",
  "params",
  "h0",
  "X",
  "Y",
  "weights",
];
const PAIRED: readonly string[] = ["modrelu_complex", "modrelu_pairs"];
const nearness = { relative: 2e-5 };

/** One entry on the device, through the op of a lane's training step. */
async function run(entry: EntryOf<"bptt">, stepWeights: readonly number[]) {
  const { T, batch, d, o, act, loss_kind } = entry;
  const params: Readonly<Record<string, unknown>> = entry.params;
  const complex = isComplex(entry.W);
  const w = tensors.fromHost(matrixOf(entry.W));
  const n = w.shape[0];
  const paired = PAIRED.includes(act);
  const size = { inputs: d, units: complex ? n / 2 : n, outputs: o, complex };
  const [V, b, U, c] = ["V", "b", "U", "c"].map((name) => flat(params[name]));
  // Of real units in pairs, one threshold serves two.
  const mb = params.mb ? flat(params.mb) : [];
  const threshold = Array.from({ length: size.units }, (_, i) => mb[i] ?? 0);
  const total = batch * stepWeights.reduce((all, weight) => all + weight, 0);
  const given = {
    w,
    h0: tensor2d(states(entry.h0), [batch, n]),
    parameters: tensor1d([...transposed(V, n), ...b, ...transposed(U, o), ...c, ...threshold]),
    inputs: tensor2d(flat(entry.X), [T * batch, d]),
    targets: loss_kind === "ce" ? tensor1d(flat(entry.Y), "int32") : tensor2d(flat(entry.Y), [T * batch, o]),
    weights: tensor1d(
      Array.from({ length: T * batch }, (_, r) => stepWeights[Math.floor(r / batch)] / total),
    ),
    accuracyWeights: tensor1d(new Array<number>(T * batch).fill(0)) as Tensor1D,
  };
  const activation = (paired ? "modrelu-complex" : act) as ScanActivation;
  const attributes = { activation, size, steps: T, batch, first: 0, want: "trace" as const };
  const results = rnnPass(given, attributes);
  const names = ["metrics", "dW", "dParameters", "h", "gradient"] as const;
  const [metrics, dW, dParameters, h, dH] = await Promise.all(
    names.map(async (name) => Float32Array.from(await results[name].data())),
  );
  for (const tensor of [...Object.values(given), ...names.map((name) => results[name])]) tensor.dispose();
  const part = (name: ParameterName) => dParameters.slice(places(size)[name].start, places(size)[name].end);
  return {
    n,
    h,
    dH,
    loss: metrics.slice(0, 1),
    norms: timeStepNorms(dH, batch * n),
    dW: matrix(dW),
    dV: transposed(part("Vt"), d),
    db: part("b"),
    dU: transposed(part("Ut"), n),
    dc: part("c"),
  };
}

/** Of `height` rows, the columns one after another. */
function transposed(values: ArrayLike<number>, height: number): number[] {
  const width = values.length / height;
  return Array.from(values, (_, i) => values[(i % height) * width + Math.floor(i / height)]);
}

describe.each(BACKENDS)("back-propagation through time in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  // ∂L/∂m is checked in float64 here, and in float32 against the reference network in the cell's own tests.
  // What it gives besides is not among what the op returns.
  const { entries, near } = comparing("bptt", [...GIVEN, "outputs", "grad.mb"], `float32 on ${backend}`);

  it.each(entries)("agrees with every value of $act, $loss_kind", async (entry) => {
    const complex = isComplex(entry.W);
    const found = await run(entry, entry.weights);
    near(entry, "h", unstacked(found.h, found.n, complex), nearness);
    near(entry, "loss", found.loss, nearness);
    near(entry, "grad_h", unstacked(found.dH, found.n, complex), nearness);
    near(entry, "norm_dL_dh", found.norms, nearness);
    for (const name of ["V", "b", "U", "c"] as const)
      near(entry, `grad.${name}`, found[`d${name}`], nearness);
    const gradW = found.dW;
    near(entry, "grad.W", gradW, nearness);
    const [b, g] = [matrixOf(entry.B), gradW].map((each) => tensors.fromHost(each));
    const m = await expmAdjoint(tensors, b, g);
    const pulledBack = await tensors.toHost(m);
    near(entry, "M_B", pulledBack, nearness);
    const { sub, adjoint } = arrays("float64");
    near(entry, "gradB", sub(pulledBack, adjoint(pulledBack)), nearness);

    const alone = entry.weights.map((_, t) => (t === entry.T - 1 ? 1 : 0));
    const last = await run(entry, alone);
    // Where the answer is nearly right, −ln p and p − 1 are what is left of numbers of size 1.
    const afterCancelling = { relative: Math.max(2e-5, 2 ** -23 / entry.loss_last) };
    near(entry, "loss_last", last.loss, afterCancelling);
    near(entry, "norm_dLlast_dh", last.norms, afterCancelling);
    tensors.free(b, g, m);
  });
});
