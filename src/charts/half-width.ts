const HALF_WIDTH = 1.25;

/**
 * Half the side of the square that is shown: 1.25 as long as every eigenvalue fits, else 1.1 times the largest
 * |λ| rounded up to a step of 0.25 (of a quarter of its power of ten beyond 3), so that it does not jitter.
 */
export function halfWidth(largest: number): number {
  if (!(largest * 1.1 > HALF_WIDTH) || !Number.isFinite(largest)) return HALF_WIDTH;
  const step = largest <= 3 ? 0.25 : 10 ** Math.floor(Math.log10(largest)) / 4;
  return Math.ceil((largest * 1.1) / step) * step;
}
