import { describe, expect, it } from "vitest";
import { NUMPY_TOLERANCE } from "../../src/math/allclose";
import { arrays, drift, type Matrix, matrix } from "../../src/math/arrays";
import { spectrum } from "../../src/math/spectrum";
import { advance, begin, countIterations, DIRECTIONS, STEPS } from "../../src/training/counterexample";
import { comparing, paired } from "./golden";

const algebra = arrays("float64");
const naive = (rate: number) => (u: Matrix) => STEPS.naive(u, DIRECTIONS.sigmoid(u), rate);

/** How near the worst entry of I − UU* comes to its threshold 10⁻⁸ + 10⁻⁵·|UU*|, from either side. */
function margin(u: Matrix): number {
  const { absolute, relative } = NUMPY_TOLERANCE;
  const product = algebra.mul(u, algebra.adjoint(u));
  const identity = algebra.identity(u);
  const excess = Array.from(
    product.values,
    (value, i) => Math.abs(identity.values[i] - value) - (absolute + relative * Math.abs(value)),
  );
  return Math.abs(Math.max(...excess));
}

describe("the loop U ← U + α·sigmoid(U) while U is unitary", () => {
  const { entries, near, equal } = comparing("counterexample", ["name", "U0", "counts.*.lr", "first5.*.lr"]);

  it.each(entries)("from $name makes as many iterations as the reference, at every rate", (entry) => {
    for (const [k, { lr, iterations }] of entry.counts.entries()) {
      equal(entry, `counts.${k}.iterations`, countIterations(matrix(entry.U0), naive(lr)));
      let [u, least] = [matrix(entry.U0), margin(matrix(entry.U0))];
      for (let i = 0; i < iterations; i++) {
        u = naive(lr)(u);
        least = Math.min(least, margin(u));
      }
      near(entry, `counts.${k}.margin`, least, { absolute: 1e-15 });
    }
  });

  it.each(entries)(
    "from $name stops at the same iteration when it is made step by step",
    ({ U0, counts }) => {
      for (const { lr, iterations } of counts) {
        const before = advance(begin(matrix(U0)), naive(lr), iterations - 1);
        expect(before.stoppedAfter).toBeNull();
        const after = advance(before, naive(lr), 3);
        expect(after.stoppedAfter).toBe(iterations);
        expect(after.drifts).toHaveLength(iterations + 3);
      }
    },
  );

  it.each(entries)("from $name has the reference's drifts, eigenvalues and U after 5 iterations", (entry) => {
    for (const [k, { lr, eig }] of entry.first5.entries()) {
      let loop = begin(matrix(entry.U0));
      const spectra = eig.map((wanted) => {
        loop = advance(loop, naive(lr), 1);
        expect(drift(loop.u)).toBe(loop.drifts[loop.drifts.length - 1]);
        return paired(spectrum(loop.u), wanted);
      });
      near(entry, `first5.${k}.drift`, loop.drifts.slice(1), { relative: 1e-12 });
      near(entry, `first5.${k}.eig`, spectra, { relative: 1e-11 });
      near(entry, `first5.${k}.U_final`, loop.u, { relative: 1e-13 });
    }
  });
});
