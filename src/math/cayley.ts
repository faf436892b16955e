import { arrays, type Matrix, requireFinite } from "./arrays";
import { solve } from "./solve";

/**
 * (I + X/2)⁻¹(I − X/2) in float64: orthogonal for skew X, when I + X/2 is never singular, and like exp(−X) to
 * second order.
 * @throws RangeError where X is not square or not finite, or I + X/2 is singular, which no skew X makes it
 */
export function cayley(x: Matrix): Matrix {
  const { add, identity, scale, sub } = arrays("float64");
  const half = scale(requireFinite(x, "Cayley’s transform"), 1 / 2);
  const eye = identity(half);
  const transform = solve(add(eye, half), sub(eye, half));
  if (!transform) throw new RangeError("I + X/2 is singular: X has no Cayley transform.");
  return transform;
}
