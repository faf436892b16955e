/** exp(y_k) / Σ exp(y_j), [o]. */
export function softmax(y: Float64Array): Float64Array {
  const largest = y.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  const powers = y.map((value) => Math.exp(value - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
