import type { Recurrence } from "../recurrence";
import type { ScanActivation } from "../rnn-scan";
import { instantiateScan, type ScanModule } from "./module";
import { FLOAT, rowsOf, tiles, Workspace } from "./workspace";

/** As in assembly/activation.ts. */
const NUMBERS: Readonly<Record<ScanActivation, number>> = {
  tanh: 0,
  sigmoid: 1,
  relu: 2,
  identity: 3,
  modrelu: 4,
  "modrelu-complex": 5,
};

/** The recurrence in WebAssembly SIMD, for any n and batch; undefined where there is no SIMD. */
export async function simdRecurrence(): Promise<Recurrence | undefined> {
  const module = await instantiateScan();
  return module && over(module);
}

function over(module: ScanModule): Recurrence {
  const workspace = new Workspace(module.memory, module.heapStart());

  return {
    scan({ steps, batch, units: n }, { id }, { w, drive, h0, threshold }, h) {
      const layout = tiles(batch, n);
      const { paddedBatch, width } = layout;
      const moment = paddedBatch * width;
      const [matrix, thresholds, panels, states] = workspace.place(
        n * n,
        width,
        width * n,
        (steps + 1) * moment,
      );
      workspace.floats(matrix, n * n).set(w);
      workspace.write(thresholds, threshold, rowsOf(threshold.length, width));
      workspace.write(states, h0, layout);
      workspace.write(states + moment * FLOAT, drive, layout);
      module.scan(NUMBERS[id], steps, paddedBatch, n, width, matrix, thresholds, states, panels);
      workspace.read(states, h, layout);
    },

    scanGradient({ steps, batch, units: n }, { id }, { w, h, direct, threshold }, gradient) {
      const layout = tiles(batch, n);
      const { paddedBatch, width } = layout;
      const moment = paddedBatch * width;
      const [matrix, thresholds, panels, delta, states, sums] = workspace.place(
        n * n,
        width,
        width * n,
        moment,
        (steps + 1) * moment,
        (steps + 1) * moment,
      );
      workspace.floats(matrix, n * n).set(w);
      workspace.write(thresholds, threshold, rowsOf(threshold.length, width));
      workspace.write(states, h, layout);
      workspace.floats(sums, moment).fill(0);
      workspace.write(sums + moment * FLOAT, direct, layout);
      module.scanGradient(
        NUMBERS[id],
        steps,
        paddedBatch,
        n,
        width,
        matrix,
        thresholds,
        states,
        sums,
        panels,
        delta,
      );
      workspace.read(sums, gradient, layout);
    },

    scanDelta({ steps, batch, units: n }, { id }, { h, gradient, threshold }, delta) {
      const rows = steps * batch;
      const layout = rowsOf(n);
      const { width } = layout;
      const [thresholds, states, sums] = workspace.place(width, rows * width, rows * width);
      workspace.write(thresholds, threshold, rowsOf(threshold.length, width));
      workspace.write(states, h.subarray(batch * n), layout);
      workspace.write(sums, gradient.subarray(batch * n), layout);
      module.scanDelta(NUMBERS[id], rows, n, width, thresholds, states, sums);
      workspace.read(sums, delta, layout);
    },

    scanWeightGradient({ steps, batch, units: n }, { h, delta }, dW) {
      const rows = steps * batch;
      const layout = rowsOf(n);
      const { width } = layout;
      const [deltas, states, sum] = workspace.place(rows * width, rows * width, width * width);
      workspace.write(deltas, delta, layout);
      workspace.write(states, h.subarray(0, rows * n), layout);
      module.weightGradient(rows, width, deltas, states, sum);
      workspace.read(sum, dW, layout);
    },
  };
}
