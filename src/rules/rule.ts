import type { RuleId } from "../config/schema";
import type { Algebra } from "../math/algebra";

/** Who owns the recurrent matrix W: makes it from its own parameters and moves them, given ∂L/∂W. */
export interface Rule<State = unknown> {
  readonly id: RuleId;
  readonly label: string;
  /** The step, as MathML. */
  readonly formula: string;
  /** What it promises about W after every step. */
  readonly keeps: "unitary" | "nothing";
  /** Whether a small enough step lowers the loss, whatever W and G. */
  readonly descends: boolean;
  /** Takes a copy of W₀ as its start. A rule that keeps W unitary needs a unitary W₀. */
  begin<M>(algebra: Algebra<M>, w0: M): Owned<State, M>;
  /** The present W; owned by the state. */
  matrix<M>(state: Owned<State, M>): M;
  /** One step against the gradient G = ∂L/∂W with rate α. Frees the old state, returns the new one. */
  step<M>(algebra: Algebra<M>, state: Owned<State, M>, gradient: M, rate: number): Promise<Owned<State, M>>;
  free<M>(algebra: Algebra<M>, state: Owned<State, M>): void;
}
/** A state of the rule whose matrices are of kind M. */
export type Owned<State, M> = State & { readonly _kind?: M };
