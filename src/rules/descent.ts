import type { Numbers } from "../config/schema";
import type { Device } from "../math/algebra";
import { arrays, type Matrix } from "../math/arrays";
import { OPTIMISERS } from "../optimisers";
import type { RecurrentMatrix, Rule, RuleOptions, SavedMatrix, StepSettings } from "./rule";

/** The matrices that a rule consists of between steps: W, and those that the rule names. All have W's size. */
export type State<M, Name extends string> = Readonly<Record<Name | "w", M>>;

/** What a step depends on besides the state and the gradient. */
export interface StepContext extends StepSettings {
  /** Steps made before this one. */
  readonly step: number;
  readonly numbers: Numbers;
}

/** The two halves of a rule's step, over the matrices of one device. */
export interface UpdateStep<M, Name extends string> {
  /** The direction D in the rule's own parameters: a new matrix, or the gradient itself. */
  direction(device: Device<M>, state: State<M, Name>, gradient: M, at: StepContext): M | Promise<M>;
  /** The matrix that the preconditioned α·D is subtracted from before {@link retract}; undefined if there is none. */
  readonly parameter?: Name | "w";
  /**
   * The next state: new matrices, or those of the present one.
   * @param delta the preconditioned α·D; with {@link parameter} set, the parameter minus it. May become part of the
   *     next state; must not be kept elsewhere.
   * @throws RangeError if the step is not finite, after freeing what it allocated; `delta` stays the caller's
   */
  retract(
    device: Device<M>,
    state: State<M, Name>,
    delta: M,
    at: StepContext,
  ): State<M, Name> | Promise<State<M, Name>>;
}

type Descriptors = Omit<Rule, "begin" | "resume" | "drawsStart" | "square" | "diagonal"> &
  Partial<Pick<Rule, "drawsStart" | "square" | "diagonal">>;
type Start<Name extends string> = (w0: Matrix, options: RuleOptions) => State<Matrix, Name>;

/** A rule whose steps are computed on the device where the network runs. */
export function descent<Name extends string>(
  descriptors: Descriptors,
  start: Start<Name>,
  updateStep: {
    direction<M>(device: Device<M>, state: State<M, Name>, gradient: M, at: StepContext): M | Promise<M>;
    readonly parameter?: Name | "w";
    retract<M>(
      device: Device<M>,
      state: State<M, Name>,
      delta: M,
      at: StepContext,
    ): State<M, Name> | Promise<State<M, Name>>;
  },
): Rule {
  return {
    drawsStart: false,
    square: true,
    diagonal: false,
    ...descriptors,
    begin<M>(device: Device<M>, w0: Matrix, options: RuleOptions) {
      refuseOtherNumbers(descriptors, options);
      return new Descent<M, Name>(device, startingAt(start(w0, options)), updateStep, options);
    },
    resume<M>(device: Device<M>, saved: SavedMatrix, options: RuleOptions) {
      return new Descent<M, Name>(device, saved, updateStep, options);
    },
  };
}

/**
 * A rule whose steps are computed in float64 on the host, for operations that devices lack: the gradient is read
 * back, and W is uploaded after each step.
 */
export function descentOnHost<Name extends string>(
  descriptors: Descriptors,
  start: Start<Name>,
  updateStep: UpdateStep<Matrix, Name>,
): Rule {
  return {
    drawsStart: false,
    square: true,
    diagonal: false,
    ...descriptors,
    begin<M>(device: Device<M>, w0: Matrix, options: RuleOptions) {
      refuseOtherNumbers(descriptors, options);
      const first = startingAt(start(w0, options));
      return new Mirrored(device, new Descent(arrays("float64"), first, updateStep, options));
    },
    resume: (device, saved, options) =>
      new Mirrored(device, new Descent(arrays("float64"), saved, updateStep, options)),
  };
}

const startingAt = (state: SavedMatrix["state"]): SavedMatrix => ({ step: 0, state, memory: [] });

function refuseOtherNumbers({ label, numbers }: Descriptors, options: RuleOptions): void {
  if (numbers.includes(options.numbers)) return;
  const [can] = numbers;
  throw new RangeError(
    `The rule “${label}” trains ${can} matrices only, and this lane’s W is ${options.numbers}: set the lane’s numbers to ${can}, or choose another rule.`,
  );
}

