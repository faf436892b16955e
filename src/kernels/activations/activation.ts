import type { ActivationId } from "../../config/schema";

/**
 * σ, applied to each unit. Its slope is written in terms of h = σ(z), so that going back through time needs
 * the states alone. `threshold` is modReLU's; the others ignore it.
 */
export interface Activation {
  readonly id: ActivationId;
  readonly label: string;
  /** As MathML. */
  readonly formula: string;
  /** The range of σ′ over all z: it bounds what one step can do to a gradient. */
  readonly slopeRange: { readonly min: number; readonly max: number };
  /** Whether a threshold is trained with it. */
  readonly hasThreshold: boolean;
  /** σ(z). */
  readonly value: (z: number, threshold: number) => number;
  /** σ′(z) from h = σ(z). */
  readonly slope: (h: number) => number;
  /** The same two in WGSL: bodies over `z`, `threshold` and over `h`, all f32. */
  readonly wgsl: { readonly value: string; readonly slope: string };
}
