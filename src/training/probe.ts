import { dispose, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import {
  type CellSize,
  formOfW,
  isSquare,
  places,
  stateWidth,
  width,
  withDiagonal,
} from "../kernels/cell-size";
import { stepMeasures } from "../kernels/matrices";
import type { ScanActivation, Trace } from "../kernels/rnn-pass";
import { drift, frobenius, type Matrix } from "../math/arrays";
import { columns } from "../math/columns";
import { diagonalDrift } from "../math/diagonal";
import { norm2 } from "../math/norm2";
import { timeStepNorms } from "../math/time-step-norms";
import type { Batch } from "../tasks/task";
import { type Cell, pass } from "./cell";
import { copied } from "./copied";
import { freeBatch, lastStepAlone, uploadBatch } from "./device-batch";
import { wholeMatrix } from "./export-weights";
import type { NetworkState } from "./network-state";
import { readsAtOnce } from "./reads-at-once";
import { measureStates, type StateMeasures } from "./states";
import type { Measured } from "./stop";

/** The hidden states of the first sequence of the batch. */
export interface Trajectory {
  readonly activation: ScanActivation;
  /** state_0 … state_T, [T+1, s] row-major: h, followed by c if the cell has it; a complex h as [Re h; Im h]. */
  readonly states: Float32Array;
  readonly threshold: Float32Array;
  /** x_1 … x_T: classes [T], or real vectors [T, d]. */
  readonly inputs: Int32Array | Float32Array;
}

/** B of W = exp(B)·W₀, and G = ∂L/∂W on the batch; complex matrices are in real form. */
export interface Exponent {
  readonly b: Float32Array;
  readonly gradient: Float32Array;
}

/** The vectors and matrices measured in a lane at one moment. */
export interface Probe extends StateMeasures {
  /** ‖∂L_T/∂state_t‖, t = 0 … T: of h, or of h and c together. */
  readonly gradLast: Float32Array;
  /** The same of h alone, and of c alone, t = 0 … T − 1: at T only h reaches the loss. Null if the state is h. */
  readonly gradLastOf: { readonly h: Float32Array; readonly c: Float32Array } | null;
  /** ‖∂L/∂state_t‖, t = 0 … T. */
  readonly gradWhole: Float32Array;
  readonly w: Float32Array;
  readonly size: CellSize;
  /** All parameters but W, flat, see {@link places}. */
  readonly parameters: Float32Array;
  /** ‖WW* − I‖_F, in float64; NaN for a gated cell. */
  readonly drift: number;
  readonly trajectory: Trajectory;
  /** Null if the rule has no B. */
  readonly exponent: Exponent | null;
  /** The drift ‖WW* − I‖_F that float32 rounding alone explains: ε·n·max(1, ‖B‖₂). */
  readonly floor: number;
}

/** The tensors of a network after some updates. */
export interface NetworkTensors {
  readonly cell: Cell;
  readonly w: Tensor2D;
  /** B of W = exp(B)·W₀, if the rule has one. */
  readonly exponent: Tensor2D | undefined;
  readonly parameters: Tensor1D;
}

const ROUNDOFF = 1.2e-7;

/** What the measurements of a step depend on; see {@link stepMeasures}. */
export const kindOfW = (size: CellSize) => ({
  complex: size.complex,
  form: formOfW(size),
});

/**
 * Measures the vectors that the charts show, on a batch. The network is not changed.
 * @param whole the traced pass on that batch, which is freed
 */
export async function probe(network: NetworkTensors, batch: Batch, whole: Trace): Promise<Probe> {
  const { cell, w, exponent, parameters } = network;
  const last = tracePass(network, lastStepAlone(batch));
  // What is returned is copied; the large arrays are only read.
  const [[h, gradWhole, gradLast], [values, matrix, b, gradient]] = await Promise.all([
    Promise.all([whole.h, whole.gradient, last.gradient].map((tensor) => tensor.data<"float32">())),
    Promise.all([parameters, w, exponent, exponent && whole.dW].map(copied)),
  ]);
  dispose([...Object.values(whole), ...Object.values(last)]);
  const n = width(cell.size);
  const all = stateWidth(cell.size);
  const perTimeStep = batch.size * all;
  const { start, end } = places(cell.size).threshold;
  const threshold = values.slice(start, end);
  const states = new Float32Array((batch.steps + 1) * all);
  for (let t = 0; t <= batch.steps; t++)
    states.set(h.subarray(t * perTimeStep, t * perTimeStep + all), t * all);
  return {
    gradLast: timeStepNorms(gradLast, perTimeStep),
    gradLastOf: partNorms(cell.size, gradLast, batch.size),
    gradWhole: timeStepNorms(gradWhole, perTimeStep),
    ...measureStates(cell, h.subarray(perTimeStep), threshold),
    w: wholeMatrix(cell.size, matrix).values,
    size: withDiagonal(cell.size, false),
    parameters: values,
    drift: driftOf(cell.size, matrix),
    trajectory: { activation: cell.activation, states, threshold, inputs: firstOf(batch) },
    exponent: exponent ? { b, gradient } : null,
    floor: ROUNDOFF * n * sizeOfExponent({ n, values: b }),
  };
}

/** ‖WW* − I‖_F in float64 of W as a pass takes it; NaN for a gated cell. */
function driftOf(size: CellSize, values: Float32Array): number {
  if (!isSquare(size)) return Number.NaN;
  if (size.diagonal) return diagonalDrift({ n: size.units, values });
  const ofForm = drift({ n: width(size), values });
  // The real form of a complex matrix has every entry twice.
  return size.complex ? ofForm / Math.SQRT2 : ofForm;
}

/** ‖∂L_T/∂h_t‖, t = 0 … T, on a batch: {@link Probe.gradLast} alone, in less memory where the backend has it. */
export async function lastStepNorms(
  { cell, w, parameters }: NetworkTensors,
  batch: Batch,
): Promise<Float32Array> {
  const device = uploadBatch(lastStepAlone(batch));
  try {
    if (readsAtOnce()) {
      const { norms, ...others } = pass(cell, w, parameters, device, "norms");
      const values = await copied(norms);
      dispose([norms, ...Object.values(others)]);
      return values;
    }
    const trace = pass(cell, w, parameters, device, "trace");
    const gradient = await trace.gradient.data<"float32">();
    dispose(Object.values(trace));
    return timeStepNorms(gradient, batch.size * stateWidth(cell.size));
  } finally {
    freeBatch(device);
  }
}

/** The norms of the gradient of both parts of a state, [T+1, batch, s]; null if it has one. */
function partNorms(size: CellSize, gradient: Float32Array, batch: number): Probe["gradLastOf"] {
  const [all, n] = [stateWidth(size), width(size)];
  if (all === n) return null;
  const [h, c] = [0, n].map((from) => timeStepNorms(columns(gradient, all, from, n), batch * n));
  return { h, c: c.slice(0, -1) };
}

/** The inputs of the first sequence of a batch. */
function firstOf({ steps, size, inputs }: Batch): Int32Array | Float32Array {
  const d = inputs.length / (steps * size);
  return inputs.filter((_: number, i: number) => i % (size * d) < d);
}

/** max(1, ‖B‖₂), with B = 0 if there is none; ‖B‖_F ≤ 1 decides it at less cost. */
const sizeOfExponent = (b: Matrix): number => (frobenius(b) <= 1 ? 1 : Math.max(1, norm2(b)));

/** A full measurement of a state: the scalars of its step, and the vectors. */
export type Observed = Measured & Probe & { readonly step: number };

/** Measures a state on the batch of the next step. */
export async function observeState({ step, network }: NetworkState, batch: Batch): Promise<Observed> {
  const whole = tracePass(network, batch);
  const { cell, w, parameters } = network;
  const measures = stepMeasures(whole.metrics, whole.dW, w, parameters, kindOfW(cell.size));
  const [loss, accuracy, gradNorm] = await measures.data();
  measures.dispose();
  return { step, loss, accuracy, gradNorm, ...(await probe(network, batch, whole)) };
}

/** Makes a traced pass of a network over a batch, with states and gradients at every time step; see {@link pass}. */
export function tracePass({ cell, w, parameters }: NetworkTensors, batch: Batch): Trace {
  const device = uploadBatch(batch);
  const result = pass(cell, w, parameters, device, "trace");
  freeBatch(device);
  return result;
}
