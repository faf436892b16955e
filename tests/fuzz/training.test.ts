import { readFileSync } from "node:fs";
import { memory } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { RunConfig } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { formatCount, formatNumber } from "../../src/math/number-format";
import { TASKS } from "../../src/tasks";
import { LaneTrainer } from "../../src/training/lane-trainer";
import { useBackend } from "../unit/backends";
import { anyConfig } from "./arbitrary-config";
import { COUNTS, DRAW } from "./counts";

/** Small enough for ten thousand of them; everything else of a config is free. */
const LIMITS = { units: 9, length: 12, recall: 3, batch: 3, vocabulary: 120 };
const STEPS = 3;

const texts = new Map<string, string>();
const text = (file: string) => {
  const known = texts.get(file) ?? readFileSync(new URL(`../../public/${file}`, import.meta.url), "utf8");
  texts.set(file, known);
  return known;
};
/** The beginning of a novel has its words too. */
const short = (file: string) => text(file).slice(0, 60_000);

/** The lane of a config, or undefined where settings that do not go together are refused with a sentence. */
async function begin(config: RunConfig, key: LaneKey): Promise<LaneTrainer | undefined> {
  const { files, make } = TASKS[config.task];
  try {
    return await LaneTrainer.begin(
      config,
      key,
      make(config, files.map(config.task === "digits" ? text : short)),
    );
  } catch (error) {
    const { message } = error as Error;
    expect(message).toMatch(
      /^(The (rule|cell) .*: .*choose another|Adding needs .*at least 2; it is 1|Copying with reset needs .*at least \d+; it is \d+|task = “own-.*choose Your own data under Experiments)/,
    );
    return undefined;
  }
}

beforeAll(() => useBackend("wasm"));

it(
  "any config trains, stops with a reason or is refused with one: no crash, no leak, and no figure that is not a number unless it says so",
  async () => {
    const lane = fc.constantFrom("a" as const, "b" as const);
    await fc.assert(
      fc.asyncProperty(anyConfig(LIMITS), lane, async (config, key) => {
        const before = memory().numTensors;
        const trainer = await begin(config, key);
        if (!trainer) return void expect(memory().numTensors).toBe(before);
        for (let i = 0; i < STEPS; i++) await trainer.advance();
        const { records } = await trainer.drain();
        expect(records.length).toBeGreaterThan(0);
        // Gates have no drift, and the page says so.
        const isGated = config[key].cell !== "simple";
        for (const { step, loss, gradNorm, drift } of records) {
          if (isGated) expect(drift).toBeNaN();
          for (const figure of [loss, gradNorm, ...(isGated ? [] : [drift])]) {
            expect(formatNumber(figure)).toMatch(/^(NaN|−?∞|−?\d[\d.\s×⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*)$/u);
            if (!Number.isFinite(figure)) expect(trainer.stopped, `at step ${step}`).not.toBeNull();
          }
          expect(formatCount(step)).toMatch(/^\d+$/);
        }
        if (trainer.stopped) expect(trainer.stopped.explanation.length).toBeGreaterThan(20);
        else expect(trainer.step).toBe(STEPS);
        trainer.free();
        expect(memory().numTensors).toBe(before);
      }),
      { numRuns: COUNTS.configs, ...DRAW },
    );
  },
  60 * 60_000,
);
