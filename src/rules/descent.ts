import type { Device } from "../math/algebra";
import { arrays, type Matrix } from "../math/arrays";
import { OPTIMISERS } from "../optimisers";
import type { RecurrentMatrix, Rule, RuleOptions, SavedMatrix, StepSettings } from "./rule";

/** The matrices that a rule consists of between steps: W, and those that the rule names. All have W's size. */
export type State<M, Name extends string> = Readonly<Record<Name | "w", M>>;

/** Where a step is made. */
export interface At extends StepSettings {
  /** Steps made before this one. */
  readonly step: number;
}

/** One rule's step over the matrices of one device. */
export interface Motion<M, Name extends string> {
  /** The direction D in the rule's own parameters: a new matrix, or the gradient itself. */
  direction(device: Device<M>, state: State<M, Name>, gradient: M, at: At): M | Promise<M>;
  /** The parameters, where the step subtracts the preconditioned α·D from one matrix before anything else. */
  readonly moves?: Name | "w";
  /**
   * The next state: new matrices, or those of the old one.
   * @param change the preconditioned α·D; or {@link moves} without it, which the next state may hold and nothing else
   * @throws RangeError when the step is not finite, having freed what it allocated but the change
   */
  move(device: Device<M>, state: State<M, Name>, change: M, at: At): State<M, Name> | Promise<State<M, Name>>;
}

type Descriptors = Omit<Rule, "begin" | "resume" | "drawsStart"> & Partial<Pick<Rule, "drawsStart">>;
type Start<Name extends string> = (w0: Matrix, options: RuleOptions) => State<Matrix, Name>;

/** A rule that descends on the device where the network runs. */
export function descent<Name extends string>(
  descriptors: Descriptors,
  start: Start<Name>,
  motion: {
    direction<M>(device: Device<M>, state: State<M, Name>, gradient: M, at: At): M | Promise<M>;
    readonly moves?: Name | "w";
    move<M>(
      device: Device<M>,
      state: State<M, Name>,
      change: M,
      at: At,
    ): State<M, Name> | Promise<State<M, Name>>;
  },
): Rule {
  return {
    drawsStart: false,
    ...descriptors,
    begin<M>(device: Device<M>, w0: Matrix, options: RuleOptions) {
      refuseOtherNumbers(descriptors, options);
      return new Descent<M, Name>(device, startingAt(start(w0, options)), motion, options);
    },
    resume<M>(device: Device<M>, saved: SavedMatrix, options: RuleOptions) {
      return new Descent<M, Name>(device, saved, motion, options);
    },
  };
}

/**
 * A rule that descends in float64 on this side, for steps made of operations that devices lack: the gradient is
 * read back, and W is uploaded after each step.
 */
export function descentOnHost<Name extends string>(
  descriptors: Descriptors,
  start: Start<Name>,
  motion: Motion<Matrix, Name>,
): Rule {
  return {
    drawsStart: false,
    ...descriptors,
    begin<M>(device: Device<M>, w0: Matrix, options: RuleOptions) {
      refuseOtherNumbers(descriptors, options);
      const first = startingAt(start(w0, options));
      return new Mirrored(device, new Descent(arrays("float64"), first, motion, options));
    },
    resume: (device, saved, options) =>
      new Mirrored(device, new Descent(arrays("float64"), saved, motion, options)),
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

/** Direction, preconditioning and move in turn, over one device; it owns the state and the optimiser's memory. */
class Descent<M, Name extends string> implements RecurrentMatrix<M> {
  readonly #device: Device<M>;
  readonly #motion: Motion<M, Name>;
  readonly #optimiser: RuleOptions["optimiser"];
  #state: Readonly<Record<string, M>> & State<M, Name>;
  #memory: readonly M[];
  #step: number;

  constructor(
    device: Device<M>,
    { state, memory, step }: SavedMatrix,
    motion: Motion<M, Name>,
    { optimiser }: RuleOptions,
  ) {
    this.#device = device;
    this.#motion = motion;
    this.#optimiser = optimiser;
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
    const at = { ...settings, step: this.#step };
    const direction = await this.#motion.direction(device, this.#state, gradient, at);
    const now = { rate: at.rate, count: at.step + 1 };
    const { moves } = this.#motion;
    const from = moves && this.#state[moves];
    const { result: change, memory } = device.optimise(this.#optimiser, direction, this.#memory, now, from);
    if (direction !== gradient) device.free(direction);
    let next: State<M, Name>;
    try {
      next = await this.#motion.move(device, this.#state, change, at);
    } catch (error) {
      device.free(change, ...memory);
      throw error;
    }
    const kept = new Set<M>(Object.values<M>(next));
    if (!kept.has(change)) device.free(change);
    device.free(...distinct(this.#state).filter((old) => !kept.has(old)), ...this.#memory);
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

/** W that is trained in plain arrays, copied to a device after every step. */
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
