import { describe, expect, it } from "vitest";
import { expmArray } from "../../src/math/expm";
import { deckCosine, eigenangles, largestDifference } from "../../src/math/exponent";
import { comparing, golden, matrixOf } from "./golden";

const close = comparing("exp_grad");

describe.each(golden.exp_grad)(
  "of the exponent B, n = $n, complex: $complex",
  ({ B, G, complex, angles, cos_A_gradB }) => {
    it("the eigenangles are the reference's", () => {
      close(eigenangles(matrixOf(B), complex), angles, 1e-12, 1);
    });

    it("the deck's direction makes the reference's angle with the gradient in B", async () => {
      const b = matrixOf(B);
      close([await deckCosine(expmArray(b), b, matrixOf(G))], [cos_A_gradB], 1e-11);
    });
  },
);

describe("the largest difference of eigenangles", () => {
  it("is beyond π where the deck's rule climbs in the reference, with a cosine below 0", async () => {
    const { B, G, theta } = golden.ascent_example;
    const b = matrixOf(B);
    expect(largestDifference(eigenangles(b, false), false)).toBeCloseTo(2 * theta, 12);
    expect(2 * theta).toBeGreaterThan(Math.PI);
    expect(await deckCosine(expmArray(b), b, matrixOf(G))).toBeLessThan(0);
  });

  it("leaves out what never enters: a plane's own two angles", () => {
    expect(largestDifference([-3, 3], false)).toBe(0);
    expect(largestDifference([-3, 0, 3], false)).toBe(3);
    expect(largestDifference([-3, -1, 1, 3], false)).toBe(4);
    expect(largestDifference([-3, 1, 2.5], true)).toBe(5.5);
  });
});
