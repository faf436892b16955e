import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arrayRefusal,
  availableBytes,
  clampToMemory,
  estimateBytes,
  HELD_OUT_BYTES,
  largestArray,
  memoryRefusal,
  ROWS_OF_A_SUM,
} from "../../src/config/memory-limit";
import { noteOwnText } from "../../src/config/own-text-length";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type RunConfig, TEXTS } from "../../src/config/schema";
import { parseQuery } from "../../src/config/url";
import { fitnessOf } from "../../src/experiments/text-fitness";
import * as gradients from "../../src/kernels/wgsl/gradients";
import { TASK_IDS, TASKS } from "../../src/tasks";

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
    // What was measured is up to fourteen times the states, and twice the outputs.
    expect(estimateBytes(large)).toBeLessThan(2 * 5 * 4 * floats);
  });

  it("is there for every preset, even on a device with half a gigabyte for the page", () => {
    for (const preset of PRESETS) expect(estimateBytes(presetConfig(preset))).toBeLessThan(2 ** 29);
  });

  it("decides the length that is offered: it is accepted, and one more is refused; else a batch or units are", () => {
    const sizes = fc.record({
      task: fc.constantFrom(...TASK_IDS),
      text: fc.constantFrom(...TEXTS),
      units: fc.integer({ min: 2, max: 256 }),
      batch: fc.integer({ min: 1, max: 128 }),
      length: fc.integer({ min: 1, max: 1000 }),
      vocabulary: fc.integer({ min: 100, max: 2000 }),
      recall: fc.integer({ min: 1, max: 20 }),
      numbers: fc.constantFrom("real" as const, "complex" as const),
    });
    // The least memory that a browser tells of is a quarter of a gigabyte.
    const available = fc.integer({ min: 2 ** 26, max: 2 ** 31 });
    const words = fc.option(fc.integer({ min: 20, max: 20_000 }), { nil: null });
    fc.assert(
      fc.property(sizes, available, words, ({ numbers, ...size }, available, words) => {
        noteOwnText(words === null ? null : fitnessOf("word ".repeat(words)));
        const lane = { ...DEFAULT_CONFIG.b, numbers };
        const config: RunConfig = {
          ...DEFAULT_CONFIG,
          ...size,
          a: { ...DEFAULT_CONFIG.a, numbers },
          b: lane,
        };
        const refusal = memoryRefusal(config, available);
        if (!refusal) return;
        const { key } = refusal;
        const [, offered] = /largest \w+ that fits.* is (\d+)\.$/.exec(refusal.message) ?? [];
        // What the sentence names besides, such as “with length 1”.
        const besides = [...refusal.message.matchAll(/ (length|batch) (\d+)(?= and| is)/g)];
        const smaller = { ...config, ...Object.fromEntries(besides.map(([, name, n]) => [name, Number(n)])) };
        expect(memoryRefusal({ ...smaller, [key]: Number(offered) }, available)).toBeUndefined();
        expect(memoryRefusal({ ...smaller, [key]: Number(offered) + 1 }, available)).toBeDefined();
        expect(Number(offered)).toBeLessThan(Number(refusal.given));
      }),
      { numRuns: 500 },
    );
    noteOwnText(null);
  });

  it("offers no longer sequence than the user’s own text has room for, and the task takes that one", () => {
    const text = Array.from({ length: 1080 }, (_, i) => `word${i % 50}`).join(" ");
    noteOwnText(fitnessOf(text));
    const own: RunConfig = { ...large, text: "own" };
    // Of 1,080 words the last 108 are held out: 107 to read and one to predict.
    expect(memoryRefusal(own)?.message).toMatch(
      /takes at most \d+ MB here\. The largest length that fits is 107\.$/,
    );
    expect(memoryRefusal({ ...own, length: 918, units: 8, batch: 1 })?.message).toBe(
      "length = “918” was refused: your text is too short for it. The largest length that fits is 107.",
    );
    const { config, refusals } = clampToMemory(own);
    expect([config.length, refusals.length]).toEqual([107, 1]);
    expect(TASKS.words.make(config, [text]).steps).toBe(107);
    expect(() => TASKS.words.make({ ...config, length: 108 }, [text])).toThrow(/at most 107/);
    expect(memoryRefusal({ ...own, text: "novel", length: 900, units: 8, batch: 1 })).toBeUndefined();
    // A word and a space are two characters, at the end one.
    expect(memoryRefusal({ ...own, task: "characters", units: 8, batch: 1 })?.message).toMatch(
      new RegExp(`is ${Math.ceil(text.length / 10) - 1}\\.$`),
    );
    noteOwnText(null);
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
    // A gated cell keeps four numbers for each unit, and has as many δ as blocks.
    for (const cell of ["lstm", "gru"] as const) {
      const gated: RunConfig = { ...long, b: { ...long.b, cell, rule: "none" } };
      expect(largestArray(gated)).toBe(4 * 100 * (1000 + 2 * 3 + 1) * 256 * 4);
    }
    const words: RunConfig = { ...large, length: 64, b: { ...large.b, cell: "lstm", rule: "none" } };
    expect(largestArray(words)).toBeGreaterThanOrEqual(4 * 32 * 256 * (4 + 1) * 2001);
    expect(ROWS_OF_A_SUM).toBe(gradients.ROWS_OF_A_SUM);
    expect(arrayRefusal(copying, 4 * 128 * 67 * 32)).toBeUndefined();
    expect(arrayRefusal(copying, 1e6)).toMatch(/up to 2 MB, and it takes at most 1 MB; .* that fits is 54$/);
    // Programs hold a state in a workgroup's memory, a complex one as two numbers per unit.
    expect(arrayRefusal({ ...copying, units: 512 })).toBeUndefined();
    expect(arrayRefusal({ ...copying, units: 300, b: { ...copying.b, numbers: "complex" } })).toBe(
      "its states would have 600 numbers, and its programs take at most 512; the largest units that fits is 256",
    );
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
