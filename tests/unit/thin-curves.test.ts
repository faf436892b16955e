import { expect, it } from "vitest";
import { thinned } from "../../scripts/thin-curves.mjs";

const curve = { step: [10, 20, 30, 40], loss: [4, 2, 1, 0], accuracy: [0, 0.5, 1, 1], seconds: [1, 2, 3, 4] };

it("a thinned curve has the means of equally many points, and the step and clock of the last of them", () => {
  expect(thinned(curve, 2)).toEqual({ step: [20, 40], loss: [3, 0.5], accuracy: [0.25, 1], seconds: [2, 4] });
});

it("a curve that is as short already, or cannot be divided, stays as it is", () => {
  expect(thinned(curve, 4)).toBe(curve);
  expect(thinned(curve, 3)).toBe(curve);
});
