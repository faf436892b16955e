import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { findPython } from "../../scripts/find-python.mjs";
import { type Change, withChanges } from "../../src/config/changes";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type LaneConfig, NUMBERS, type RunConfig } from "../../src/config/schema";
import { pytorchProgram, type RunPlan } from "../../src/export/pytorch/program";
import { SOURCES } from "../../src/export/pytorch/source";
import { INITIALISATION_IDS } from "../../src/initialisations";
import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { CELL_IDS, CELLS } from "../../src/kernels/cells";
import { LANE_KEYS, type LaneKey } from "../../src/lanes";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { RULE_IDS, RULES } from "../../src/rules";
import { TASK_IDS, TASKS } from "../../src/tasks";
import { LaneTrainer } from "../../src/training/lane-trainer";
import { refit } from "../../src/training/refit";
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

const GATED = CELL_IDS.filter((cell) => CELLS[cell].gated);

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
  ...GATED.flatMap((cell) => [
    ...RULE_IDS.filter((rule) => !RULES[rule].square).map((rule): [string, LaneConfig] => [
      `the cell ${cell}, ${rule}`,
      { ...LANE, cell, rule, clip: 0.05, forget: 2 },
    ]),
    ...INITIALISATION_IDS.map((init): [string, LaneConfig] => [
      `the cell ${cell}, the start ${init}`,
      { ...LANE, cell, init, rule: "none", gain: 0.8 },
    ]),
    ...OPTIMISER_IDS.map((optimiser): [string, LaneConfig] => [
      `the cell ${cell}, ${optimiser}`,
      { ...LANE, cell, rule: "none", optimiser, precondition: optimiser },
    ]),
  ]),
];
/** Two of them a run. */
const RUNS = Array.from({ length: Math.ceil(LANES.length / 2) }, (_, i): [string, RunConfig] => {
  const [a, b = a] = LANES.slice(2 * i, 2 * i + 2);
  return [`${a[0]} and ${b[0]}`, { ...SMALL, a: a[1], b: b[1] }];
});
/** A seed of 32 bits, and lanes that do not make a small rounding large. */
const CALM: RunConfig = { ...SMALL, seed: 4_000_000_000, lr: 0.001, a: { ...LANE, rule: "none" }, b: LANE };
/** Long enough for a score on the held-out sequences after the last update. */
const TESTED = 25;
const GATES = {
  a: { ...LANE, rule: "none", cell: "lstm" },
  b: { ...LANE, rule: "none", cell: "gru" },
} satisfies Partial<RunConfig>;
const TASK_RUNS = TASK_IDS.flatMap((task): [string, RunConfig][] => [
  [task, { ...CALM, task, steps: TESTED }],
  [`${task}, gated cells`, { ...CALM, ...GATES, task, steps: TESTED }],
  [`${task}, loss at the last step`, { ...CALM, task, supervise: "last" }],
  ...(task === "digits"
    ? ([[`${task}, permuted`, { ...CALM, task, order: "permuted" }]] as [string, RunConfig][])
    : []),
]);
const PRESET_RUNS = PRESETS.map((preset): [string, RunConfig] => [
  preset.label,
  { ...presetConfig(preset), steps: 1 },
]);

