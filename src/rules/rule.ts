import type { LaneConfig, Numbers } from "../config/schema";
import type { Device } from "../math/algebra";
import type { Matrix } from "../math/arrays";
import type { Ring } from "../math/diagonal";
import type { Random } from "../math/random";
import type { OptimiserId } from "../optimisers";

/** The settings of a lane that a rule may read besides α. */
export type RuleSetting = "beta" | "rebase" | "precondition" | "clip" | "ringMin" | "ringMax" | "phase";

/**
 * The Python class of a rule, in `export/pytorch/python/rules`. Its arguments are W₀, or a stream of random numbers if
 * the rule draws its own start; then the optimiser, if the rule reads one; then keywords.
 */
export interface PythonRule {
  /** The file's name without extension. */
  readonly file: string;
  readonly name: string;
  /** Other files that the class needs, such as `initialisations/polar`. */
  readonly needs?: readonly string[];
  keywords?(lane: LaneConfig): Readonly<Record<string, string | number>>;
}

/** The number of real entries of an n×n matrix. */
export const entriesOf: Rule["trained"] = (n, complex) => (complex ? 2 * n * n : n * n);

/** The number of free real entries of a skew-symmetric or skew-Hermitian n×n matrix. */
export const skewEntriesOf: Rule["trained"] = (n, complex) => (complex ? n * n : (n * (n - 1)) / 2);

/** An update rule: what the recurrent matrix W is made of, and how ∂L/∂W updates it. */
export interface Rule {
  readonly label: string;
  /** The name in a lane’s name where lanes differ in it alone. */
  readonly shortName: string;
  /** The name that the charts give to a network trained by this rule. */
  readonly network: string;
  /** The formula of one step, as MathML. */
  readonly formula: string;
  /** The property of W that holds after every step: WW* = I, every |λ| < 1, or none. */
  readonly keeps: "unitary" | "inside the circle" | "nothing";
  /** The number systems of W that the rule can train. */
  readonly numbers: readonly Numbers[];
  /** The settings that the rule reads. */
  readonly reads: readonly RuleSetting[];
  /** Whether W must be square: if not, the rule also trains the stacked matrices of gated cells. */
  readonly square: boolean;
  /** Whether W is a diagonal of complex λ, which is stored, as is its gradient, as [2, n]: Re λ, Im λ. */
  readonly diagonal: boolean;
  /** True if the rule cannot start from a given W₀ and draws its own. */
  readonly drawsStart: boolean;
  /**
   * The number of products of two w×w matrices per step, counted in the formulas: exp takes five products (Bader,
   * Blanes, Casas 2019) before squarings, and three times as many on dual numbers. All reflections, all
   * rotations, or all Fourier factors count as one product.
   */
  readonly products: number;
  /** The number of real parameters that the rule trains for an n×n matrix. */
  trained(n: number, complex: boolean): number;
  readonly python: PythonRule;
  /**
   * Starts from W₀, which must be unitary if the rule keeps W unitary. A complex n×n W is given, stored and updated in
   * its real form, 2n×2n, but for a {@link diagonal}.
   * @throws RangeError if the rule cannot train W in these number systems
   */
  begin<M>(device: Device<M>, w0: Matrix, options: RuleOptions): RecurrentMatrix<M>;
  /** Continues from what {@link RecurrentMatrix.save} returned, with the options that the run started with. */
  resume<M>(device: Device<M>, saved: SavedMatrix, options: RuleOptions): RecurrentMatrix<M>;
}

/** Everything that a rule's next step depends on. */
export interface SavedMatrix {
  /** The number of steps made. */
  readonly step: number;
  /** W, and the other matrices that the rule consists of, by name. */
  readonly state: Readonly<Record<string, Matrix>>;
  /** The optimiser's memory. */
  readonly memory: readonly Matrix[];
}

/** The options that stay the same for a whole run. */
export interface RuleOptions {
  /** The optimiser that preconditions the direction, in the rule's own parameters. */
  readonly optimiser: OptimiserId;
  readonly numbers: Numbers;
  /** The random numbers for rules that draw their own start. */
  readonly random: Random;
  /** The ring on which a diagonal starts; by default `RING`. */
  readonly ring?: Ring;
}

/** The settings that may change from step to step. */
export interface StepSettings {
  /** α, the learning rate of W. */
  readonly learningRate: number;
  /** K: every K steps the Riemannian rule sets its base to W. */
  readonly rebase: number;
  /** β, the weight of the soft penalty. */
  readonly beta: number;
}

/** The recurrent matrix W in training under a rule. It owns its matrices; {@link free} releases them. */
export interface RecurrentMatrix<M> {
  /** The present W; valid until the next step. */
  readonly w: M;
  /** B of W = exp(B)·W₀, for the rules that have one. Its norm bounds the rounding error of exp(B). */
  readonly exponent: M | undefined;
  /**
   * Makes one step along the negative gradient G = ∂L/∂W, which stays the caller's.
   * @throws RangeError if the step is not finite; W is then as it was.
   */
  step(gradient: M, settings: StepSettings): Promise<void>;
  /** @throws RangeError if something is not finite */
  save(): Promise<SavedMatrix>;
  free(): void;
}
