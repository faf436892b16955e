import {
  concat,
  max,
  min,
  onesLike,
  reshape,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import type { LaneConfig, RunConfig } from "../config/schema";
import { INITIALISATIONS_BY_ID } from "../initialisations";
import { ACTIVATIONS_BY_ID } from "../kernels/activations";
import { rnnScanDelta } from "../kernels/rnn-scan";
import { tensors } from "../kernels/tensors";
import { norm2 } from "../math/norm2";
import { projectToOrthogonal } from "../math/polar";
import { random } from "../math/random";
import { type RecurrentMatrix, RULES_BY_ID } from "../rules";
import type { Task } from "../tasks/task";
import { backpropagate, type Cell, frobeniusNorms, lastStepGradient, score } from "./cell";
import type { DeviceBatch } from "./device-batch";
import { OPTIMISERS_BY_ID } from "./optimisers";
import { initialParameters, shapes, unpack } from "./parameters";
import type { ArrayOf } from "./portable";
import { type Measured, nonFinite, type Stop, unsteppable } from "./stop";

export type LaneKey = "a" | "b";

/** Newest vectors of a lane. */
export interface Probe {
  /** ‖∂L_T/∂h_t‖, t = 0 … T. */
  readonly gradLast: Float32Array;
  /** ‖∂L/∂h_t‖, t = 0 … T. */
  readonly gradWhole: Float32Array;
  /** The smallest and the largest σ′ that occurred on the batch. */
  readonly slope: { readonly min: number; readonly max: number };
  readonly w: Float32Array;
  /** What float32 rounding alone explains of ‖WW* − I‖_F: ε·n·max(1, ‖B‖₂). */
  readonly floor: number;
}

const ROUNDOFF = 1.2e-7;

/** One network in training. It owns its tensors; {@link Lane.free} ends it. */
export class Lane {
  readonly #cell: Cell;
  #config: LaneConfig;
  #recurrent: RecurrentMatrix<Tensor2D>;
  #parameters: Tensor1D;
  #memory: Tensor1D[];
  /** Updates made. */
  step = 0;
  stopped: Stop | null = null;
  #before: Measured | null = null;

  constructor(run: RunConfig, key: LaneKey, task: Task) {
    const config = run[key];
    const initialisation = INITIALISATIONS_BY_ID[config.init];
    this.#config = config;
    this.#cell = {
      activation: config.activation,
      size: { inputs: task.inputs, units: run.units, outputs: task.outputs },
    };
    const w0 = initialisation.recurrent(run.units, config.gain, random(run.seed, `W of ${key}`));
    const rule = RULES_BY_ID[config.rule];
    // A rule that keeps W unitary is given a unitary start, whatever the initialisation drew.
    const start = rule.keeps === "unitary" ? projectToOrthogonal(w0).nearest : w0;
    this.#recurrent = begin(config.rule, start.values, run.units);
    const values = initialParameters(
      this.#cell.size,
      initialisation,
      random(run.seed, `parameters of ${key}`),
    );
    this.#parameters = tensor1d(values);
    this.#memory = Array.from({ length: OPTIMISERS_BY_ID[config.optimiser].slots }, () =>
      zeros([values.length]),
    );
  }

  get units(): number {
    return this.#cell.size.units;
  }

  /** Loss, accuracy, ‖∂L/∂W‖ and drift before an update, on its batch; then the update, unless something is not finite. */
  async train(batch: DeviceBatch, rate: number): Promise<Measured> {
    const w = this.#recurrent.w;
    const pass = tidy(() => {
      const { loss, accuracy, dW, dParameters } = backpropagate(this.#cell, w, this.#parameters, batch);
      return { measures: packMeasures(loss, accuracy, dW, w), dW, dParameters };
    });
    const measured = await readMeasures(pass.measures);
    this.stopped = nonFinite(this.step, measured, this.#before, batch.steps);
    if (!this.stopped) {
      try {
        await this.#recurrent.step(pass.dW, rate);
        this.#updateParameters(pass.dParameters);
        this.#before = measured;
        this.step++;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.stopped = unsteppable(this.step, measured, error);
      }
    }
    tensors.free(pass.dW);
    pass.dParameters.dispose();
    return measured;
  }

  #updateParameters(gradient: Tensor1D): void {
    const optimiser = OPTIMISERS_BY_ID[this.#config.optimiser];
    const next = tidy(() =>
      optimiser.step(this.#parameters, gradient, this.#memory, this.#config.rate, this.step + 1),
    );
    for (const old of [this.#parameters, ...this.#memory]) old.dispose();
    this.#parameters = next.parameters;
    this.#memory = next.memory;
  }

  /** What the present weights do on a batch, without an update. */
  async measure(batch: DeviceBatch): Promise<Measured> {
    const measures = tidy(() => {
      const { loss, accuracy, dW } = backpropagate(this.#cell, this.#recurrent.w, this.#parameters, batch);
      return packMeasures(loss, accuracy, dW, this.#recurrent.w);
    });
    return readMeasures(measures);
  }

  /** Loss and accuracy alone, as on sequences never trained on. */
  async evaluate(batch: DeviceBatch): Promise<{ loss: number; accuracy: number }> {
    const scores = tidy(() => {
      const { loss, accuracy } = score(this.#cell, this.#recurrent.w, this.#parameters, batch);
      return stack([loss, accuracy]) as Tensor1D;
    });
    const [loss, accuracy] = await read(scores);
    return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN };
  }

  /** The vectors that the charts show, on a batch. */
  async probe(batch: DeviceBatch): Promise<Probe> {
    const { w, exponent } = this.#recurrent;
    const measured = tidy(() => {
      const pass = backpropagate(this.#cell, w, this.#parameters, batch);
      const last = lastStepGradient(this.#cell, w, this.#parameters, batch, pass);
      const { activation } = this.#cell;
      const slopes = rnnScanDelta({ h: pass.h, gradient: onesLike(pass.h) }, activation);
      const extremes = [min(slopes), max(slopes)].map((value) => reshape(value, [1]) as Tensor1D);
      return concat([...extremes, frobeniusNorms(last), frobeniusNorms(pass.dH)]);
    });
    const [least, most, ...norms] = await read(measured);
    const b = exponent ? { n: this.units, values: (await exponent.data()) as Float32Array } : undefined;
    return {
      gradLast: Float32Array.from(norms.slice(0, batch.steps + 1)),
      gradWhole: Float32Array.from(norms.slice(batch.steps + 1)),
      slope: { min: least, max: most },
      w: Float32Array.from(await w.data()),
      floor: ROUNDOFF * this.units * Math.max(1, b ? norm2(b) : 1),
    };
  }

  /** G = ∂L/∂W on a batch and all weights, for export. */
  async gradient(batch: DeviceBatch): Promise<ArrayOf> {
    const dW = tidy(() => backpropagate(this.#cell, this.#recurrent.w, this.#parameters, batch).dW);
    return { shape: [this.units, this.units], data: await read(dW) };
  }

  /** All weights in the column convention of h = σ(Wh + Vx + b), y = Uh + c. */
  async weights(): Promise<Record<string, ArrayOf>> {
    const { inputs, units, outputs } = this.#cell.size;
    const parts = tidy(() => unpack<Tensor>(this.#parameters, this.#cell.size));
    const { Vt, b, Ut, c, threshold } = parts;
    const all = shapes(this.#cell.size);
    const values = async (tensor: Tensor) => Float32Array.from(await tensor.data());
    const transposed = async (tensor: Tensor) => read(transpose(tensor));
    const result: Record<string, ArrayOf> = {
      W: { shape: [units, units], data: await values(this.#recurrent.w) },
      V: { shape: [units, inputs], data: await transposed(Vt) },
      b: { shape: all.b, data: await values(b) },
      U: { shape: [outputs, units], data: await transposed(Ut) },
      c: { shape: all.c, data: await values(c) },
    };
    if (ACTIVATIONS_BY_ID[this.#cell.activation].hasThreshold) {
      result.threshold = { shape: all.threshold, data: await values(threshold) };
    }
    for (const part of Object.values(parts)) part.dispose();
    return result;
  }

  /**
   * Settings that act on the next step. A change to a rule that keeps W unitary takes the nearest orthogonal
   * matrix as its new base.
   * @returns a remark for the person, where there is one
   */
  async adjust(config: LaneConfig): Promise<string | undefined> {
    const [from, to] = [RULES_BY_ID[this.#config.rule], RULES_BY_ID[config.rule]];
    this.#config = { ...this.#config, rule: config.rule, rate: config.rate };
    if (from === to || this.stopped) return undefined;
    const values = Float64Array.from(await this.#recurrent.w.data());
    const old = this.#recurrent;
    try {
      if (to.keeps !== "unitary") {
        this.#recurrent = begin(config.rule, values, this.units);
        return undefined;
      }
      const { nearest, distance, smallestSingularValue } = projectToOrthogonal({ n: this.units, values });
      this.#recurrent = begin(config.rule, nearest.values, this.units);
      const unique = smallestSingularValue > 1e-6 ? "" : " (W was singular: others are as near)";
      return `W was projected to the nearest orthogonal matrix${unique}: it moved by ‖ΔW‖ = ${distance.toPrecision(2)}.`;
    } finally {
      old.free();
    }
  }

  free(): void {
    this.#recurrent.free();
    for (const tensor of [this.#parameters, ...this.#memory]) tensor.dispose();
  }
}

function begin(rule: LaneConfig["rule"], values: ArrayLike<number>, n: number): RecurrentMatrix<Tensor2D> {
  const w0 = tensor2d(Float32Array.from(values), [n, n]);
  const recurrent = RULES_BY_ID[rule].begin(tensors, w0);
  w0.dispose();
  return recurrent;
}

/** Four scalars in one tensor, so that one read-back brings all. */
function packMeasures(loss: Tensor, accuracy: Tensor, dW: Tensor2D, w: Tensor2D): Tensor1D {
  const { mul, adjoint, sub, identity } = tensors;
  const defect = sub(mul(w, adjoint(w)), identity(w));
  const norms = frobeniusNorms(stack([dW, defect]));
  return concat([reshape(loss, [1]), reshape(accuracy, [1]), norms]) as Tensor1D;
}

async function readMeasures(measures: Tensor1D): Promise<Measured> {
  const [loss, accuracy, gradNorm, drift] = await read(measures);
  return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN, gradNorm, drift };
}

/** Reads a tensor and frees it. */
async function read(tensor: Tensor): Promise<Float32Array> {
  const values = Float32Array.from(await tensor.data());
  tensor.dispose();
  return values;
}
