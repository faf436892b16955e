import type { PassArrays } from "../pass";
import type { PassAttributes } from "../rnn-pass";
import type { SimdModule } from "./module";
import type { sizesOf } from "./pass-sizes";
import type { Workspace } from "./workspace";

type Sizes = ReturnType<typeof sizesOf>;

/** The part of a pass that depends on the kind of its cells: the recurrence, and the gradients of what is in it. */
export interface Recurrence {
  /** Writes W, V, b and so on to memory, and packs W. @param back whether the way back is wanted */
  upload(back: boolean): void;
  /** The address at which V x + b of the time steps from t on is wanted, in rows of `rowWidth`. */
  termsAt(t: number): number;
  /** Computes the states after the time steps `from` … `to` − 1 from their terms. */
  forward(from: number, to: number): void;
  /**
   * Computes the gradients of the states `from` … `to`, of which those after `from` have δ, and adds their part of ∂L/∂W.
   * @param gradients the address of the gradient of state `from`, of each part of it; those up to `to` follow
   * @returns the address of δ of V x + b, in rows of `rowWidth`
   */
  backward(from: number, to: number, gradients: readonly number[]): number;
  /** Reads back the gradients of W and of all other parameters but U and c. */
  collect(dW: Float32Array, dParameters: Float32Array): void;
}

/** The inputs of a pass and its memory, as a recurrence reads and writes them. */
export interface PassMemory {
  readonly module: SimdModule;
  readonly workspace: Workspace;
  readonly attributes: PassAttributes;
  readonly arrays: PassArrays;
  readonly sizes: Sizes;
  readonly at: Readonly<Record<keyof Sizes["lengths"] | keyof Sizes["sums"], number>>;
  /** The address of time step t in an array with one row of `rowWidth` numbers per sequence. */
  readonly atStep: (address: number, t: number, rowWidth: number) => number;
  /** How many time steps t comes after the beginning of the stretch that is in memory. */
  readonly since: (t: number) => number;
  /** The address of state t, by default of its part h. */
  readonly stateAt: (t: number, part?: number) => number;
}
