import { describe, expect, it } from "vitest";
import { ascentExample, ascentLosses, distanceLoss } from "../../src/training/ascent";
import { golden, matrixOf } from "../golden/golden";

const reference = golden.ascent_example;

describe("the lesson’s 4×4 example", () => {
  it("at θ = 2.5 is the reference’s: the same B and the same target", () => {
    const { b, target } = ascentExample(reference.theta);
    expect(Array.from(b.values)).toEqual(Array.from(matrixOf(reference.B).values));
    for (const [i, value] of matrixOf(reference.target).values.entries()) {
      expect(target.values[i]).toBeCloseTo(value, 13);
    }
    expect(distanceLoss(target, { b, target })).toBe(0);
  });

  it.each(reference.after_one_step)(
    "after one step of α = $alpha has the reference’s losses",
    async (step) => {
      const example = ascentExample(reference.theta);
      for (const [id, wanted] of [
        ["deck-minus", step.deck_minus],
        ["deck-plus", step.deck_plus],
        ["exp", step.exact],
      ] as const) {
        const [before, after] = await ascentLosses(id, example, step.alpha, 1);
        expect(before).toBeCloseTo(reference.loss0, 13);
        expect(after, id).toBeCloseTo(wanted, 13);
      }
    },
  );

  it("the lecture’s rule increases the loss only beyond θ = π/2; the exact gradient descends on both sides", async () => {
    for (const [theta, climbs] of [
      [1, false],
      [1.5, false],
      [1.65, true],
      [2.5, true],
    ] as const) {
      const example = ascentExample(theta);
      const [deck, exact] = [
        await ascentLosses("deck-minus", example, 1e-3, 5),
        await ascentLosses("exp", example, 1e-3, 5),
      ];
      expect(deck[5] > deck[0], `θ = ${theta}`).toBe(climbs);
      expect(exact[5], `θ = ${theta}`).toBeLessThan(exact[0]);
    }
  });
});
