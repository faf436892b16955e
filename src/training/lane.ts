import {
  concat,
  dispose,
  slice,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import type { LaneConfig, RuleId, RunConfig } from "../config/schema";
import { INITIALISATIONS_BY_ID } from "../initialisations";
import { width } from "../kernels/cell-size";
import { stepMeasures } from "../kernels/matrices";
import { optimise } from "../kernels/optimise";
import type { Gradients, ScanActivation } from "../kernels/rnn-pass";
import { tensors } from "../kernels/tensors";
import type { Matrix } from "../math/arrays";
import { realForm } from "../math/complex";
import { formatNumber } from "../math/number-format";
import { projectToOrthogonal } from "../math/polar";
import { random } from "../math/random";
import { type RecurrentMatrix, RULES_BY_ID, type RuleOptions, type SavedMatrix } from "../rules";
import type { Batch, Task } from "../tasks/task";
import { type Cell, pass } from "./cell";
import { clipped } from "./clip";
import { copied } from "./copied";
import type { DeviceBatch } from "./device-batch";
import { exportWeights, squareArray } from "./export-weights";
import { LAST_MOMENTS } from "./full-moments";
import { OPTIMISERS_BY_ID } from "./optimisers";
import { initialParameters } from "./parameters";
import type { ArrayOf } from "./portable";
import { type Network, type Probe, probe, tracePass } from "./probe";
import { readsAtOnce } from "./reads-at-once";
import { type RecentState, RecentStates } from "./recent-states";
import { type Measured, nonFinite, type Stop, unsteppable } from "./stop";
import { UnreadLimit } from "./unread-limit";

export type LaneKey = "a" | "b";

/** Everything that a lane's next step depends on. */
export interface SavedLane {
  readonly config: LaneConfig;
  readonly step: number;
  readonly recurrent: SavedMatrix;
  readonly parameters: Float32Array;
  /** The optimiser's memory of the parameters, from the step on at which it began. */
  readonly memory: readonly Float32Array[];
  readonly optimisedFrom: number;
}

/** One step's scalars; `step` counts the updates made before it. */
export interface StepMeasured extends Measured {
  readonly step: number;
}

/** A pass on the batch of the next step, which that step is then made from. */
interface Ahead extends Omit<Gradients, "scores"> {
  /** See {@link stepMeasures}. */
  readonly measures: Tensor1D;
}

/** A state of a lane, measured in full: the scalars of its step, and the vectors. */
export type Observed = StepMeasured & Probe;

/** One network in training. It owns its tensors; {@link Lane.free} ends it. */
export class Lane {
  #cell: Cell;
  #config: LaneConfig;
  readonly #seed: number;
  readonly #key: LaneKey;
  #recurrent: RecurrentMatrix<Tensor2D>;
  #parameters: Tensor1D;
  #memory: Tensor1D[];
  #optimisedFrom = 0;
  /** Updates made. */
  step = 0;
  stopped: Stop | null = null;
  /** What the newest steps measured, oldest first: {@link LAST_MOMENTS} at most. */
  #recentlyMeasured: StepMeasured[] = [];
  /** Measurements that are still on the device. */
  #unread: { readonly step: number; readonly measures: Tensor1D }[] = [];
  readonly #unreadLimit = new UnreadLimit();
  #measured: StepMeasured[] = [];
  #ahead: Ahead | null = null;
  /** The states that the newest steps were made from. */
  readonly #recent: RecentStates;

  constructor(run: RunConfig, key: LaneKey, task: Task) {
    const config = run[key];
    const initialisation = INITIALISATIONS_BY_ID[config.init];
    this.#config = config;
    [this.#seed, this.#key] = [run.seed, key];
    const complex = config.numbers === "complex";
    this.#cell = {
      activation: scanned(config),
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
    this.#recent = new RecentStates();
  }

  /** Whether h and W are complex: W is then carried in its real form, 2n×2n. */
  get complex(): boolean {
    return this.#cell.size.complex;
  }

  get #width(): number {
    return width(this.#cell.size);
  }

  /**
   * Measures loss, accuracy, ‖∂L/∂W‖ and drift on a batch, unless {@link observe} has, then updates, unless
   * something is not finite. Where reading means waiting for a device, the measurements stay there until
   * {@link measurements} asks for them, and a number that was not finite shows only then.
   */
  async train(batch: DeviceBatch, rate: number): Promise<void> {
    const { dW, dParameters, measures } = this.#ahead ?? this.#measureAhead(this.#pass(batch));
    this.#ahead = null;
    const { clip } = this.#config;
    const gradient = clip > 0 ? tidy(() => clipped(dW, slice(measures, 2, 1), clip)) : dW;
    try {
      if (readsAtOnce() || this.#unreadLimit.reached(this.#unread.length)) await this.#read(batch.steps);
      if (!this.stopped) await this.#update(gradient, dParameters, rate, batch.steps);
    } finally {
      dispose([dW, dParameters, measures, gradient]);
    }
  }

  #pass(batch: DeviceBatch): Gradients {
    return pass(this.#cell, this.#recurrent.w, this.#parameters, batch, "gradients");
  }

  /** Keeps what a pass on the batch of the next step says, and the state that it is of. */
  #measureAhead({ scores, dW, dParameters }: Gradients): Ahead {
    const { w } = this.#recurrent;
    const measures = stepMeasures(scores, dW, w, this.complex);
    scores.dispose();
    this.#unread.push({ step: this.step, measures: measures.clone() });
    this.#recent.push(this.step, this.#network);
    return { dW, dParameters, measures };
  }

  get #network(): Network {
    const { w, exponent } = this.#recurrent;
    return { cell: this.#cell, w, exponent, parameters: this.#parameters };
  }

  async #update(gradient: Tensor2D, dParameters: Tensor1D, rate: number, steps: number): Promise<void> {
    const { rebase, beta, optimiser, rate: rateOfRest } = this.#config;
    try {
      await this.#recurrent.step(gradient, { rate, rebase, beta });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      await this.#read(steps);
      const now = this.#recentlyMeasured.at(-1);
      if (!this.stopped && now) this.stopped = unsteppable(this.step, now, error);
      return;
    }
    const at = { optimiser, rate: rateOfRest, count: this.step + 1 - this.#optimisedFrom };
    const next = optimise(dParameters, this.#memory, at, this.#parameters);
    dispose([this.#parameters, ...this.#memory]);
    this.#parameters = next.result;
    this.#memory = next.memory;
    this.step++;
  }

  /**
   * Takes the measurements of the steps since the last call, each made before its step's update.
   * @param steps T
   */
  async measurements(steps: number): Promise<StepMeasured[]> {
    await this.#read(steps);
    return this.#measured.splice(0);
  }

  /** Waits until the device has told the measurements of all steps so far. */
  settle(steps: number): Promise<void> {
    return this.#read(steps);
  }

  async #read(steps: number): Promise<void> {
    const unread = this.#unread.splice(0);
    if (unread.length === 0) return;
    const all = concat(unread.map(({ measures }) => measures));
    const values = await all.data();
    this.#unreadLimit.read(unread.length);
    dispose([all, ...unread.map(({ measures }) => measures)]);
    for (const [k, { step }] of unread.entries()) {
      const [loss, accuracy, gradNorm, drift] = values.subarray(4 * k, 4 * k + 4);
      const now = { step, loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN, gradNorm, drift };
      this.#measured.push(now);
      this.stopped = nonFinite(step, now, this.#recentlyMeasured.at(-1) ?? null, steps);
      this.#recentlyMeasured.push(now);
      if (this.#recentlyMeasured.length > LAST_MOMENTS) this.#recentlyMeasured.shift();
      if (this.stopped) {
        // Later steps were computed from NaN: drop them.
        this.step = step;
        return;
      }
    }
  }

  #begin(rule: RuleId, w0: Matrix): RecurrentMatrix<Tensor2D> {
    return RULES_BY_ID[rule].begin(tensors, w0, this.#options());
  }

  #options(): RuleOptions {
    return {
      optimiser: OPTIMISERS_BY_ID[this.#config.precondition],
      numbers: this.#config.numbers,
      random: random(this.#seed, `rule of ${this.#key}`),
    };
  }

  /** What the present weights do on a batch, without an update. */
  async measure(batch: DeviceBatch): Promise<Measured & { readonly gradW: ArrayOf }> {
    const { scores, dW, dParameters } = this.#pass(batch);
    const measures = stepMeasures(scores, dW, this.#recurrent.w, this.complex);
    const [[loss, accuracy, gradNorm, drift], gradient] = await Promise.all([measures.data(), dW.data()]);
    const gradW = squareArray({ n: this.#width, values: Float32Array.from(gradient) }, this.complex);
    dispose([scores, dW, dParameters, measures]);
    return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN, gradNorm, drift, gradW };
  }

  /** Loss and accuracy alone, as on sequences never trained on. */
  async evaluate(batch: DeviceBatch): Promise<{ loss: number; accuracy: number }> {
    const { scores } = pass(this.#cell, this.#recurrent.w, this.#parameters, batch, "scores");
    const [loss, accuracy] = await scores.data();
    scores.dispose();
    return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN };
  }

  /** Whether the state as it is was measured by {@link observe}. */
  get isObserved(): boolean {
    return this.#ahead !== null;
  }

  /**
   * Measures the state as it is in full, on the batch of the next step, which that step is then made from.
   * @returns null where that shows a number that is not finite: the lane has stopped
   */
  async observe(batch: Batch): Promise<Observed | null> {
    if (this.stopped) return null;
    const whole = tracePass(this.#network, batch);
    this.#ahead ??= this.#measureAhead({
      scores: whole.scores.clone(),
      dW: whole.dW.clone(),
      dParameters: whole.dParameters.clone(),
    });
    await this.#read(batch.steps);
    const scalars = this.#recentlyMeasured.at(-1);
    if (this.stopped || !scalars) {
      dispose(Object.values(whole));
      return null;
    }
    return { ...scalars, ...(await probe(this.#network, batch, whole)) };
  }

  /** The vectors of the newest state in which everything was finite, on a batch. */
  probe(batch: Batch): Promise<Probe> {
    const network = this.#lastFinite().at(-1)?.network ?? this.#network;
    return probe(network, batch, tracePass(network, batch));
  }

  /**
   * The last states of a lane that stopped in which everything was finite, oldest first, measured in full.
   * @param batchOf the batch of a step
   */
  async lastObserved(batchOf: (step: number) => Batch): Promise<Observed[]> {
    const observed: Observed[] = [];
    for (const { step, network } of this.#lastFinite()) {
      const scalars = this.#recentlyMeasured.find((one) => one.step === step);
      const batch = batchOf(step);
      if (scalars) observed.push({ ...scalars, ...(await probe(network, batch, tracePass(network, batch))) });
    }
    return observed;
  }

  #lastFinite(): readonly RecentState[] {
    const { stopped } = this;
    if (!stopped) return [];
    // A rule that could not make its step was given finite numbers.
    const last = stopped.quantity === "step" ? stopped.step : stopped.step - 1;
    return this.#recent.upTo(last);
  }

  /** Updates that made the newest state in which everything was finite. */
  get lastFiniteStep(): number {
    return this.#lastFinite().at(-1)?.step ?? this.step;
  }

  /** All weights of that state, see {@link exportWeights}. */
  async weights(): Promise<Record<string, ArrayOf>> {
    const { w, parameters } = this.#lastFinite().at(-1)?.network ?? this.#network;
    const [values, others] = await Promise.all([w, parameters].map(copied));
    return exportWeights(this.#cell, { n: this.#width, values }, others);
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

  /** Takes the place of a lane of the same shape that was saved: its next steps are that lane's. */
  restore({ config, step, recurrent, parameters, memory, optimisedFrom }: SavedLane): void {
    this.#config = config;
    this.#cell = { ...this.#cell, activation: scanned(config) };
    this.#optimisedFrom = optimisedFrom;
    this.free();
    this.#recurrent = RULES_BY_ID[config.rule].resume(tensors, recurrent, this.#options());
    this.#parameters = tensor1d(parameters.slice());
    this.#memory = memory.map((slot) => tensor1d(slot.slice()));
    [this.#measured, this.#recentlyMeasured] = [[], []];
    [this.step, this.stopped] = [step, null];
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
    this.#forgetAhead();
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

  /** W is about to be replaced: what was measured of the present one is not what the next step is made from. */
  #forgetAhead(): void {
    if (!this.#ahead) return;
    const { dW, dParameters, measures } = this.#ahead;
    dispose([dW, dParameters, measures]);
    this.#ahead = null;
    this.#recentlyMeasured = this.#recentlyMeasured.filter(({ step }) => step < this.step);
    this.#recent.forget(this.step);
  }

  free(): void {
    this.#forgetAhead();
    this.#recent.free();
    this.#recurrent.free();
    const unread = this.#unread.splice(0);
    dispose([this.#parameters, ...this.#memory, ...unread.map(({ measures }) => measures)]);
  }
}

/** σ as the kernels know it. */
const scanned = ({ numbers, activation }: LaneConfig): ScanActivation =>
  numbers === "complex" && activation === "modrelu" ? "modrelu-complex" : activation;
