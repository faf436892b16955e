import { describe, expect, it } from "vitest";
import { arrays, drift, frobenius, type Matrix, matrix } from "../../src/math/arrays";
import { expmArray } from "../../src/math/expm";
import golden from "../golden/golden.json";

type Rows = number[][];
interface Complex {
  re: Rows;
  im: Rows;
}

/** The real 2n×2n matrix [[R, −I], [I, R]], whose exponential is the same picture of the complex one. */
const real = (m: Rows | Complex): Matrix =>
  Array.isArray(m)
    ? matrix(m)
    : matrix([
        ...m.re.map((row, i) => [...row, ...m.im[i].map((x) => -x)]),
        ...m.im.map((row, i) => [...row, ...m.re[i]]),
      ]);

const distance = (a: Matrix, b: Matrix) => frobenius(arrays("float64").sub(a, b));

describe("exp of skew-Hermitian matrices", () => {
  it.each(golden.expm_skew)(
    "agrees with 70-digit arithmetic at n = $n, ‖B‖₂ = $norm2",
    ({ n, norm2, B, W }) => {
      expect(distance(expmArray(real(B)), real(W))).toBeLessThan(1e-14 * n * Math.max(1, norm2));
    },
  );
  it.each(golden.expm_skew)("is unitary at n = $n, ‖B‖₂ = $norm2", ({ n, norm2, B }) => {
    const w = expmArray(real(B));
    expect(drift(w)).toBeLessThan(2e-14 * n * Math.max(1, norm2));
  });
});

describe("exp of matrices that are not skew", () => {
  it.each(golden.expm_general)("agrees with the reference at n = $n, drift $drift", ({ B, W }) => {
    expect(distance(expmArray(matrix(B)), matrix(W))).toBeLessThan(1e-12 * frobenius(matrix(W)));
  });
  it.each(golden.expm_general)("is not unitary: ‖WW* − I‖ = $drift", (entry) => {
    const found = drift(expmArray(matrix(entry.B)));
    expect(Math.abs(found - entry.drift)).toBeLessThan(1e-12 * entry.drift * Math.max(1, entry.drift));
  });
});

describe("exp", () => {
  it("refuses a matrix with NaN in it and says what it got", () => {
    const broken = { n: 2, values: Float64Array.of(0, Number.NaN, 0, 0) };
    expect(() => expmArray(broken)).toThrow("exp(B) needs finite entries; ‖B‖₁ is NaN.");
  });
  it("in float32 stays within float32 rounding of the reference", () => {
    for (const { n, norm2, B, W } of golden.expm_skew.filter((entry) => Array.isArray(entry.B))) {
      const single = expmArray(matrix(B as Rows, "float32"));
      expect(single.values).toBeInstanceOf(Float32Array);
      const error = distance({ n, values: Float64Array.from(single.values) }, real(W));
      expect(error).toBeLessThan(2 ** -23 * 4 * n * Math.max(1, norm2));
    }
  });
});
