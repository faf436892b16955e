import { kindOf, type ParameterName, places } from "../cell-size";
import type { CellId } from "../cells";
import type { PassMemory, Recurrence } from "./recurrence";
import { FLOAT } from "./workspace";

/** The blocks of a row of gates in the SIMD module, each named by its place in W, V and b. */
interface GateRow {
  /** The blocks to which V x + b is added, of the first blocks of the row. */
  readonly ofV: readonly number[];
  /** The first block to which W h is added; the blocks of W follow in their own order. */
  readonly firstOfW: number;
}

const GATE_ROWS: Readonly<Record<Exclude<CellId, "simple">, GateRow>> = {
  lstm: { ofV: [0, 1, 2, 3], firstOfW: 0 },
  gru: { ofV: [2, 0, 1], firstOfW: 1 },
};

/**
 * The recurrence of an LSTM or a GRU. A row of terms becomes one of gates, which is kept, and on the way back one of δ: four
 * blocks of `stateWidth` numbers, see assembly/lstm.ts and assembly/gru.ts.
 */
export function gatedRecurrence(
  cell: keyof typeof GATE_ROWS,
  { module, workspace, attributes, arrays, sizes, at, atStep, stateAt, since }: PassMemory,
): Recurrence {
  const { size, want } = attributes;
  const { n, d, padded, stateWidth, rowWidth, classesIn } = sizes;
  const { blocks, innerBias } = kindOf(size);
  const { ofV, firstOfW } = GATE_ROWS[cell];
  const place = places(size);
  const flushing = want === "gradients";
  const gatesAt = (t: number) => atStep(at.gates, since(t), rowWidth);
  /** Visits every row of V’s or b’s blocks with its place there and in rows of gates. */
  const eachBlock = (rows: number, visit: (parameter: number, gate: number) => void) => {
    for (let row = 0; row < rows; row++)
      for (const [k, block] of ofV.entries())
        visit((row * ofV.length + block) * n, row * rowWidth + k * stateWidth);
  };

  return {
    upload(back) {
      const part = (name: ParameterName) => arrays.parameters.subarray(place[name].start, place[name].end);
      workspace.floats(at.w, blocks.length * n * n).set(arrays.w);
      const [table, V] = [workspace.floats(at.table, d * rowWidth).fill(0), part("Vt")];
      eachBlock(d, (from, to) => table.set(V.subarray(from, from + n), to));
      const [bias, b] = [workspace.floats(at.bias, rowWidth).fill(0), part("b")];
      eachBlock(1, (from, to) => bias.set(b.subarray(from, from + n), to));
      if (innerBias !== null) bias.set(part("bm"), (firstOfW + innerBias) * stateWidth);
      for (let k = 0; k < blocks.length; k++) {
        const [w, packed] = [at.w + k * n * n * FLOAT, k * stateWidth * n * FLOAT];
        module.pack(w, n, stateWidth, n, n, 1, at.packedW + packed);
        if (back) module.pack(w, n, stateWidth, n, 1, n, at.packedWt + packed);
      }
    },
    termsAt: gatesAt,
    forward(from, to) {
      const [steps, gates, states] = [to - from, gatesAt(from), stateAt(from)];
      if (cell === "gru") module.gruScan(steps, padded, n, stateWidth, at.packedW, gates, states);
      else module.lstmScan(steps, padded, n, stateWidth, at.packedW, gates, states, stateAt(from, 1));
    },
    backward(from, to, [gradient, cellGradient]) {
      const [steps, gates, states] = [to - from, gatesAt(from), stateAt(from)];
      if (cell === "gru")
        module.gruScanGradient(steps, padded, n, stateWidth, at.packedWt, gates, states, gradient, flushing);
      else
        module.lstmScanGradient(
          steps,
          padded,
          n,
          stateWidth,
          at.packedWt,
          gates,
          stateAt(from, 1),
          gradient,
          cellGradient,
          flushing,
        );
      const delta = gates + firstOfW * stateWidth * FLOAT;
      module.outerProductsOfBlocks(steps * padded, blocks.length, stateWidth, delta, rowWidth, states, at.dW);
      return gates;
    },
    collect(dW, dParameters) {
      const part = (name: ParameterName) => dParameters.subarray(place[name].start, place[name].end);
      const sums = workspace.floats(at.dW, blocks.length * stateWidth * stateWidth);
      for (let k = 0, to = 0; k < blocks.length; k++)
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++, to++)
            dW[to] = sums[(k * stateWidth + (j & ~7)) * stateWidth + i * 8 + (j & 7)];
      const length = d * rowWidth;
      const table = classesIn ? workspace.doubles(at.dTable, length) : workspace.floats(at.dTable, length);
      const V = part("Vt");
      eachBlock(d, (to, from) => V.set(table.subarray(from, from + n), to));
      const [bias, b] = [workspace.floats(at.dBias, rowWidth), part("b")];
      eachBlock(1, (to, from) => b.set(bias.subarray(from, from + n), to));
      if (innerBias === null) return;
      const inner = (firstOfW + innerBias) * stateWidth;
      part("bm").set(bias.subarray(inner, inner + n));
    },
  };
}
