/**
 * The spectral radius of a real matrix by Gelfand's formula, ρ = lim ‖W^m‖^(1/m), with m doubled thirty times, in plain
 * loops.
 * @param w n×n, row-major
 */
export function spectralRadius(w: ArrayLike<number>): number {
  const n = Math.sqrt(w.length);
  const rounds = 30;
  let power = Float64Array.from(w);
  let log = 0;
  for (let round = 0; round < rounds; round++) {
    const square = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++)
        for (let j = 0; j < n; j++) square[i * n + j] += power[i * n + k] * power[k * n + j];
    const norm = Math.hypot(...square);
    power = square.map((entry) => entry / norm);
    log = 2 * log + Math.log(norm);
  }
  return Math.exp(log / 2 ** rounds);
}
