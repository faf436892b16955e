import { Matrix as Dense, SVD } from "ml-matrix";
import type { Matrix } from "./arrays";

/**
 * W = U Σ Vᵀ of a square matrix of finite entries, in float64. The library is given a matrix scaled so that its largest
 * entry is between ½ and 1, since its iteration would not terminate if all entries were tiny.
 * @param vectors whether U and V are wanted
 * @returns the singular values in any order, and U and V in the same order
 */
export function singularValueDecomposition({ n, values }: Matrix, vectors: boolean) {
  let largest = 0;
  for (const x of values) largest = Math.max(largest, Math.abs(x));
  const exponent = largest > 0 ? Math.ceil(Math.log2(largest)) : 0;
  // The scaling takes two steps, since 2⁻ᵉ itself may overflow.
  const first = 2 ** -Math.trunc(exponent / 2);
  const second = 2 ** -(exponent - Math.trunc(exponent / 2));
  const scaled = Dense.from1DArray(
    n,
    n,
    Array.from(values, (x) => x * first * second),
  );
  const svd = new SVD(scaled, {
    computeLeftSingularVectors: vectors,
    computeRightSingularVectors: vectors,
    autoTranspose: true,
  });
  return {
    singular: svd.diagonal.map((s) => s / first / second),
    left: svd.leftSingularVectors,
    right: svd.rightSingularVectors,
  };
}
