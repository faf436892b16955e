import { describe, expect, it } from "vitest";
import { norm2 } from "../../src/math/norm2";
import { complexSpectrum, spectrum } from "../../src/math/spectrum";
import { comparing, isComplex, matrixOf } from "./golden";

describe("eigenvalues in float64", () => {
  // The condition number and the error of another library explain the tolerance; the lab computes neither.
  const { entries, near } = comparing("eig", ["name", "n", "A", "condmax", "lapack_err"]);

  it.each(entries)("of the $name matrix, n = $n, agree as a multiset with 40-digit ones", (entry) => {
    const { A, eig, tol, condmax } = entry;
    const matrix = matrixOf(A);
    const found = isComplex(A) ? complexSpectrum(matrix) : spectrum(matrix);
    const left = Array.from(found.re, (re, i) => [re, found.im[i]]);
    expect(left).toHaveLength(eig.re.length);
    const matched = eig.re.map((re, i) => {
      const distance = ([x, y]: number[]) => Math.hypot(x - re, y - eig.im[i]);
      const nearest = left.reduce((best, one) => (distance(one) < distance(best) ? one : best));
      left.splice(left.indexOf(nearest), 1);
      expect(distance(nearest)).toBeLessThan(tol);
      return nearest;
    });
    near(
      entry,
      "eig",
      { re: matched.map(([re]) => re), im: matched.map(([, im]) => im) },
      { absolute: tol * Math.sqrt(eig.re.length) },
    );
    near(entry, "rho", found.spectralRadius, { absolute: tol });
    near(entry, "norm2", found.singularMax, { relative: 1e-12 });
    near(entry, "tol", Math.max(1e-13, 100 * Number.EPSILON * condmax * found.singularMax), {
      relative: 1e-9,
    });
    expect(Math.abs(norm2(matrix) / entry.norm2 - 1)).toBeLessThan(0.01);
  });
});
