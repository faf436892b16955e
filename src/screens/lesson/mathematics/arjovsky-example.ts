import {
  type ArjovskyFactor,
  type ArjovskyParameters,
  arjovskyFactors,
  complexIdentity,
} from "../../../math/arjovsky";
import { drift } from "../../../math/arrays";
import { type ComplexMatrix, realForm } from "../../../math/complex";
import { type Random, random } from "../../../math/random";

/** Parameters of W = D₃R₂F⁻¹D₂ΠR₁FD₁, with the fixed permutation Π. */
export interface ArjovskyExample {
  readonly parameters: ArjovskyParameters;
  readonly permutation: readonly number[];
}

/** Draws parameters as the authors do: angles U(−π, π), normals U(−1, 1), a random permutation. */
export function drawArjovsky(n: number, seed: number): ArjovskyExample {
  const stream = random(seed, "lesson arjovsky");
  const draw = (width: number) => Float64Array.from({ length: n }, () => stream.uniform(-width, width));
  const normal = () => ({ re: draw(1), im: draw(1) });
  return {
    parameters: {
      angles: [draw(Math.PI), draw(Math.PI), draw(Math.PI)],
      normals: [normal(), normal()],
    },
    permutation: shuffled(n, stream),
  };
}

/** Returns a random permutation of 0 … n − 1 (Fisher–Yates). */
function shuffled(n: number, stream: Random): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Adds a normal number of standard deviation `by` to each of the 7n parameters. */
export function perturbed(
  { parameters, permutation }: ArjovskyExample,
  by: number,
  seed: number,
): ArjovskyExample {
  const stream = random(seed, "lesson jolt");
  const move = (values: Float64Array) => values.map((value) => value + by * stream.normal());
  const [d1, d2, d3] = parameters.angles;
  const [v1, v2] = parameters.normals;
  return {
    parameters: {
      angles: [move(d1), move(d2), move(d3)],
      normals: [
        { re: move(v1.re), im: move(v1.im) },
        { re: move(v2.re), im: move(v2.im) },
      ],
    },
    permutation,
  };
}

/** The product of the factors so far, and the newest factor, multiplied from the left. */
export interface Stage {
  readonly name: ArjovskyFactor["name"];
  /** The factor itself. */
  readonly factor: ComplexMatrix;
  readonly product: ComplexMatrix;
  /** ‖PP* − I‖_F of the product, complex n×n. */
  readonly drift: number;
}

/** Returns the eight products D₁, FD₁, R₁FD₁ … W. */
export function stagesOf({ parameters, permutation }: ArjovskyExample): Stage[] {
  const identity = complexIdentity(permutation.length);
  let product = identity;
  return arjovskyFactors(parameters, permutation).map(({ name, apply }) => {
    product = apply(product);
    return { name, factor: apply(identity), product, drift: complexDrift(product) };
  });
}

/** Returns ‖WW* − I‖_F, which is that of the real form over √2, because it contains each entry twice. */
export const complexDrift = (w: ComplexMatrix): number => drift(realForm(w)) / Math.SQRT2;
