import { type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { it } from "vitest";
import { blockRows, kindOf, type ParameterName, places, stateWidth } from "../../src/kernels/cell-size";
import type { CellId } from "../../src/kernels/cells";
import { rnnPass } from "../../src/kernels/rnn-pass";
import { timeStepNorms } from "../../src/math/time-step-norms";
import { comparing, type EntryOf, flat } from "./golden";

const GIVEN = ["cell", "loss_kind", "n", "T", "batch", "d", "o", "params", "h0", "c0", "X", "Y", "weights"];
/** What the op does not return; in float64 it is compared in cells.test.ts. */
const ELSEWHERE = ["outputs", "gates", "jacobian_last", "jacobian_eig"];
const nearness = { relative: 2e-5 };

/** One entry on the device, through the op of a lane’s training step. */
async function run(entry: EntryOf<"cells">, stepWeights: readonly number[]) {
  const { T, batch, d, o, n, loss_kind } = entry;
  const size = { inputs: d, units: n, outputs: o, complex: false, cell: entry.cell as CellId };
  const params: Readonly<Record<string, unknown>> = entry.params;
  const [V, b, U, c] = ["V", "b", "U", "c"].map((name) => flat(params[name]));
  const inner = params.bm ? flat(params.bm) : [];
  const [rows, s] = [blockRows(size), stateWidth(size)];
  const [h0, c0] = [flat(entry.h0), "c0" in entry && entry.c0 ? flat(entry.c0) : []];
  const start = Array.from({ length: batch }, (_, k) =>
    [h0, c0].flatMap((part) => part.slice(k * n, (k + 1) * n)),
  );
  const total = batch * stepWeights.reduce((all, weight) => all + weight, 0);
  const given = {
    w: tensor2d(flat(params.W), [rows, n]),
    h0: tensor2d(start.flat(), [batch, s]),
    parameters: tensor1d([...transposed(V, rows), ...b, ...transposed(U, o), ...c, ...inner]),
    inputs: tensor2d(flat(entry.X), [T * batch, d]),
    targets: loss_kind === "ce" ? tensor1d(flat(entry.Y), "int32") : tensor2d(flat(entry.Y), [T * batch, o]),
    weights: tensor1d(
      Array.from({ length: T * batch }, (_, r) => stepWeights[Math.floor(r / batch)] / total),
    ),
    accuracyWeights: tensor1d(new Array<number>(T * batch).fill(0)) as Tensor1D,
  };
  const attributes = { activation: "tanh" as const, size, steps: T, batch, first: 0, want: "trace" as const };
  const results = rnnPass(given, attributes);
  const names = ["metrics", "dW", "dParameters", "h", "gradient"] as const;
  const [metrics, dW, dParameters, states, gradient] = await Promise.all(
    names.map(async (name) => Float32Array.from(await results[name].data())),
  );
  for (const tensor of [...Object.values(given), ...names.map((name) => results[name])]) tensor.dispose();
  const part = (name: ParameterName) => dParameters.slice(places(size)[name].start, places(size)[name].end);
  const of = (values: Float32Array, k: number) => values.filter((_, i) => Math.floor((i % s) / n) === k);
  return {
    loss: metrics.slice(0, 1),
    h: of(states, 0),
    c: of(states, 1),
    dH: of(gradient, 0),
    dC: of(gradient, 1),
    norms: timeStepNorms(of(gradient, 0), batch * n),
    stateNorms: timeStepNorms(gradient, batch * s),
    dW,
    dV: transposed(part("Vt"), d),
    db: part("b"),
    dU: transposed(part("Ut"), n),
    dc: part("c"),
    dbm: part("bm"),
    hasCell: kindOf(size).state.includes("c"),
  };
}

/** Of `height` rows, the columns one after another. */
function transposed(values: ArrayLike<number>, height: number): number[] {
  const width = values.length / height;
  return Array.from(values, (_, i) => values[(i % height) * width + Math.floor(i / height)]);
}

/** The tests of every entry on the present backend, in the suite that calls it. @param where the backend, for the count */
export function compareCells(where: string): void {
  const { entries, near } = comparing("cells", [...GIVEN, ...ELSEWHERE], `float32 on ${where}`);

  it.each(entries)("$cell, n = $n, with $loss_kind: every value that a pass returns", async (entry) => {
    const found = await run(entry, entry.weights);
    near(entry, "h", found.h, nearness);
    near(entry, "loss", found.loss, nearness);
    near(entry, "grad_h", found.dH, nearness);
    near(entry, "norm_dL_dh", found.norms, nearness);
    for (const name of ["W", "V", "b", "U", "c"] as const)
      near(entry, `grad.${name}`, found[`d${name}`], nearness);
    if ("bm" in entry.params) near(entry, "grad.bm", found.dbm, nearness);

    const alone = entry.weights.map((_, t) => (t === entry.T - 1 ? 1 : 0));
    const last = await run(entry, alone);
    // Where the answer is nearly right, −ln p and p − 1 are what is left of numbers of size 1.
    const afterCancelling = { relative: Math.max(2e-5, 2 ** -23 / entry.loss_last) };
    near(entry, "loss_last", last.loss, afterCancelling);
    near(entry, "norm_dLlast_dh", last.norms, afterCancelling);

    if (!found.hasCell) return;
    near(entry, "cell_state", found.c, nearness);
    near(entry, "grad_c", found.dC, nearness);
    near(entry, "norm_dL_dstate", found.stateNorms, nearness);
    near(entry, "norm_dLlast_dstate", last.stateNorms, afterCancelling);
  });
}
