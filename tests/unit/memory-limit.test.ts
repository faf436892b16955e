import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arrayRefusal,
  availableBytes,
  clampToMemory,
  estimateBytes,
  HELD_OUT_BYTES,
  largestArray,
  largestLength,
  memoryRefusal,
  ROWS_OF_A_SUM,
} from "../../src/config/memory-limit";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { parseQuery } from "../../src/config/url";
import * as gradients from "../../src/kernels/wgsl/gradients";

const large: RunConfig = {
  ...DEFAULT_CONFIG,
  task: "words",
  units: 256,
  batch: 128,
  vocabulary: 2000,
  length: 1000,
};

describe("the room that a config needs", () => {
  it("is at least what the states, their gradients and the outputs of both lanes take, by hand", () => {
    const [steps, batch, n, classes] = [1000, 128, 256, 2001];
    const floats = 3 * (steps + 1) * batch * n + steps * batch * classes;
    expect(estimateBytes(large)).toBeGreaterThanOrEqual(2 * 4 * floats);
    expect(estimateBytes(large)).toBeLessThan(2 * 2 * 4 * floats);
  });

  it("is there for every preset, even on a device with half a gigabyte for the page", () => {
    for (const preset of PRESETS) expect(estimateBytes(presetConfig(preset))).toBeLessThan(2 ** 29);
  });

  it("decides the largest length: that one fits, and one more does not", () => {
    const sizes = fc.record({
      units: fc.integer({ min: 2, max: 256 }),
      batch: fc.integer({ min: 1, max: 128 }),
      available: fc.integer({ min: 2 ** 27, max: 2 ** 30 }),
    });
    fc.assert(
      fc.property(sizes, ({ available, ...size }) => {
        const length = largestLength({ ...large, ...size }, available);
        expect(estimateBytes({ ...large, ...size, length })).toBeLessThanOrEqual(available);
        if (length < 1000)
          expect(estimateBytes({ ...large, ...size, length: length + 1 })).toBeGreaterThan(available);
      }),
    );
  });

  it("bounds the largest array of a pass, by hand, and says what a device that takes less would take", () => {
    const copying: RunConfig = { ...DEFAULT_CONFIG, units: 32, batch: 16, length: 60 };
    // States of the held-out sequences; 3 symbols, 60 blanks and 3 to recall.
    expect(largestArray(copying)).toBe(4 * 128 * (66 + 1) * 32);
    expect(largestArray({ ...copying, b: { ...copying.b, numbers: "complex" } })).toBe(4 * 128 * 67 * 64);
    // Outputs of 2001 words, each with loss and accuracy; or the parts of a sum over many rows.
    expect(largestArray({ ...large, units: 2 })).toBe(4 * 128 * 1000 * 2003);
    expect(largestArray(large)).toBeGreaterThanOrEqual(4 * 500 * 256 * 2 * 2001);
    // Held-out sequences are then evaluated in parts: the batch's own states are the largest.
    const long: RunConfig = { ...copying, length: 1000, units: 256, batch: 100 };
    expect(largestArray(long)).toBe(4 * 100 * (1000 + 2 * 3 + 1) * 256);
    expect(largestArray({ ...long, batch: 16 })).toBe(HELD_OUT_BYTES);
    expect(ROWS_OF_A_SUM).toBe(gradients.ROWS_OF_A_SUM);
    expect(arrayRefusal(copying, 4 * 128 * 67 * 32)).toBeUndefined();
    expect(arrayRefusal(copying, 1e6)).toMatch(/up to 2 MB, and it takes at most 1 MB; .* that fits is 54$/);
    expect(largestArray({ ...copying, length: 54 })).toBeLessThanOrEqual(1e6);
    expect(largestArray({ ...copying, length: 55 })).toBeGreaterThan(1e6);
  });

  it("is refused in an address with a sentence that says the largest length, which is then taken", () => {
    const { config, refusals } = parseQuery(
      "task=words&units=256&batch=128&vocabulary=2000&length=1000&a.numbers=complex",
    );
    expect(refusals).toHaveLength(1);
    expect(refusals[0].message).toMatch(
      new RegExp(
        `length = “1000” was refused: .*256 hidden units.*largest length that fits is ${config.length}\\.`,
      ),
    );
    expect(estimateBytes(config)).toBeLessThanOrEqual(availableBytes());
    expect(clampToMemory(config)).toEqual({ config, refusals: [] });
    expect(memoryRefusal(config)).toBeUndefined();
  });
});
