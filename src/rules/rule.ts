import type { LaneConfig, Numbers } from "../config/schema";
import type { Device } from "../math/algebra";
import type { Matrix } from "../math/arrays";
import type { Random } from "../math/random";
import type { OptimiserId } from "../optimisers";

/** The settings of a lane that a rule may read besides α. */
export type RuleSetting = "beta" | "rebase" | "precondition" | "clip";

/**
 * The class that is the rule in Python, in `export/pytorch/python/rules`. It is made from W₀, or a stream of random
 * numbers where it draws its own, then the optimiser where it reads one, then keywords.
 */
export interface PythonRule {
  /** Its file, without ending. */
  readonly file: string;
  readonly name: string;
  /** Other files that it needs, such as `initialisations/polar`. */
  readonly needs?: readonly string[];
  keywords?(lane: LaneConfig): Readonly<Record<string, string | number>>;
}

/** All entries of a matrix. */
export const entriesOf: Rule["trained"] = (n, complex) => (complex ? 2 * n * n : n * n);

/** The real numbers that a skew-symmetric or skew-Hermitian matrix has. */
export const skewEntriesOf: Rule["trained"] = (n, complex) => (complex ? n * n : (n * (n - 1)) / 2);

/** A way of training the recurrent matrix W: what W is made of, and how that moves, given ∂L/∂W. */
export interface Rule {
  readonly label: string;
  /** What the charts call a network trained by it. */
  readonly network: string;
  /** The step, as MathML. */
  readonly formula: string;
  /** What it promises about W after every step. */
  readonly keeps: "unitary" | "nothing";
  /** The kinds of W that it can train. */
  readonly numbers: readonly Numbers[];
  /** The settings that make a difference to it. */
  readonly reads: readonly RuleSetting[];
  /** True where it cannot start from a given W₀ and draws its own. */
  readonly drawsStart: boolean;
  /**
   * Products of two w×w matrices that a step takes, as the formulas are written: exp is five products (Bader, Blanes,
   * Casas 2019) before squarings, and run on dual numbers three times as many. Reflections and the Fourier factors are
   * counted as one product.
   */
  readonly products: number;
  /** Real numbers that it trains of an n×n matrix. */
  trained(n: number, complex: boolean): number;
  readonly python: PythonRule;
  /**
   * Starts from W₀; where the rule keeps W unitary, W₀ must be. A complex n×n W is given, kept and moved as its
   * real form, 2n×2n.
   * @throws RangeError where the rule cannot train this kind of W
   */
  begin<M>(device: Device<M>, w0: Matrix, options: RuleOptions): RecurrentMatrix<M>;
  /** Goes on from where {@link RecurrentMatrix.save} stood, with the options of the run's start. */
  resume<M>(device: Device<M>, saved: SavedMatrix, options: RuleOptions): RecurrentMatrix<M>;
}

/** Everything that a rule's next step depends on. */
export interface SavedMatrix {
  /** Steps made. */
  readonly step: number;
  /** W, and the other matrices that the rule consists of, by name. */
  readonly state: Readonly<Record<string, Matrix>>;
  readonly memory: readonly Matrix[];
}

/** What holds from the start of a run to its end. */
export interface RuleOptions {
  /** Turns the direction, in the rule's own parameters, into the move. */
  readonly optimiser: OptimiserId;
  readonly numbers: Numbers;
  /** For rules that draw their own start. */
  readonly random: Random;
}

/** What may change from step to step. */
export interface StepSettings {
  /** α. */
  readonly rate: number;
  /** K: the Riemannian rule moves its base to W every K steps. */
  readonly rebase: number;
  /** β, the weight of the soft penalty. */
  readonly beta: number;
}

/** W in training under a rule. It owns its matrices; {@link free} ends it. */
export interface RecurrentMatrix<M> {
  /** W now; valid until the next step. */
  readonly w: M;
  /** B of W = exp(B)·W₀, for the rules that have one. Its size decides how exactly exp can be rounded. */
  readonly exponent: M | undefined;
  /**
   * One step against the gradient G = ∂L/∂W, which stays the caller's.
   * @throws RangeError when the step is not finite; W is then as it was.
   */
  step(gradient: M, settings: StepSettings): Promise<void>;
  /** @throws RangeError where something is not finite */
  save(): Promise<SavedMatrix>;
  free(): void;
}
