import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { responseTimeout } from "../../src/worker/response-timeout";

const limit = (part: object, steps: number) => responseTimeout({ ...DEFAULT_CONFIG, ...part }, { steps });

it("gives a device ten seconds, and large networks a second more for each thousand million multiplications", () => {
  expect(limit({ units: 32, batch: 16 }, 66)).toBe(10_000);
  // 256² · 1000 · (3 · 128 + 128) = 33.6 thousand million.
  expect(limit({ units: 256, batch: 128 }, 1000)).toBe(44_000);
  const b = { ...DEFAULT_CONFIG.b, numbers: "complex" };
  expect(limit({ units: 256, batch: 128, b }, 1000)).toBe(144_000);
});
