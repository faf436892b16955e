/**
 * One time step of a gated cell for one sequence, and its way back, in plain loops over n units. The products with W and V
 * are the caller's: `input` is V x_t + b and `recurrent` is W h_{t−1}, plus the inner bias in its block if there is one, both
 * stacked in the cell's blocks of n numbers. A state is stacked too: h, and c if the cell has it.
 */
export interface GatedStep {
  /** How many numbers per unit the way back needs besides the states, stacked: the gates' values first. */
  readonly keeps: number;
  /** Writes the next state and what is kept. */
  forward(n: number, at: GatedForward): void;
  /** Writes both δ, and the part of the gradient that reaches the state before without passing through W. */
  backward(n: number, at: GatedBackward): void;
  readonly wgsl: GatedShader;
}

/**
 * The same in WGSL for one unit: bodies of functions, over numbers of f32, which may call `logistic` and `squashed`
 * (tanh). The *memory* is what the second gate keeps: c, or h of a cell without c.
 */
export interface GatedShader {
  /**
   * Of `z`, the sums W h + V x + b of the blocks: what is kept. Of the block with the inner bias the sum is its recurrent
   * part, and its input comes after all blocks.
   */
  readonly gates: string;
  /** Of `kept` and `before`, the memory before the step: the memory after it. */
  readonly memory: string;
  /** Of `kept` and `memory`: h. */
  readonly hidden: string;
  /** Of `kept`, the memory `after` the step, `dh` and `dc`: the whole gradient of the memory. `dc` is 0 without c. */
  readonly reached: string;
  /**
   * Of `kept`, the memory `before` and `after`, `dh`, and `dm`, the gradient that has reached the memory: δ in the order of
   * `gates`.
   */
  readonly deltas: string;
}

export interface GatedForward {
  readonly input: Float64Array;
  readonly recurrent: Float64Array;
  readonly state: Float64Array;
  readonly next: Float64Array;
  readonly kept: Float64Array;
}

export interface GatedBackward {
  /** The gradient with respect to the state after the step: of c with h held fixed. */
  readonly gradient: Float64Array;
  /** The states before and after the step. */
  readonly state: Float64Array;
  readonly next: Float64Array;
  readonly kept: Float64Array;
  /** Becomes the gradient with respect to `input`. */
  readonly delta: Float64Array;
  /** Becomes the gradient with respect to `recurrent`. */
  readonly recurrentDelta: Float64Array;
  readonly before: Float64Array;
}

/** A kind of recurrent cell: how the next state follows from the one before and the input. */
export interface CellKind {
  readonly label: string;
  /** The name that the charts give to a network of such cells; of the simple cell it is the rule’s. */
  readonly network: string | null;
  /** The formula of one time step, as MathML. */
  readonly formula: string;
  /** The names of the blocks of n rows that W, V and b are stacked of. */
  readonly blocks: readonly string[];
  /** The vectors of n numbers that a state is stacked of. */
  readonly state: readonly ("h" | "c")[];
  /** The block whose recurrent part has a bias of its own, inside the bracket that its gate multiplies; null if none. */
  readonly innerBias: number | null;
  /** The block whose gate multiplies what is carried over from the state before; null if there is none. */
  readonly memoryGate: number | null;
  /** Null for the simple cell, whose step is an activation. */
  readonly gated: GatedStep | null;
}

export const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
