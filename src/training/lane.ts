import {
  concat,
  reshape,
  slice,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import type { LaneConfig, RuleId, RunConfig } from "../config/schema";
import { INITIALISATIONS_BY_ID } from "../initialisations";
import type { ScanActivation } from "../kernels/rnn-scan";
import { elementwise, tensors } from "../kernels/tensors";
import type { Matrix } from "../math/arrays";
import { realForm } from "../math/complex";
import { norm2 } from "../math/norm2";
import { formatNumber } from "../math/number-format";
import { projectToOrthogonal } from "../math/polar";
import { random } from "../math/random";
import { type RecurrentMatrix, RULES_BY_ID, type RuleOptions } from "../rules";
import type { Task } from "../tasks/task";
import { backpropagate, type Cell, frobeniusNorms, lastStepGradient, score, slopeExtremes } from "./cell";
import { clipFactor } from "./clip";
import { canDie, deadUnits } from "./dead-units";
import type { DeviceBatch } from "./device-batch";
import { exportWeights, squareArray } from "./export-weights";
import { packMeasures, readMeasures } from "./measures";
import { OPTIMISERS_BY_ID } from "./optimisers";
import { initialParameters, unpack, width } from "./parameters";
import type { ArrayOf } from "./portable";
import { cut, read } from "./read-back";
import { type Measured, nonFinite, type Stop, unsteppable } from "./stop";

export type LaneKey = "a" | "b";

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
export interface Probe {
  /** ‖∂L_T/∂h_t‖, t = 0 … T. */
  readonly gradLast: Float32Array;
  /** ‖∂L/∂h_t‖, t = 0 … T. */
  readonly gradWhole: Float32Array;
  /** The smallest and the largest σ′ that occurred on the batch. */
  readonly slope: { readonly min: number; readonly max: number };
  /** Units that are 0 at every step of every sequence of the batch; null where σ leaves none at 0. */
  readonly deadUnits: number | null;
  readonly w: Float32Array;
  readonly trajectory: Trajectory;
  /** Null where the rule has no B. */
  readonly exponent: Exponent | null;
  /** What float32 rounding alone explains of ‖WW* − I‖_F: ε·n·max(1, ‖B‖₂). */
  readonly floor: number;
}

const ROUNDOFF = 1.2e-7;
const numbers = elementwise<Tensor1D>();

/** One network in training. It owns its tensors; {@link Lane.free} ends it. */
export class Lane {
  readonly #cell: Cell;
  #config: LaneConfig;
  readonly #seed: number;
  readonly #key: LaneKey;
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
    [this.#seed, this.#key] = [run.seed, key];
    const complex = config.numbers === "complex";
    this.#cell = {
      activation: complex && config.activation === "modrelu" ? "modrelu-complex" : config.activation,
      size: { inputs: task.inputs, units: run.units, outputs: task.outputs, complex },
    };
    const stream = random(run.seed, `W of ${key}`);
    const w0 = complex
      ? realForm(initialisation.complexRecurrent(run.units, config.gain, stream))
      : initialisation.recurrent(run.units, config.gain, stream);
    const rule = RULES_BY_ID[config.rule];
    // A rule that keeps W unitary is given a unitary start, whatever the initialisation drew.
    const start = rule.keeps === "unitary" ? projectToOrthogonal(w0).nearest : w0;
    this.#recurrent = this.#begin(config.rule, start);
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

  /** Whether h and W are complex: W is then carried in its real form, 2n×2n. */
  get complex(): boolean {
    return this.#cell.size.complex;
  }

  get #width(): number {
    return width(this.#cell.size);
  }

  /** Loss, accuracy, ‖∂L/∂W‖ and drift before an update, on its batch; then the update, unless something is not finite. */
  async train(batch: DeviceBatch, rate: number): Promise<Measured> {
    const w = this.#recurrent.w;
    const pass = tidy(() => {
      const { loss, accuracy, dW, dParameters } = backpropagate(this.#cell, w, this.#parameters, batch);
      return { measures: packMeasures(loss, accuracy, dW, w, this.complex), dW, dParameters };
    });
    const measured = await readMeasures(pass.measures);
    this.stopped = nonFinite(this.step, measured, this.#before, batch.steps);
    if (!this.stopped) {
      try {
        await this.#move(pass.dW, measured.gradNorm, rate);
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

  /** W against its gradient, clipped where the lane asks for that. */
  async #move(gradient: Tensor2D, norm: number, rate: number): Promise<void> {
    const { clip, rebase, beta } = this.#config;
    const factor = clipFactor(norm, clip);
    const clipped = factor === 1 ? gradient : tensors.scale(gradient, factor);
    try {
      await this.#recurrent.step(clipped, { rate, rebase, beta });
    } finally {
      if (clipped !== gradient) tensors.free(clipped);
    }
  }

  #begin(rule: RuleId, w0: Matrix): RecurrentMatrix<Tensor2D> {
    const options: RuleOptions = {
      optimiser: OPTIMISERS_BY_ID[this.#config.precondition],
      numbers: this.#config.numbers,
      random: random(this.#seed, `rule of ${this.#key}`),
    };
    return RULES_BY_ID[rule].begin(tensors, w0, options);
  }

  #updateParameters(gradient: Tensor1D): void {
    const optimiser = OPTIMISERS_BY_ID[this.#config.optimiser];
    const next = numbers.tidy(() => {
      const count = this.step + 1;
      const { move, memory } = optimiser.step(numbers, gradient, this.#memory, this.#config.rate, count);
      return { parameters: numbers.sub(this.#parameters, move), memory };
    });
    for (const old of [this.#parameters, ...this.#memory]) old.dispose();
    this.#parameters = next.parameters;
    this.#memory = next.memory;
  }

  /** What the present weights do on a batch, without an update. */
  async measure(batch: DeviceBatch): Promise<Measured> {
    const measures = tidy(() => {
      const { loss, accuracy, dW } = backpropagate(this.#cell, this.#recurrent.w, this.#parameters, batch);
      return packMeasures(loss, accuracy, dW, this.#recurrent.w, this.complex);
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
    const { activation, size } = this.#cell;
    const measured = tidy(() => {
      const pass = backpropagate(this.#cell, w, this.#parameters, batch);
      const last = lastStepGradient(this.#cell, w, this.#parameters, batch, pass);
      // One tensor, so that one read-back brings all.
      return concat([
        slopeExtremes(this.#cell, this.#parameters, pass.h),
        reshape(deadUnits(this.#cell, pass.h), [1]),
        frobeniusNorms(last),
        frobeniusNorms(pass.dH),
        reshape(slice(pass.h, [0, 0, 0], [-1, 1, -1]), [-1]),
        reshape(unpack<Tensor>(this.#parameters, size).threshold, [-1]),
        ...(exponent ? [reshape(pass.dW, [-1])] : []),
      ]);
    });
    const values = await read(measured);
    const steps = batch.steps + 1;
    const lengths = [3, steps, steps, steps * this.#width, size.units];
    const [[least, most, dead], gradLast, gradWhole, states, threshold] = cut(values, lengths);
    const b = exponent && Float32Array.from(await exponent.data());
    return {
      gradLast,
      gradWhole,
      slope: { min: least, max: most },
      deadUnits: canDie(activation) ? dead : null,
      w: Float32Array.from(await w.data()),
      trajectory: { activation, states, threshold },
      exponent: b ? { b, gradient: values.slice(values.length - b.length) } : null,
      floor: ROUNDOFF * this.#width * Math.max(1, b ? norm2({ n: this.#width, values: b }) : 1),
    };
  }

  /** G = ∂L/∂W on a batch, for export; of complex W it is ∂L/∂Re + i ∂L/∂Im. */
  async gradient(batch: DeviceBatch): Promise<ArrayOf> {
    const dW = tidy(() => backpropagate(this.#cell, this.#recurrent.w, this.#parameters, batch).dW);
    return squareArray({ n: this.#width, values: await read(dW) }, this.complex);
  }

  /** All weights, see {@link exportWeights}. */
  weights(): Promise<Record<string, ArrayOf>> {
    return exportWeights(this.#cell, this.#recurrent.w, this.#parameters);
  }

  /**
   * Settings that act on the next step. A change to a rule that keeps W unitary takes the nearest orthogonal
   * matrix as its new base.
   * @returns a remark for the person, where there is one
   */
  async adjust(config: LaneConfig): Promise<string | undefined> {
    const [from, to] = [RULES_BY_ID[this.#config.rule], RULES_BY_ID[config.rule]];
    const { rate, clip, beta, rebase } = config;
    this.#config = { ...this.#config, rate, clip, beta, rebase };
    if (!to.numbers.includes(this.#config.numbers)) {
      return `“${to.label}” trains ${to.numbers.join(" or ")} matrices only: it takes over after Reset.`;
    }
    this.#config = { ...this.#config, rule: config.rule };
    if (from === to || this.stopped) return undefined;
    const w: Matrix = { n: this.#width, values: Float64Array.from(await this.#recurrent.w.data()) };
    const old = this.#recurrent;
    try {
      if (to.keeps !== "unitary") {
        this.#recurrent = this.#begin(config.rule, w);
        return undefined;
      }
      const { nearest, distance, smallestSingularValue } = projectToOrthogonal(w);
      this.#recurrent = this.#begin(config.rule, nearest);
      if (to.drawsStart) return `“${to.label}” cannot start from a given W: W was drawn anew.`;
      const unique = smallestSingularValue > 1e-6 ? "" : " (W was singular: others are as near)";
      return `W was projected to the nearest orthogonal matrix${unique}: it moved by ‖ΔW‖ = ${formatNumber(distance)}.`;
    } finally {
      old.free();
    }
  }

  free(): void {
    this.#recurrent.free();
    for (const tensor of [this.#parameters, ...this.#memory]) tensor.dispose();
  }
}