const MILD: RunConfig = { ...CALM, steps: 20, lr: 0.01, a: { ...LANE, rule: "none" } };
const COMPLEX: LaneConfig = { ...LANE, numbers: "complex", activation: "modrelu" };
/** Every setting that can be changed between two updates, and rules that take over from others. */
const CHANGED: readonly (readonly [string, RunPlan])[] = [
  [
    "real lanes",
    {
      begun: MILD,
      fork: null,
      changes: [
        { step: 2, setting: "a.rule", from: "none", to: "soft" },
        { step: 3, setting: "lr", from: 0.01, to: 0.03 },
        { step: 5, setting: "b.rule", from: "exp", to: "riemannian" },
        { step: 6, setting: "b.rebase", from: 1, to: 3 },
        { step: 7, setting: "a.beta", from: 0.1, to: 0.5 },
        { step: 7, setting: "b.clip", from: 0, to: 0.02 },
        { step: 9, setting: "a.rate", from: 0.01, to: 0.03 },
        { step: 12, setting: "a.rule", from: "soft", to: "householder" },
        { step: 14, setting: "b.rule", from: "riemannian", to: "euclidean" },
        { step: 15, setting: "lr", from: 0.03, to: 0.02 },
        { step: 16, setting: "b.clip", from: 0.02, to: 0 },
      ],
    },
  ],
  [
    "gated cells under momentum",
    {
      begun: { ...MILD, a: { ...GATES.a, precondition: "momentum" }, b: GATES.b },
      fork: null,
      changes: [
        { step: 3, setting: "a.rule", from: "none", to: "frozen" },
        { step: 5, setting: "b.clip", from: 0, to: 0.01 },
        { step: 6, setting: "a.rule", from: "frozen", to: "euclidean" },
        { step: 8, setting: "lr", from: 0.01, to: 0.1 },
        { step: 12, setting: "b.rate", from: 0.01, to: 0.03 },
      ],
    },
  ],
  [
    "complex lanes under Adam",
    {
      begun: { ...MILD, a: { ...COMPLEX, precondition: "adam" }, b: { ...COMPLEX, rule: "cayley" } },
      fork: null,
      changes: [
        { step: 4, setting: "lr", from: 0.01, to: 0.002 },
        { step: 6, setting: "a.rule", from: "exp", to: "projection" },
        { step: 9, setting: "b.rule", from: "cayley", to: "arjovsky" },
        { step: 13, setting: "a.clip", from: 0, to: 0.1 },
      ],
    },
  ],
];
/** Gated cells under every optimiser. */
const GATED_RUNS = OPTIMISER_IDS.map((optimiser): [string, RunConfig] => [
  optimiser,
  {
    ...MILD,
    steps: 20,
    a: { ...GATES.a, optimiser, precondition: optimiser },
    b: { ...GATES.b, optimiser, precondition: optimiser },
  },
]);
/** A fork of lane B at step 8, of which the copy is changed in all that a fork can change. */
const FORK: RunPlan = {
  begun: { ...MILD, a: LANE, b: LANE },
  fork: { lane: "b" },
  changes: [
    { step: 4, setting: "lr", from: 0.01, to: 0.02 },
    { step: 8, setting: "a.activation", from: "tanh", to: "relu" },
    { step: 8, setting: "a.optimiser", from: LANE.optimiser, to: "adam" },
    { step: 8, setting: "a.precondition", from: LANE.precondition, to: "momentum" },
    { step: 10, setting: "a.rate", from: 0.01, to: 0.003 },
  ],
};

/** The lab's losses of a fork of which one lane is changed at `at`, and others later. */
async function labForkLosses({ begun, changes }: RunPlan, at: number) {
  const task = TASKS[begun.task].make(begun, []);
  const losses: Record<LaneKey, number[]> = { a: [], b: [] };
  for (const lane of LANE_KEYS) {
    let trainer = await LaneTrainer.begin(begun, "b", task);
    let config = begun;
    for (let step = 0; step <= begun.steps; step++) {
      const now = changes.filter((change) => change.step === step);
      config = withChanges(config, now);
      if (step === at) {
        losses[lane] = (await trainer.drain()).records.map(({ loss }) => loss);
        const refitted = refit(await trainer.checkpoint(), config[lane]);
        trainer.free();
        trainer = await LaneTrainer.resume(task, refitted);
      } else if (now.length > 0) await trainer.adjust(config, config[lane]);
      await trainer.advance();
    }
    losses[lane].push(...(await trainer.drain()).records.map(({ loss }) => loss));
    trainer.free();
  }
  return losses;
}

/** The lab's losses, step 0 first, and the held-out scores after the last update. */
async function labLosses(config: RunConfig, changes: readonly Change[] = []) {
  const maker = TASKS[config.task];
  const trainer = await Trainer.begin(config, maker.make(config, maker.files.map(textOf)));
  let now = config;
  for (let step = 0; step <= config.steps; step++) {
    const made = changes.filter((change) => change.step === step);
    now = withChanges(now, made);
    if (made.length > 0) await trainer.adjust(now);
    await trainer.advance();
  }
  const of = async (lane: LaneKey) => (await trainer.lanes[lane].drain()).records.map(({ loss }) => loss);
  const losses = { a: await of("a"), b: await of("b") };
  const heldOut = { a: trainer.lanes.a.heldOut, b: trainer.lanes.b.heldOut };
  trainer.free();
  return { ...losses, heldOut };
}

/**
 * What a user may do with trained networks: looks at each block of bias_hh, whether it is 0, and runs a layer of PyTorch’s
 * own, in double precision, with the saved weights.
 */
