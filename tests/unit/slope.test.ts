import { expect, test } from "vitest";
import { slopePerTenMinutes } from "../../scripts/soak/slope.mjs";

test("a soak's slope is that of the line, per ten minutes, whatever happened in the first fifth", () => {
  const samples = Array.from({ length: 31 }, (_, minutes) => ({
    minutes,
    y: minutes < 6 ? 1000 : 5 + 0.3 * minutes,
  }));
  expect(slopePerTenMinutes(samples, ({ y }) => y)).toBeCloseTo(3, 10);
});
