import type { RuleId } from "../config/schema";
import type { Algebra } from "../math/algebra";

/** A way of training the recurrent matrix W: what W is made of, and how that moves, given ∂L/∂W. */
export interface Rule {
  readonly id: RuleId;
  readonly label: string;
  /** The step, as MathML. */
  readonly formula: string;
  /** What it promises about W after every step. */
  readonly keeps: "unitary" | "nothing";
  /** Takes a copy of W₀ as the start; where the rule keeps W unitary, W₀ must be. */
  begin<M>(algebra: Algebra<M>, w0: M): RecurrentMatrix<M>;
}

/** W in training under a rule. It owns its matrices; {@link free} ends it. */
export interface RecurrentMatrix<M> {
  /** W now; valid until the next step. */
  readonly w: M;
  /** B of W = exp(B)·W₀, for the rules that have one. Its size decides how exactly exp can be rounded. */
  readonly exponent: M | undefined;
  /**
   * One step against the gradient G = ∂L/∂W (which stays the caller's) with rate α.
   * @throws RangeError when the step is not finite; W is then as it was.
   */
  step(gradient: M, rate: number): Promise<void>;
  free(): void;
}