const AFTERWARDS = `
    inputs, _ = held_out()
    for lane, layer in [(a, nn.LSTM), (b, nn.GRU)]:
        saved = {name: value.double().cpu() for name, value in lane.net.state_dict().items()}
        rnn = layer(INPUTS, UNITS).double()
        rnn.load_state_dict({name[4:]: value for name, value in saved.items() if name.startswith("rnn.")})
        h, _ = rnn(F.one_hot(inputs, INPUTS).double())
        answers = h @ saved["U.weight"].T + saved["U.bias"]
        moved = (rnn.bias_hh_l0.view(-1, UNITS) != 0).all(1).int().tolist()
        same = torch.allclose(answers, lane.net.to("cpu")(inputs).double(), atol=1e-5)
        same = same and torch.equal(rnn.weight_hh_l0, saved["rule.W"].float().double())
        print(layer.__name__, *moved, same)
`;

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
    const programs = [...RUNS, ...TASK_RUNS, ...CHANGED].map(([, run]) => pytorchProgram(run, SITE));
    for (const [path, text] of SOURCES) {
      if (path.startsWith("notebook/")) continue;
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

  it("refuses a rule that cannot train the lane’s numbers or cell, and says what would be right", () => {
    const of = (b: LaneConfig) => () => pytorchProgram({ ...DEFAULT_CONFIG, b }, SITE);
    expect(of({ ...LANE, rule: "arjovsky" })).toThrow(/complex matrices only: set the numbers of lane B/);
    expect(of({ ...LANE, rule: "exp", cell: "gru" })).toThrow(
      /a square W only, and the cell gru has none: change the rule, the numbers or the cell of lane B\./,
    );
  });
});

const withTorch = findPython("torch");

describe.skipIf(!withTorch)("run by PyTorch", () => {
  const printed = new Map<RunConfig | RunPlan, string>();
  beforeAll(async () => {
    await useBackend("wasm");
    const configs = [
      ...[...RUNS, ...TASK_RUNS, ...PRESET_RUNS, ...GATED_RUNS, ...CHANGED].map(([, run]) => run),
      FORK,
    ];
    const programs = configs.map((config) => pytorchProgram(config, SITE));
    const all = printedBy(String(withTorch), programs, DATA);
    for (const [i, config] of configs.entries()) printed.set(config, all[i]);
  }, 300_000);

  it.each([...RUNS, ...TASK_RUNS])("has the lab's loss before and after ten steps: %s", async (_, config) => {
    const lab = await labLosses(config);
    for (const step of [0, config.steps]) {
      const torch = printedLosses(printed.get(config) ?? "", step);
      for (const lane of LANE_KEYS) {
        expect(Math.abs(torch[lane] / lab[lane][step] - 1), `${lane} at ${step}`).toBeLessThan(1e-4);
      }
    }
  });

  it.each(TASK_RUNS.filter(([, { steps }]) => steps === TESTED))(
    "has the lab’s held-out score: %s",
    async (_, config) => {
      const { heldOut } = await labLosses(config);
      for (const lane of LANE_KEYS) {
        const line = new RegExp(`^held out +loss ${lane.toUpperCase()} (\\S+) +accuracy (\\S+)$`, "m");
        const [, loss, accuracy] = line.exec(printed.get(config) ?? "") ?? [];
        expect(heldOut[lane].step).toBe(TESTED);
        expect(Math.abs(Number(loss) / heldOut[lane].loss - 1)).toBeLessThan(1e-4);
        expect(Number(accuracy)).toBeCloseTo(heldOut[lane].accuracy, 4);
      }
    },
  );

  it.each(CHANGED)("has the lab’s loss after changes in mid-run: %s", async (_, run) => {
    const lab = await labLosses(run.begun, run.changes);
    const torch = printedLosses(printed.get(run) ?? "", run.begun.steps);
    for (const lane of LANE_KEYS)
      expect(Math.abs(torch[lane] / lab[lane][run.begun.steps] - 1), lane).toBeLessThan(1e-5);
  });

  it("has the lab’s losses of a fork and of its copy, of which other settings were changed", async () => {
    const lab = await labForkLosses(FORK, 8);
    const torch = printedLosses(printed.get(FORK) ?? "", FORK.begun.steps);
    expect(lab.a.slice(0, 8)).toEqual(lab.b.slice(0, 8));
    for (const lane of LANE_KEYS)
      expect(Math.abs(torch[lane] / lab[lane][FORK.begun.steps] - 1), lane).toBeLessThan(1e-5);
  });

  it.each(GATED_RUNS)("has the lab’s losses of gated cells before and after 20 steps: %s", async (_, run) => {
    const lab = await labLosses(run);
    for (const step of [0, run.steps]) {
      const torch = printedLosses(printed.get(run) ?? "", step);
      for (const lane of LANE_KEYS)
        expect(Math.abs(torch[lane] / lab[lane][step] - 1), `${lane} at ${step}`).toBeLessThan(1e-5);
    }
  });

  it("trains one bias of an LSTM, and of a GRU the inner one, and saves layers that PyTorch loads", () => {
    const [, run] = GATED_RUNS[OPTIMISER_IDS.indexOf("adam")];
    const [said] = printedBy(String(withTorch), [`${pytorchProgram(run, SITE)}${AFTERWARDS}`]);
    const lines = said.trim().split("\n").slice(-2);
    expect(lines).toEqual(["LSTM 0 0 0 0 True", "GRU 0 0 1 True"]);
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
