import { FLOAT } from "./float";
import { accumulate, pack } from "./panels";

/**
 * n×n matrices, each [width, width] with n rounded up to a multiple of 8 and zeros beyond n. A matrix may be a dual
 * number A + εD, ε² = 0: D then follows A in memory, and every operation gives the derivative along with the value.
 */

/** C = A·B; of dual numbers AB + ε(A·DB + DA·B). @param panels [width, n], working memory */
export function product(
  n: usize,
  width: usize,
  dual: bool,
  a: usize,
  b: usize,
  c: usize,
  panels: usize,
): void {
  const size = (width * width) << FLOAT;
  pack(b, width, width, n, 1, width, panels);
  memory.fill(c, 0, dual ? 2 * size : size);
  accumulate(panels, n, dual ? 2 * width : width, a, width, c, width);
  if (!dual) return;
  pack(b + size, width, width, n, 1, width, panels);
  accumulate(panels, n, width, a, width, c + size, width);
}

/** C = A·Bᵀ. @param panels [width, n], working memory */
export function productWithTransposed(
  n: usize,
  width: usize,
  a: usize,
  b: usize,
  c: usize,
  panels: usize,
): void {
  pack(b, n, width, n, width, 1, panels);
  memory.fill(c, 0, (width * width) << FLOAT);
  accumulate(panels, n, width, a, width, c, width);
}
