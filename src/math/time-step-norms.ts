/**
 * Returns ‖x_t‖_F of each time step, [T+1].
 * @param x [T+1, …]
 * @param perTimeStep the number of entries per time step
 */
export function timeStepNorms(x: Float32Array | Float64Array, perTimeStep: number): Float32Array {
  const norms = new Float32Array(x.length / perTimeStep);
  for (let t = 0; t < norms.length; t++) {
    // In float64 no square of a float32 over- or underflows.
    let [a, b, c, d] = [0, 0, 0, 0];
    const end = (t + 1) * perTimeStep;
    let i = t * perTimeStep;
    // Four independent sums, which a processor can add in parallel.
    for (; i + 3 < end; i += 4) {
      a += x[i] * x[i];
      b += x[i + 1] * x[i + 1];
      c += x[i + 2] * x[i + 2];
      d += x[i + 3] * x[i + 3];
    }
    for (; i < end; i++) a += x[i] * x[i];
    norms[t] = Math.sqrt(a + b + (c + d));
  }
  return norms;
}
