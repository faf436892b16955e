import {
  add,
  matMul,
  reshape,
  slice,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import {
  rnnScan,
  rnnScanDelta,
  rnnScanGradient,
  rnnScanWeightGradient,
  type ScanActivation,
} from "../../src/kernels/rnn-scan";
import { tensors } from "../../src/kernels/tensors";
import { arrays, type Matrix, matrix } from "../../src/math/arrays";
import { expmAdjoint } from "../../src/math/expm";
import { frobeniusNorms } from "../../src/training/cell";
import type { DeviceRows } from "../../src/training/device-batch";
import { project, projectionGradient } from "../../src/training/input-projection";
import { lossOf } from "../../src/training/loss";
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

/** One entry on the device, through the same functions as a lane's training step. Allocates freely. */
function run(entry: EntryOf<"bptt">, stepWeights: readonly number[]) {
  const { T, batch, d, o, act, loss_kind } = entry;
  const params: Readonly<Record<string, unknown>> = entry.params;
  const activation = (PAIRED.includes(act) ? "modrelu-complex" : act) as ScanActivation;
  const w = tensors.fromHost(matrixOf(entry.W));
  const n = w.shape[0];
  const [V, b, U, c] = ["V", "b", "U", "c"].map((name) => flat(params[name]));
  const threshold = tensor1d(params.mb ? flat(params.mb) : new Array<number>(n).fill(0));
  const inputs: DeviceRows = { kind: "real", values: tensor2d(flat(entry.X), [T * batch, d]) };
  const targets: DeviceRows =
    loss_kind === "ce"
      ? { kind: "classes", index: tensor1d(flat(entry.Y), "int32") }
      : { kind: "real", values: tensor2d(flat(entry.Y), [T * batch, o]) };
  const total = batch * stepWeights.reduce((all, weight) => all + weight, 0);
  const weights = tensor1d(
    Array.from({ length: T * batch }, (_, r) => stepWeights[Math.floor(r / batch)] / total),
  );
  const ut = transpose(tensor2d(U, [o, n]));
  const drive = reshape(add(project(inputs, transpose(tensor2d(V, [n, d]))), tensor1d(b)), [
    T,
    batch,
    n,
  ]) as Tensor3D;
  const h0 = tensor2d(states(entry.h0), [batch, n]);
  const h = rnnScan({ w, drive, h0, threshold }, activation);
  const read = reshape(slice(h, [1, 0, 0]), [T * batch, n]) as Tensor2D;
  const outputs = add(matMul(read, ut), tensor1d(c)) as Tensor2D;
  const { loss, gradient } = lossOf(outputs, targets, weights);
  const dOutputs = gradient();
  const direct = reshape(matMul(dOutputs, transpose(ut)), [T, batch, n]) as Tensor3D;
  const dH = rnnScanGradient({ w, h, direct, threshold }, activation);
  const delta = rnnScanDelta({ h, gradient: dH, threshold }, activation);
  const rows = reshape(delta, [T * batch, n]) as Tensor2D;
  return {
    h,
    outputs,
    loss,
    dH,
    norms: frobeniusNorms(dH),
    dW: rnnScanWeightGradient({ h, delta }),
    dV: transpose(projectionGradient(inputs, rows, d)),
    db: sum(rows, 0),
    dU: transpose(matMul(transpose(read), dOutputs)),
    dc: sum(dOutputs, 0),
  } satisfies Record<string, Tensor>;
}

/** [[Re, −Im], [Im, Re]] of ∂L/∂Re + i ∂L/∂Im from the gradient of all four blocks of W's real form. */
function gradientForm({ n, values }: Matrix): Matrix {
  const half = n / 2;
  const g = (row: number, column: number, i: number, j: number) =>
    values[(row * half + i) * n + column * half + j];
  return matrix(
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => {
        const [p, q, lower, right] = [i % half, j % half, i >= half, j >= half];
        if (lower === right) return g(0, 0, p, q) + g(1, 1, p, q);
        return (lower ? 1 : -1) * (g(1, 0, p, q) - g(0, 1, p, q));
      }),
    ),
  );
}

describe.each(BACKENDS)("back-propagation through time in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  // ∂L/∂m is checked in float64 here, and in float32 against the reference network in the cell's own tests.
  const { entries, near } = comparing("bptt", [...GIVEN, "grad.mb"], `float32 on ${backend}`);

  it.each(entries)("agrees with every value of $act, $loss_kind", async (entry) => {
    const complex = isComplex(entry.W);
    const found = tidy(() => run(entry, entry.weights));
    const n = found.db.size;
    near(entry, "h", unstacked(await found.h.data(), n, complex), nearness);
    near(entry, "outputs", await found.outputs.data(), nearness);
    near(entry, "loss", await found.loss.data(), nearness);
    near(entry, "grad_h", unstacked(await found.dH.data(), n, complex), nearness);
    near(entry, "norm_dL_dh", await found.norms.data(), nearness);
    for (const name of ["V", "b", "U", "c"] as const)
      near(entry, `grad.${name}`, await found[`d${name}`].data(), nearness);
    const dW = await tensors.toHost(found.dW);
    const gradW = complex ? gradientForm(dW) : dW;
    near(entry, "grad.W", gradW, nearness);
    const [b, g] = [matrixOf(entry.B), gradW].map((each) => tensors.fromHost(each));
    const m = await expmAdjoint(tensors, b, g);
    const pulledBack = await tensors.toHost(m);
    near(entry, "M_B", pulledBack, nearness);
    const { sub, adjoint } = arrays("float64");
    near(entry, "gradB", sub(pulledBack, adjoint(pulledBack)), nearness);

    const last = tidy(() => {
      const { loss, norms } = run(
        entry,
        entry.weights.map((_, t) => (t === entry.T - 1 ? 1 : 0)),
      );
      return { loss, norms };
    });
    // Where the answer is nearly right, −ln p and p − 1 are what is left of numbers of size 1.
    const afterCancelling = { relative: Math.max(2e-5, 2 ** -23 / entry.loss_last) };
    near(entry, "loss_last", await last.loss.data(), afterCancelling);
    near(entry, "norm_dLlast_dh", await last.norms.data(), afterCancelling);
    tensors.free(b, g, m);
    for (const tensor of [...Object.values(found), ...Object.values(last)]) tensor.dispose();
  });
});
