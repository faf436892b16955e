import { arrays, type Matrix, requireFinite } from "./arrays";
import { solve } from "./solve";

/**
 * The Cayley transform (I + X/2)⁻¹(I − X/2) in float64. For a skew X it exists, is orthogonal and agrees with exp(−X)
 * to second order.
 * @throws RangeError if X is not square or not finite, or I + X/2 is singular, which cannot happen for a skew X
 */
export function cayley(x: Matrix): Matrix {
  const { add, identity, scale, sub } = arrays("float64");
  const half = scale(requireFinite(x, "Cayley’s transform"), 1 / 2);
  const eye = identity(half);
  const transform = solve(add(eye, half), sub(eye, half));
  if (!transform) throw new RangeError("I + X/2 is singular: X has no Cayley transform.");
  return transform;
}
