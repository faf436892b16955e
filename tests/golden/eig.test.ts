import { describe, expect, it } from "vitest";
import { norm2 } from "../../src/math/norm2";
import { complexSpectrum, spectrum } from "../../src/math/spectrum";
import { comparing, isComplex, matrixOf, paired } from "./golden";

describe("eigenvalues in float64", () => {
  // The condition number and the error of another library explain the tolerance; the lab computes neither.
  const { entries, near } = comparing("eig", ["name", "n", "A", "condmax", "lapack_err"]);

  it.each(entries)("of the $name matrix, n = $n, agree as a multiset with 40-digit ones", (entry) => {
    const { A, eig, tol, condmax } = entry;
    const matrix = matrixOf(A);
    const found = isComplex(A) ? complexSpectrum(matrix) : spectrum(matrix);
    const { re, im } = paired(found, eig);
    for (const [i, x] of re.entries()) expect(Math.hypot(x - eig.re[i], im[i] - eig.im[i])).toBeLessThan(tol);
    near(entry, "eig", { re, im }, { absolute: tol * Math.sqrt(re.length) });
    near(entry, "rho", found.spectralRadius, { absolute: tol });
    near(entry, "norm2", found.singularMax, { relative: 1e-12 });
    // A hundred roundoffs, 2.2·10⁻¹⁶ each.
    near(entry, "tol", Math.max(1e-13, 2.2e-14 * condmax * found.singularMax), { relative: 1e-9 });
    expect(Math.abs(norm2(matrix) / entry.norm2 - 1)).toBeLessThan(0.01);
  });
});
