type Values = Float32Array | Float64Array;

/**
 * The activation σ, applied to the units of one sequence at one time step. Its slope σ′ is written in terms of h =
 * σ(z), so that back-propagation through time needs only the states. `threshold` is used by modReLU only.
 */
export interface Activation {
  readonly label: string;
  /** The formula as MathML. */
  readonly formula: string;
  /** max |σ′| over all z: the largest factor that one time step can apply to a gradient. */
  readonly largestSlope: number;
  /** Whether a threshold per unit is trained with it. */
  readonly hasThreshold: boolean;
  /** Whether it can leave a unit at 0 with slope 0, a dead unit. */
  readonly canDie: boolean;
  /** Whether |σ(z)| has a limit; if not, states may grow with every power of W. */
  readonly isBounded: boolean;
  /** z becomes h = σ(z), in place. */
  activate(z: Float64Array, threshold: Values): void;
  /** g becomes σ′(z)ᵀ g, in place, given h. */
  pullBack(g: Float64Array, h: Float64Array, threshold: Values): void;
  /** Both functions in WGSL; see {@link Shader}. */
  readonly wgsl: Shader;
  /** Both functions in AssemblyScript; see {@link Simd}. */
  readonly simd: Simd;
}

/**
 * WGSL of one unit, all f32. `alone`: `value` is an expression over `z` and `threshold`, `slope` over `h`. `paired`: a
 * unit and its partner n/2 further on; `value` is an expression over `z`, `other` and `threshold`, `pullBack` over `h`,
 * `otherH`, `g`, `otherG` and `threshold`.
 */
export type Shader =
  | { readonly kind: "alone"; readonly value: string; readonly slope: string }
  | { readonly kind: "paired"; readonly value: string; readonly pullBack: string };

/**
 * AssemblyScript of four units, all v128 of f32. `alone`: the bodies of two functions, `value` of `z` and `threshold`
 * and `slope` of `h`, which may use `one`, `zero` and the functions of `simd/assembly/exponential.ts`. `nothing`: σ(z)
 * = z. `paired`: the functions of `simd/assembly/pairs.ts`. The build generates the kernels' code from them.
 */
export type Simd =
  | { readonly kind: "alone"; readonly value: string; readonly slope: string }
  | { readonly kind: "paired" }
  | { readonly kind: "nothing" };
