import { Matrix as Dense, LuDecomposition } from "ml-matrix";
import { type Matrix, requireFinite } from "./arrays";

/**
 * (I + X/2)⁻¹(I − X/2) in float64: orthogonal for skew X, when I + X/2 is never singular, and like exp(−X) to
 * second order.
 * @throws RangeError where X is not square or not finite, or I + X/2 is singular, which no skew X makes it
 */
export function cayley(x: Matrix): Matrix {
  const { n, values } = requireFinite(x, "Cayley’s transform");
  const half = Dense.from1DArray(
    n,
    n,
    Array.from(values, (value) => value / 2),
  );
  const eye = Dense.eye(n, n);
  const lu = new LuDecomposition(Dense.add(eye, half));
  if (lu.isSingular()) throw new RangeError("I + X/2 is singular: X has no Cayley transform.");
  return { n, values: Float64Array.from(lu.solve(Dense.sub(eye, half)).to1DArray()) };
}
