import { norm } from "./arithmetic";

/**
 * ‖h_t − h′_t‖₂ for t = 0 … T, [T+1], of the states of two sequences of equal length.
 * @param one h_0 … h_T, [T+1, w]
 * @param other h′_0 … h′_T, [T+1, w]
 */
export function distances(one: Float64Array, other: Float64Array, w: number): Float64Array {
  const difference = one.map((value, i) => value - other[i]);
  return Float64Array.from({ length: one.length / w }, (_, t) =>
    norm(difference.subarray(t * w, (t + 1) * w)),
  );
}
