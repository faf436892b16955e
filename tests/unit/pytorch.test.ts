import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { findPython } from "../../scripts/find-python.mjs";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type LaneConfig, NUMBERS, type RunConfig } from "../../src/config/schema";
import { pytorchProgram } from "../../src/export/pytorch/program";
import { SOURCES } from "../../src/export/pytorch/source";
import { INITIALISATION_IDS } from "../../src/initialisations";
import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { LANE_KEYS, type LaneKey } from "../../src/lanes";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { RULE_IDS, RULES } from "../../src/rules";
import { TASK_IDS, TASKS } from "../../src/tasks";
import { Trainer } from "../../src/training/trainer";
import { printedBy, printedLosses } from "../reference/python-programs";
import { useBackend } from "./backends";

const SITE = "https://example.org/lab/";
const PATHS = [...new Set(TASK_IDS.flatMap((task) => TASKS[task].files))];
const textOf = (path: string) => readFileSync(new URL(`../../public/${path}`, import.meta.url), "utf8");
const DATA = Object.fromEntries(PATHS.map((path) => [path.slice(path.lastIndexOf("/") + 1), textOf(path)]));

const STEPS = 10;
const SMALL: RunConfig = {
  ...DEFAULT_CONFIG,
  length: 6,
  recall: 2,
  units: 7,
  batch: 4,
  steps: STEPS,
  lr: 0.05,
};
const LANE: LaneConfig = { ...DEFAULT_CONFIG.b, activation: "tanh", init: "haar", rate: 0.01 };

/** Small runs in which every option of a lane occurs, with a sentence for each. */
const LANES: readonly [string, LaneConfig][] = [
  ...RULE_IDS.flatMap((rule) =>
    RULES[rule].numbers.map((numbers): [string, LaneConfig] => [
      `the rule ${rule}, ${numbers}`,
      { ...LANE, rule, numbers, rebase: 3, clip: 0.05 },
    ]),
  ),
  ...NUMBERS.flatMap((numbers) => [
    ...ACTIVATION_IDS.map((activation): [string, LaneConfig] => [
      `${activation}, ${numbers}`,
      { ...LANE, activation, numbers },
    ]),
    ...INITIALISATION_IDS.map((init): [string, LaneConfig] => [
      `the start ${init}, ${numbers}`,
      { ...LANE, init, numbers, rule: "none", gain: 0.8 },
    ]),
    ...OPTIMISER_IDS.map((optimiser): [string, LaneConfig] => [
      `${optimiser}, ${numbers}`,
      { ...LANE, numbers, optimiser, precondition: optimiser },
    ]),
  ]),
  ["a Gaussian start made unitary", { ...LANE, init: "gaussian" }],
];
/** Two of them a run. */
const RUNS = Array.from({ length: Math.ceil(LANES.length / 2) }, (_, i): [string, RunConfig] => {
  const [a, b = a] = LANES.slice(2 * i, 2 * i + 2);
  return [`${a[0]} and ${b[0]}`, { ...SMALL, a: a[1], b: b[1] }];
});
/** A seed of 32 bits, and lanes that do not make a small rounding large. */
const CALM: RunConfig = { ...SMALL, seed: 4_000_000_000, lr: 0.001, a: { ...LANE, rule: "none" }, b: LANE };
const TASK_RUNS = TASK_IDS.flatMap((task): [string, RunConfig][] => [
  [task, { ...CALM, task }],
  [`${task}, loss at the last step`, { ...CALM, task, supervise: "last" }],
  ...(task === "digits"
    ? ([[`${task}, permuted`, { ...CALM, task, order: "permuted" }]] as [string, RunConfig][])
    : []),
]);
const PRESET_RUNS = PRESETS.map((preset): [string, RunConfig] => [
  preset.label,
  { ...presetConfig(preset), steps: 1 },
]);

