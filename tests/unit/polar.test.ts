import { expect, it } from "vitest";
import { arrays, drift } from "../../src/math/arrays";
import { realForm } from "../../src/math/complex";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { random } from "../../src/math/random";
import { singularValues } from "../../src/math/scaled";

const algebra = arrays("float64");

it.each([1e-323, 8e-323, 1e-310, 1e-200, 1e-8, 1e8, 1e200])(
  "the nearest unitary matrix is the same however small or large W is: times %d",
  (scale) => {
    for (let seed = 1; seed <= 20; seed++) {
      const stream = random(seed, "polar");
      const part = () => ({ n: 4, values: Float64Array.from({ length: 16 }, stream.normal) });
      const w = realForm({ re: part(), im: part() });
      const { nearest } = projectToOrthogonal(algebra.scale(w, scale));
      expect(drift(nearest)).toBeLessThan(1e-12);
      // Of numbers with few digits left only that much can be asked.
      if (scale > 1e-300) {
        const wanted = projectToOrthogonal(w).nearest.values;
        for (const [i, x] of nearest.values.entries()) expect(x).toBeCloseTo(wanted[i], 10);
      }
      expect(singularValues(8, algebra.scale(w, scale).values).every(Number.isFinite)).toBe(true);
    }
  },
);

it.each([0, 1, 5, 7])(
  "if W has rank %d of 8, so that several are nearest, one of them is returned, and it is unitary",
  (rank) => {
    const stream = random(rank, "deficient");
    const factor = () => Float64Array.from({ length: 8 * rank }, stream.normal);
    for (const scale of [5e-324, 1e-300, 1, 1e150]) {
      const [left, right] = [factor(), factor()];
      const values = Float64Array.from({ length: 64 }, (_, at) => {
        let sum = 0;
        for (let k = 0; k < rank; k++)
          sum += left[Math.floor(at / 8) * rank + k] * right[(at % 8) * rank + k];
        return scale * sum;
      });
      const { nearest, smallestSingularValue } = projectToOrthogonal({ n: 8, values });
      expect(drift(nearest)).toBeLessThan(1e-12);
      if (scale < 1e-310) continue;
      // Nothing nearer: tr(QᵀW) is the sum of the singular values.
      const trace = values.reduce((sum, w, at) => sum + nearest.values[at] * (w / scale), 0);
      const sum = singularValues(
        8,
        values.map((w) => w / scale),
      ).reduce((total, s) => total + s, 0);
      expect(trace).toBeCloseTo(sum, 8);
      expect(smallestSingularValue / scale).toBeLessThan(1e-10);
    }
  },
);
