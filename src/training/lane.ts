import { dispose, slice, type Tensor1D, type Tensor2D, tensor1d, tidy, zeros } from "@tensorflow/tfjs-core";
import { misfitSentence, takesOver } from "../config/fit-lanes";
import type { LaneConfig, RuleId, RunConfig } from "../config/schema";
import { scanned } from "../kernels/activations";
import { type CellSize, isSquare, width, withDiagonal } from "../kernels/cell-size";
import { stepMeasures } from "../kernels/matrices";
import { optimise } from "../kernels/optimise";
import type { Gradients } from "../kernels/rnn-pass";
import { tensors } from "../kernels/tensors";
import type { LaneKey } from "../lanes";
import type { Matrix } from "../math/arrays";
import { OPTIMISERS } from "../optimisers";
import { type RecurrentMatrix, RULES, type RuleOptions, type SavedMatrix } from "../rules";
import type { Batch, Task } from "../tasks/task";
import { type Cell, pass } from "./cell";
import { clipped } from "./clip";
import { copied } from "./copied";
import type { DeviceBatch } from "./device-batch";
import { exportWeights, matrixArray, wholeMatrix } from "./export-weights";
import { laneStart, ringOf, ruleStream, startFrom } from "./lane-start";
import { keepState, type NetworkState } from "./network-state";
import type { ArrayOf } from "./portable";
import {
  kindOfW,
  lastStepNorms,
  type NetworkTensors,
  type Observed,
  type Probe,
  probe,
  tracePass,
} from "./probe";
import { RecentStates } from "./recent-states";
import { type StepMeasured, StepMeasurements } from "./step-measurements";
import { type Measured, type Stop, unsteppable } from "./stop";

/** Everything that a lane's next step depends on. */
export interface SavedLane {
  readonly config: LaneConfig;
  readonly step: number;
  readonly recurrent: SavedMatrix;
  readonly parameters: Float32Array;
  /** The optimiser's memory for the parameters other than W; the optimiser began at step `optimisedFrom`. */
  readonly memory: readonly Float32Array[];
  readonly optimisedFrom: number;
}

/** The gradients on the batch of the next step, measured in advance; the step then uses them. */
interface Ahead extends Omit<Gradients, "metrics"> {
  /** See {@link stepMeasures}. */
  readonly measures: Tensor1D;
}

/** One network in training. It owns its tensors; {@link Lane.free} releases them. */
export class Lane {
  #cell: Cell;
  #config: LaneConfig;
  readonly #seed: number;
  readonly #key: LaneKey;
  #recurrent: RecurrentMatrix<Tensor2D>;
  #parameters: Tensor1D;
  #memory: Tensor1D[];
  #optimisedFrom = 0;
  /** The number of updates made. */
  step = 0;
  stopped: Stop | null = null;
  readonly #measurements = new StepMeasurements();
  #ahead: Ahead | null = null;
  /** The states before the newest steps. */
  readonly #recent = new RecentStates();

  constructor(run: RunConfig, key: LaneKey, task: Task) {
    const config = run[key];
    [this.#config, this.#seed, this.#key] = [config, run.seed, key];
    const { cell, w0, parameters } = laneStart(run, key, task);
    this.#cell = cell;
    this.#recurrent = this.#begin(config.rule, w0);
    this.#parameters = tensor1d(parameters);
    this.#memory = Array.from({ length: OPTIMISERS[config.optimiser].slots }, () =>
      zeros([parameters.length]),
    );
  }

  /** Whether h and W are complex; W is then stored in its real form, 2n×2n. */
  get complex(): boolean {
    return this.#cell.size.complex;
  }

  get size(): CellSize {
    return this.#cell.size;
  }

  get #width(): number {
    return width(this.#cell.size);
  }

