import { describe, expect, it } from "vitest";
import { arrays, type Matrix, matrix } from "../../src/math/arrays";
import { cayley } from "../../src/math/cayley";
import { expm, expmArray } from "../../src/math/expm";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { spectrum } from "../../src/math/spectrum";

const broken = (values: number[], n = 2): Matrix => ({ n, values: Float64Array.from(values) });

describe("an invalid matrix", () => {
  it("is refused with the row, the count or the entry that is wrong", () => {
    expect(() => matrix([[1, 2], [3]])).toThrow("row 2 of 2 has 1 entries");
    expect(() => matrix([[1, 2, 3]])).toThrow("row 1 of 1 has 3 entries");
    expect(() => matrix([1, 2, 3])).toThrow("3 entries do not make one");
    expect(() =>
      matrix([
        [1, 2],
        [Number.NaN, 3],
      ]),
    ).toThrow("entry (2, 1) is NaN");
    expect(() => matrix([1, 2, 3, Number.NEGATIVE_INFINITY])).toThrow("entry (2, 2) is -Infinity");
  });

  it.each([
    ["exp(B)", expmArray],
    ["Cayley’s transform", cayley],
    ["The nearest orthogonal matrix", projectToOrthogonal],
  ] as const)("is refused by %s, which says what is wrong and where", (name, of) => {
    expect(() => of(broken([1, 2, 3]))).toThrow(`${name}: 3 entries do not make a square matrix of size 2.`);
    expect(() => of(broken([1, Number.NaN, 3, 4]))).toThrow(`${name}: entry (1, 2) is NaN`);
    expect(() => of(broken([1, 2, 3, Number.POSITIVE_INFINITY]))).toThrow(
      `${name}: entry (2, 2) is Infinity`,
    );
  });

  it("of the wrong shape has no eigenvalues; one that is not finite has NaN", () => {
    expect(() => spectrum(broken([1, 2, 3]))).toThrow("Eigenvalues: 3 entries");
    expect(spectrum(broken([1, 2, 3, Number.POSITIVE_INFINITY])).spectralRadius).toBeNaN();
  });

  it("that is not finite on a device is refused by exp with its norm", async () => {
    await expect(expm(arrays("float32"), broken([1, Number.NaN, 3, 4]))).rejects.toThrow("‖B‖₁ is NaN");
  });

  it("of another size is refused by sums and products", () => {
    const { add, mul } = arrays("float64");
    const [two, one] = [broken([1, 2, 3, 4]), broken([1], 1)];
    expect(() => add(two, one)).toThrow("Sizes 2 and 1 do not match.");
    expect(() => mul(two, one)).toThrow("Sizes 2 and 1 do not match.");
  });
});
