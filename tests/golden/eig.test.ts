import { describe, expect, it } from "vitest";
import { norm2 } from "../../src/math/norm2";
import { complexSpectrum, spectrum } from "../../src/math/spectrum";
import { comparing, golden, isComplex, matrixOf } from "./golden";

const close = comparing("eig");

describe("eigenvalues in float64", () => {
  it.each(golden.eig)(
    "of the $name matrix, n = $n, agree as a multiset with 40-digit ones",
    ({ A, eig, tol, rho, norm2: largest }) => {
      const matrix = matrixOf(A);
      const found = isComplex(A) ? complexSpectrum(matrix) : spectrum(matrix);
      const left = Array.from(found.re, (re, i) => [re, found.im[i]]);
      expect(left).toHaveLength(eig.re.length);
      const matched = eig.re.map((re, i) => {
        const distance = ([x, y]: number[]) => Math.hypot(x - re, y - eig.im[i]);
        const nearest = left.reduce((best, one) => (distance(one) < distance(best) ? one : best));
        left.splice(left.indexOf(nearest), 1);
        return nearest;
      });
      // The file's tolerance is absolute.
      for (const [i, [re, im]] of matched.entries())
        expect(Math.hypot(re - eig.re[i], im - eig.im[i])).toBeLessThan(tol);
      close(
        matched.flat(),
        eig.re.flatMap((re, i) => [re, eig.im[i]]),
        tol,
        1,
      );
      close([found.spectralRadius], [rho], tol, 1);
      close([found.singularMax], [largest], 1e-12);
      expect(Math.abs(norm2(matrix) / largest - 1)).toBeLessThan(0.01);
    },
  );
});