/**
 * Makes each step as direction, preconditioning and retraction, on one device. It owns the state and the optimiser's
 * memory.
 */
class Descent<M, Name extends string> implements RecurrentMatrix<M> {
  readonly #device: Device<M>;
  readonly #updateStep: UpdateStep<M, Name>;
  readonly #optimiser: RuleOptions["optimiser"];
  readonly #numbers: Numbers;
  #state: Readonly<Record<string, M>> & State<M, Name>;
  #memory: readonly M[];
  #step: number;

  constructor(
    device: Device<M>,
    { state, memory, step }: SavedMatrix,
    updateStep: UpdateStep<M, Name>,
    { optimiser, numbers }: RuleOptions,
  ) {
    this.#device = device;
    this.#updateStep = updateStep;
    this.#optimiser = optimiser;
    this.#numbers = numbers;
    this.#step = step;
    const uploaded = Object.entries(state).map(([name, value]) => [name, device.fromHost(value)]);
    this.#state = Object.fromEntries(uploaded);
    this.#memory = Array.from({ length: OPTIMISERS[optimiser].slots }, (_, i) =>
      i < memory.length ? device.fromHost(memory[i]) : device.zeros(this.#state.w),
    );
  }

  get w(): M {
    return this.#state.w;
  }

  get exponent(): M | undefined {
    return this.#state.b;
  }

  async step(gradient: M, settings: StepSettings): Promise<void> {
    const device = this.#device;
    const at = { ...settings, step: this.#step, numbers: this.#numbers };
    const direction = await this.#updateStep.direction(device, this.#state, gradient, at);
    const optimiserStep = { rate: at.learningRate, count: at.step + 1 };
    const { parameter } = this.#updateStep;
    const from = parameter && this.#state[parameter];
    const { result: delta, memory } = device.optimise(
      this.#optimiser,
      direction,
      this.#memory,
      optimiserStep,
      from,
    );
    if (direction !== gradient) device.free(direction);
    let next: State<M, Name>;
    try {
      next = await this.#updateStep.retract(device, this.#state, delta, at);
    } catch (error) {
      device.free(delta, ...memory);
      throw error;
    }
    const inUse = new Set<M>(Object.values<M>(next));
    if (!inUse.has(delta)) device.free(delta);
    device.free(...distinct(this.#state).filter((old) => !inUse.has(old)), ...this.#memory);
    this.#state = next;
    this.#memory = memory;
    this.#step++;
  }

  async save(): Promise<SavedMatrix> {
    const state: Record<string, Matrix> = {};
    for (const [name, value] of Object.entries<M>(this.#state))
      state[name] = await this.#device.toHost(value);
    const memory = await Promise.all(this.#memory.map((slot) => this.#device.toHost(slot)));
    return { step: this.#step, state, memory };
  }

  free(): void {
    this.#device.free(...distinct(this.#state), ...this.#memory);
  }
}

const distinct = <M>(state: Readonly<Record<string, M>>): M[] => [...new Set(Object.values(state))];

/** A W that is trained in plain arrays and copied to a device after every step. */
class Mirrored<M> implements RecurrentMatrix<M> {
  readonly #device: Device<M>;
  readonly #inner: RecurrentMatrix<Matrix>;
  #w: M;

  constructor(device: Device<M>, inner: RecurrentMatrix<Matrix>) {
    this.#device = device;
    this.#inner = inner;
    this.#w = device.fromHost(inner.w);
  }

  get w(): M {
    return this.#w;
  }

  get exponent(): undefined {
    return undefined;
  }

  async step(gradient: M, settings: StepSettings): Promise<void> {
    await this.#inner.step(await this.#device.toHost(gradient), settings);
    const next = this.#device.fromHost(this.#inner.w);
    this.#device.free(this.#w);
    this.#w = next;
  }

  save(): Promise<SavedMatrix> {
    return this.#inner.save();
  }

  free(): void {
    this.#device.free(this.#w);
  }
}
