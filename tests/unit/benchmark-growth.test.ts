import { expect, it } from "vitest";
import { exponent } from "../../scripts/bench/growth";

const x = [16, 32, 64, 128];

it("the exponent of a power law is found whatever its factor", () => {
  for (const p of [0, 1, 1.5, 2]) {
    expect(
      exponent(
        x,
        x.map((value) => 3 * value ** p),
      ),
    ).toBeCloseTo(p, 12);
  }
});

it("noise that is symmetric does not change the exponent", () => {
  const noisy = [1.1, 1 / 1.1, 1 / 1.1, 1.1].map((factor, i) => factor * x[i]);
  expect(exponent(x, noisy)).toBeCloseTo(1, 12);
});
