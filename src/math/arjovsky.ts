import type { ComplexMatrix } from "./complex";
import {
  type ComplexVector,
  fourier,
  permute,
  reflect,
  reflectGradient,
  turn,
  turnGradient,
} from "./unitary-factors";

/**
 * W = D₃R₂F⁻¹D₂ΠR₁FD₁ (Arjovsky, Shah, Bengio 2016, "Unitary evolution recurrent neural networks", eq. 6): unitary
 * for every value of its 7n real parameters. F is the unitary Fourier matrix.
 */
export interface ArjovskyParameters {
  /** Angles θ of D₁, D₂, D₃ = diag(e^{iθ}). */
  readonly angles: readonly [Float64Array, Float64Array, Float64Array];
  /** v of R₁, R₂ = I − 2vv* / ‖v‖². */
  readonly normals: readonly [ComplexVector, ComplexVector];
}

/** The partial products that the gradient needs: the product of the factors up to D₁, F, D₂, F⁻¹ and D₃. */
interface Stages {
  readonly turned1: ComplexMatrix;
  readonly transformed: ComplexMatrix;
  readonly turned2: ComplexMatrix;
  readonly transformedBack: ComplexMatrix;
  readonly w: ComplexMatrix;
}

function stages({ angles, normals }: ArjovskyParameters, permutation: readonly number[]): Stages {
  const turned1 = turn(complexIdentity(permutation.length), angles[0]);
  const transformed = fourier(turned1, -1);
  const turned2 = turn(permute(reflect(transformed, normals[0]), permutation), angles[1]);
  const transformedBack = fourier(turned2, 1);
  const w = turn(reflect(transformedBack, normals[1]), angles[2]);
  return { turned1, transformed, turned2, transformedBack, w };
}

/**
 * W, complex n×n.
 * @param permutation (Πh)ᵢ = h[permutation[i]]
 */
export function arjovskyMatrix(
  parameters: ArjovskyParameters,
  permutation: readonly number[],
): ComplexMatrix {
  return stages(parameters, permutation).w;
}

/** A factor of W: its name, and its product with a matrix. */
export interface ArjovskyFactor {
  readonly name: "D₁" | "F" | "R₁" | "Π" | "D₂" | "F⁻¹" | "R₂" | "D₃";
  apply(x: ComplexMatrix): ComplexMatrix;
}

/** The eight factors in the order in which they act: D₁ first. */
export function arjovskyFactors(
  { angles, normals }: ArjovskyParameters,
  permutation: readonly number[],
): readonly ArjovskyFactor[] {
  return [
    { name: "D₁", apply: (x) => turn(x, angles[0]) },
    { name: "F", apply: (x) => fourier(x, -1) },
    { name: "R₁", apply: (x) => reflect(x, normals[0]) },
    { name: "Π", apply: (x) => permute(x, permutation) },
    { name: "D₂", apply: (x) => turn(x, angles[1]) },
    { name: "F⁻¹", apply: (x) => fourier(x, 1) },
    { name: "R₂", apply: (x) => reflect(x, normals[1]) },
    { name: "D₃", apply: (x) => turn(x, angles[2]) },
  ];
}

/**
 * The gradient with respect to every angle and to v (∂L/∂Re v + i ∂L/∂Im v), for the complex gradient
 * ∂L/∂Re W + i ∂L/∂Im W, which is propagated back through the factors.
 */
export function arjovskyGradient(
  parameters: ArjovskyParameters,
  permutation: readonly number[],
  gradient: ComplexMatrix,
): ArjovskyParameters {
  const { angles, normals } = parameters;
  const { turned1, transformed, turned2, transformedBack, w } = stages(parameters, permutation);
  const beforeD3 = turn(gradient, angles[2].map(negative));
  // Reflections are their own adjoints.
  const beforeR2 = reflect(beforeD3, normals[1]);
  const afterD2 = fourier(beforeR2, -1);
  const inverse = permutation.map((_, j) => permutation.indexOf(j));
  const afterR1 = permute(turn(afterD2, angles[1].map(negative)), inverse);
  const afterD1 = fourier(reflect(afterR1, normals[0]), 1);
  return {
    angles: [turnGradient(turned1, afterD1), turnGradient(turned2, afterD2), turnGradient(w, gradient)],
    normals: [
      reflectGradient(transformed, afterR1, normals[0]),
      reflectGradient(transformedBack, beforeD3, normals[1]),
    ],
  };
}

const negative = (x: number) => -x;

/** I, complex n×n. */
export function complexIdentity(n: number): ComplexMatrix {
  const re = new Float64Array(n * n);
  for (let i = 0; i < n; i++) re[i * n + i] = 1;
  return { re: { n, values: re }, im: { n, values: new Float64Array(n * n) } };
}
