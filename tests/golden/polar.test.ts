import { Matrix as Dense, determinant } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { arrays } from "../../src/math/arrays";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { singularValues } from "../../src/math/scaled";
import { comparing, matrixOf } from "./golden";

const algebra = arrays("float64");

describe("the nearest unitary matrix", () => {
  const { entries, near, equal } = comparing("polar", ["n", "complex", "M"]);
  const nearness = { relative: 1e-11 };

  it.each(entries)("is the reference's polar factor: n = $n, complex: $complex", (entry) => {
    const m = matrixOf(entry.M);
    const { nearest: q, distance, smallestSingularValue } = projectToOrthogonal(m);
    near(entry, "Q", q, nearness);
    near(entry, "P", algebra.mul(algebra.adjoint(q), m), nearness);
    // The real form of a complex matrix has each singular value twice.
    const times = m.n / entry.n;
    const singular = singularValues(m.n, m.values).filter((_, i) => i % times === 0);
    near(entry, "singular", singular, nearness);
    expect(smallestSingularValue).toBeCloseTo(Math.min(...entry.singular), 11);
    expect(distance / Math.sqrt(times)).toBeCloseTo(Math.hypot(...entry.singular.map((s) => s - 1)), 10);
    const sign = Math.sign(determinant(Dense.from1DArray(q.n, q.n, Array.from(q.values))));
    // A unitary matrix has a phase instead of a sign.
    equal(entry, "det_sign", entry.complex ? null : sign);
  });
});
