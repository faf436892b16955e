import { expect, it } from "vitest";
import { arrays, drift } from "../../src/math/arrays";
import { realForm } from "../../src/math/complex";
import { projectToOrthogonal } from "../../src/math/polar";
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