  /**
   * Measures loss, accuracy, ‖∂L/∂W‖_F and drift on a batch, unless {@link observe} has, and then updates the weights,
   * unless something is not finite. If reading means waiting for a device, the measurements stay there until
   * {@link measurements} reads them, and a number that is not finite is noticed only then.
   * @param learningRate α
   */
  async train(batch: DeviceBatch, learningRate: number): Promise<void> {
    const { dW, dParameters, measures } = this.#ahead ?? this.#measureAhead(this.#pass(batch));
    this.#ahead = null;
    const { clip } = this.#config;
    const gradient = clip > 0 ? tidy(() => clipped(dW, slice(measures, 2, 1), clip)) : dW;
    try {
      if (this.#measurements.isDue) await this.settle(batch.steps);
      if (!this.stopped) await this.#update(gradient, dParameters, learningRate, batch.steps);
    } finally {
      dispose([dW, dParameters, measures, gradient]);
    }
  }

  #pass(batch: DeviceBatch): Gradients {
    return pass(this.#cell, this.#recurrent.w, this.#parameters, batch, "gradients");
  }

  /** Records the measurements of a pass on the batch of the next step, together with the present state. */
  #measureAhead({ metrics, dW, dParameters }: Gradients): Ahead {
    const { w } = this.#recurrent;
    const measures = stepMeasures(metrics, dW, w, this.#parameters, kindOfW(this.size));
    metrics.dispose();
    this.#measurements.push(this.step, measures, isSquare(this.size));
    this.#recent.push(this.step, this.#network);
    return { dW, dParameters, measures };
  }

  get #network(): NetworkTensors {
    const { w, exponent } = this.#recurrent;
    return { cell: this.#cell, w, exponent, parameters: this.#parameters };
  }

  async #update(
    gradient: Tensor2D,
    dParameters: Tensor1D,
    learningRate: number,
    steps: number,
  ): Promise<void> {
    const { rebase, beta, optimiser, rate: optimiserRate } = this.#config;
    try {
      await this.#recurrent.step(gradient, { learningRate, rebase, beta });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      await this.settle(steps);
      const now = this.#measurements.newest;
      if (!this.stopped && now) this.stopped = unsteppable(this.step, now, error);
      return;
    }
    const at = { optimiser, rate: optimiserRate, count: this.step + 1 - this.#optimisedFrom };
    const next = optimise(dParameters, this.#memory, at, this.#parameters);
    dispose([this.#parameters, ...this.#memory]);
    this.#parameters = next.result;
    this.#memory = next.memory;
    this.step++;
  }

  /**
   * Waits for the device, then takes the measurements of the steps since the last call, each made before its update.
   * @param steps T
   */
  async measurements(steps: number): Promise<StepMeasured[]> {
    await this.settle(steps);
    return this.#measurements.take();
  }

  /**
   * Waits until the measurements of all steps so far have been read from the device.
   * @param steps T
   */
  async settle(steps: number): Promise<void> {
    const stop = await this.#measurements.read(steps);
    if (!stop) return;
    this.stopped = stop;
    // Later steps were computed from NaN: drop them.
    this.step = stop.step;
  }

  #begin(rule: RuleId, w0: Matrix): RecurrentMatrix<Tensor2D> {
    return RULES[rule].begin(tensors, w0, this.#options());
  }

  #options(): RuleOptions {
    return {
      optimiser: this.#config.precondition,
      numbers: this.#config.numbers,
      random: ruleStream(this.#seed, this.#key),
      ring: ringOf(this.#config),
    };
  }

  /** Measures loss, accuracy, gradient and drift of the present weights on a batch, without an update. */
  async measure(batch: DeviceBatch): Promise<Measured & { readonly gradW: ArrayOf }> {
    const { metrics, dW, dParameters } = this.#pass(batch);
    const measures = stepMeasures(metrics, dW, this.#recurrent.w, this.#parameters, kindOfW(this.size));
    const [[loss, accuracy, gradNorm, ofW], gradient] = await Promise.all([measures.data(), copied(dW)]);
    const gradW = matrixArray(wholeMatrix(this.size, gradient), this.complex);
    dispose([metrics, dW, dParameters, measures]);
    const drift = isSquare(this.size) ? ofW : Number.NaN;
    return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN, gradNorm, drift, gradW };
  }

  /** Measures only loss and accuracy on a batch. */
  async evaluate(batch: DeviceBatch): Promise<{ loss: number; accuracy: number }> {
    const { metrics } = pass(this.#cell, this.#recurrent.w, this.#parameters, batch, "metrics");
    const [loss, accuracy] = await metrics.data();
    metrics.dispose();
    return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN };
  }

  /** Whether the present state has been measured by {@link observe}. */
  get isObserved(): boolean {
    return this.#ahead !== null;
  }

  /**
   * Measures the present state in full on the batch of the next step, which then uses the same gradients.
   * @returns null if a number is not finite: the lane has stopped
   */
  async observe(batch: Batch): Promise<Observed | null> {
    if (this.stopped) return null;
    const whole = tracePass(this.#network, batch);
    this.#ahead ??= this.#measureAhead({
      metrics: whole.metrics.clone(),
      dW: whole.dW.clone(),
      dParameters: whole.dParameters.clone(),
    });
    await this.settle(batch.steps);
    const scalars = this.#measurements.newest;
    if (this.stopped || !scalars) {
      dispose(Object.values(whole));
      return null;
    }
    return { ...scalars, ...(await probe(this.#network, batch, whole)) };
  }

  /** Measures the vectors of the newest finite state on a batch. */
  probe(batch: Batch): Promise<Probe> {
    const network = this.lastFinite.at(-1)?.network ?? this.#network;
    return probe(network, batch, tracePass(network, batch));
  }

  /** ‖∂L_T/∂h_t‖, t = 0 … T, of the newest finite state on a batch. */
  lastStepNorms(batch: Batch): Promise<Float32Array> {
    return lastStepNorms(this.lastFinite.at(-1)?.network ?? this.#network, batch);
  }

  /** The present state, unaffected by later steps; the caller frees it. */
  keepState(): NetworkState {
    return keepState(this.step, this.#network);
  }

  /** The last finite states before the lane stopped, oldest first; they stay the lane's. */
  get lastFinite(): readonly NetworkState[] {
    const { stopped } = this;
    if (!stopped) return [];
    // If the rule could not make its step, the numbers before it were finite.
    const last = stopped.quantity === "step" ? stopped.step : stopped.step - 1;
    return this.#recent.upTo(last);
  }

  /** The step of the newest finite state. */
  get lastFiniteStep(): number {
    return this.lastFinite.at(-1)?.step ?? this.step;
  }

  /** Reads all weights of the newest finite state, see {@link exportWeights}. */
  async weights(): Promise<Record<string, ArrayOf>> {
    const { w, parameters } = this.lastFinite.at(-1)?.network ?? this.#network;
    const [values, others] = await Promise.all([w, parameters].map(copied));
    return exportWeights(this.#cell, wholeMatrix(this.size, values), others);
  }

  async save(): Promise<SavedLane> {
    const [parameters, ...memory] = await Promise.all([this.#parameters, ...this.#memory].map(copied));
    return {
      config: this.#config,
      step: this.step,
      recurrent: await this.#recurrent.save(),
      parameters,
      memory,
      optimisedFrom: this.#optimisedFrom,
    };
  }

  /** Restores the saved state of a lane of the same shape, and then makes the same steps as that lane. */
  restore({ config, step, recurrent, parameters, memory, optimisedFrom }: SavedLane): void {
    this.#config = config;
    this.#cell = {
      size: withDiagonal(this.size, RULES[config.rule].diagonal),
      activation: scanned(config.activation, config.numbers === "complex"),
    };
    this.#optimisedFrom = optimisedFrom;
    this.free();
    this.#recurrent = RULES[config.rule].resume(tensors, recurrent, this.#options());
    this.#parameters = tensor1d(parameters.slice());
    this.#memory = memory.map((slot) => tensor1d(slot.slice()));
    [this.step, this.stopped] = [step, null];
  }

  /**
   * Changes settings from the next step on. A new rule that keeps W unitary starts from the nearest orthogonal matrix.
   * @returns a remark for the user, if there is one
   */
  async adjust(config: LaneConfig): Promise<string | undefined> {
    const [from, to] = [RULES[this.#config.rule], RULES[config.rule]];
    const { rate, clip, beta, rebase } = config;
    this.#config = { ...this.#config, rate, clip, beta, rebase };
    const misfit = misfitSentence({ ...this.#config, rule: config.rule });
    if (misfit) return `${misfit}: it takes effect after Reset.`;
    if (!takesOver(this.#config, config.rule))
      return "A linear recurrent unit begins with the run, for whose λ V is scaled: the rule takes effect after Reset.";
    this.#config = { ...this.#config, rule: config.rule };
    if (from === to || this.stopped) return undefined;
    const w: Matrix = { n: this.#width, values: Float64Array.from(await this.#recurrent.w.data()) };
    const old = this.#recurrent;
    this.#dropAhead();
    const { w0, remark } = startFrom(w, to);
    this.#recurrent = this.#begin(config.rule, w0);
    old.free();
    return remark;
  }

  /** Drops what was measured in advance with the present W, which is about to be replaced. */
  #dropAhead(): void {
    if (!this.#ahead) return;
    const { dW, dParameters, measures } = this.#ahead;
    dispose([dW, dParameters, measures]);
    this.#ahead = null;
    this.#recent.forget(this.step);
  }

  free(): void {
    this.#dropAhead();
    this.#recent.free();
    this.#recurrent.free();
    this.#measurements.forget();
    dispose([this.#parameters, ...this.#memory]);
  }
}