/** The lab's losses, step 0 first. */
async function labLosses(config: RunConfig) {
  const maker = TASKS[config.task];
  const trainer = await Trainer.begin(config, maker.make(config, maker.files.map(textOf)));
  for (let step = 0; step <= config.steps; step++) await trainer.advance();
  const of = async (lane: LaneKey) => (await trainer.lanes[lane].drain()).records.map(({ loss }) => loss);
  const losses = { a: await of("a"), b: await of("b") };
  trainer.free();
  return losses;
}

const python3 = findPython("py_compile");

describe("the PyTorch program", () => {
  it.skipIf(!python3)("is Python, for every preset", () => {
    const programs = PRESETS.map((preset) => pytorchProgram(presetConfig(preset), SITE));
    const compiled = spawnSync(
      String(python3),
      ["-c", "import json, sys; [compile(text, 'program', 'exec') for text in json.load(sys.stdin)]"],
      { input: JSON.stringify(programs), encoding: "utf8" },
    );
    expect(compiled.stderr).toBe("");
    expect(compiled.status).toBe(0);
  });

  it("leaves no piece of Python unused, and gives each one once", () => {
    const programs = [...RUNS, ...TASK_RUNS].map(([, config]) => pytorchProgram(config, SITE));
    for (const [path, text] of SOURCES) {
      expect(
        programs.some((program) => program.includes(text)),
        path,
      ).toBe(true);
      for (const program of programs) expect(program.split(text).length, path).toBeLessThanOrEqual(2);
    }
  });

  it("names the data that has to stand beside it, and where the page has it", () => {
    const program = pytorchProgram({ ...DEFAULT_CONFIG, task: "digits" }, SITE);
    expect(program).toContain('DATA_ADDRESS = "https://example.org/lab/digits/digits.txt"');
    expect(pytorchProgram(DEFAULT_CONFIG, SITE)).not.toContain("DATA");
  });

  it("refuses a rule that cannot train the lane's numbers, and says what would be right", () => {
    const config: RunConfig = { ...DEFAULT_CONFIG, b: { ...LANE, rule: "arjovsky" } };
    expect(() => pytorchProgram(config, SITE)).toThrow(/complex matrices only: set the numbers of lane B/);
  });
});

const withTorch = findPython("torch");

describe.skipIf(!withTorch)("run by PyTorch", () => {
  const printed = new Map<RunConfig, string>();
  beforeAll(async () => {
    await useBackend("wasm");
    const configs = [...RUNS, ...TASK_RUNS, ...PRESET_RUNS].map(([, config]) => config);
    const programs = configs.map((config) => pytorchProgram(config, SITE));
    const all = printedBy(String(withTorch), programs, DATA);
    for (const [i, config] of configs.entries()) printed.set(config, all[i]);
  }, 300_000);

  it.each([...RUNS, ...TASK_RUNS])("has the lab's loss before and after ten steps: %s", async (_, config) => {
    const lab = await labLosses(config);
    for (const step of [0, STEPS]) {
      const torch = printedLosses(printed.get(config) ?? "", step);
      for (const lane of LANE_KEYS) {
        expect(Math.abs(torch[lane] / lab[lane][step] - 1), `${lane} at ${step}`).toBeLessThan(1e-4);
      }
    }
  });

  it.each(PRESET_RUNS)("has the lab's first loss of the preset %s", async (_, config) => {
    const lab = await labLosses(config);
    const torch = printedLosses(printed.get(config) ?? "", 0);
    expect(Math.abs(torch.a / lab.a[0] - 1)).toBeLessThan(1e-4);
    expect(Math.abs(torch.b / lab.b[0] - 1)).toBeLessThan(1e-4);
  });
});

it("reads the user’s own text where the run does, and not the novel", () => {
  const program = (text: RunConfig["text"]) => pytorchProgram({ ...SMALL, task: "characters", text }, SITE);
  expect(program("own")).toContain('DATA_FILE = "own-text.txt"');
  expect(program("own")).toContain("save it in UTF-8 beside the program as own-text.txt");
  expect(program("own")).not.toContain("pride-and-prejudice");
  expect(program("novel")).toContain('DATA_FILE = "pride-and-prejudice.txt"');
});
