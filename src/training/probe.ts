import { dispose, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { places, width } from "../kernels/cell-size";
import type { ScanActivation } from "../kernels/rnn-pass";
import { norm2 } from "../math/norm2";
import type { RecurrentMatrix } from "../rules";
import type { Batch } from "../tasks/task";
import { type Cell, pass } from "./cell";
import { copied } from "./copied";
import { freeBatch, lastStepAlone, uploadBatch } from "./device-batch";
import { measureStates, momentNorms, type StateMeasures } from "./states";

/** One sequence's way through the network, the first of the batch. */
export interface Trajectory {
  readonly activation: ScanActivation;
  /** h_0 … h_T, [T+1, n] row-major; a complex h as [Re h; Im h]. */
  readonly states: Float32Array;
  readonly threshold: Float32Array;
}

/** B of W = exp(B)·W₀, and G = ∂L/∂W on the batch; complex ones in real form. */
export interface Exponent {
  readonly b: Float32Array;
  readonly gradient: Float32Array;
}

/** Newest vectors of a lane. */
export interface Probe extends StateMeasures {
  /** ‖∂L_T/∂h_t‖, t = 0 … T. */
  readonly gradLast: Float32Array;
  /** ‖∂L/∂h_t‖, t = 0 … T. */
  readonly gradWhole: Float32Array;
  readonly w: Float32Array;
  readonly trajectory: Trajectory;
  /** Null where the rule has no B. */
  readonly exponent: Exponent | null;
  /** What float32 rounding alone explains of ‖WW* − I‖_F: ε·n·max(1, ‖B‖₂). */
  readonly floor: number;
}

/** A network as it is at a moment. */
export interface Network {
  readonly cell: Cell;
  readonly recurrent: RecurrentMatrix<Tensor2D>;
  readonly parameters: Tensor1D;
}

const ROUNDOFF = 1.2e-7;

/** What a network does with a batch, in the vectors that the charts show. The network stays as it is. */
export async function probe({ cell, recurrent, parameters }: Network, batch: Batch): Promise<Probe> {
  const { w, exponent } = recurrent;
  const trace = (of: Batch) => {
    const device = uploadBatch(of);
    const result = pass(cell, w, parameters, device, "trace");
    freeBatch(device);
    return result;
  };
  const whole = trace(batch);
  const last = trace(lastStepAlone(batch));
  const [h, gradWhole, gradLast, values, matrix, b, gradient] = await Promise.all(
    [whole.h, whole.gradient, last.gradient, parameters, w, exponent, exponent && whole.dW].map(copied),
  );
  dispose([...Object.values(whole), ...Object.values(last)]);
  const wide = width(cell.size);
  const moment = batch.size * wide;
  const { start, end } = places(cell.size).threshold;
  const threshold = values.slice(start, end);
  const states = new Float32Array((batch.steps + 1) * wide);
  for (let t = 0; t <= batch.steps; t++) states.set(h.subarray(t * moment, t * moment + wide), t * wide);
  return {
    gradLast: momentNorms(gradLast, moment),
    gradWhole: momentNorms(gradWhole, moment),
    ...measureStates(cell, h.subarray(moment), threshold),
    w: matrix,
    trajectory: { activation: cell.activation, states, threshold },
    exponent: exponent ? { b, gradient } : null,
    floor: ROUNDOFF * wide * Math.max(1, exponent ? norm2({ n: wide, values: b }) : 1),
  };
}
