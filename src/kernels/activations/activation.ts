type Values = Float32Array | Float64Array;

/**
 * σ, applied to the units of one sequence at one moment. Its derivative is written in terms of h = σ(z), so that
 * going back through time needs the states alone. `threshold` is modReLU's; the others ignore it.
 */
export interface Activation {
  readonly label: string;
  /** As MathML. */
  readonly formula: string;
  /** max |σ′| over all z: what one step can do to a gradient at most. */
  readonly largestSlope: number;
  /** Whether a threshold is trained with it, one a unit. */
  readonly hasThreshold: boolean;
  /** Whether it can leave a unit at 0, where no gradient passes. */
  readonly canDie: boolean;
  /** z becomes h = σ(z), in place. */
  activate(z: Float64Array, threshold: Values): void;
  /** g becomes σ′(z)ᵀ g, in place, given h. */
  pullBack(g: Float64Array, h: Float64Array, threshold: Values): void;
  /** The same two on the GPU; see {@link Shader}. */
  readonly wgsl: Shader;
  /** The same two in WebAssembly; see {@link Simd}. */
  readonly simd: Simd;
}

/**
 * WGSL of one unit, all f32. `alone`: expressions over `z`, `threshold` and over `h`. `paired`: a unit and its
 * partner n/2 further on; expressions over `z`, `other`, `threshold`, and over `h`, `otherH`, `g`, `otherG`,
 * `threshold`.
 */
export type Shader =
  | { readonly kind: "alone"; readonly value: string; readonly slope: string }
  | { readonly kind: "paired"; readonly value: string; readonly pullBack: string };

/**
 * AssemblyScript of four units, all v128 of f32. `alone`: the bodies of two functions, of `z` and `threshold` and of
 * `h`, which may use `one`, `zero` and what `simd/assembly/exponential.ts` has. `nothing`: σ(z) = z. `paired`: what
 * `simd/assembly/pairs.ts` does. The build makes the code that the kernels run from them.
 */
export type Simd =
  | { readonly kind: "alone"; readonly value: string; readonly slope: string }
  | { readonly kind: "paired" }
  | { readonly kind: "nothing" };
