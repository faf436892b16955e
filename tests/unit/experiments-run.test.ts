import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { runShard } from "../../scripts/experiment.ts";
import type { Machine } from "../../scripts/machine";
import { thinned } from "../../scripts/thin-curves.mjs";
import type { RunConfig } from "../../src/config/schema";
import { roughCost, trainedNumbers } from "../../src/experiments/cost";
import { configOf, expand, type PlannedRun, type Shard } from "../../src/experiments/expand";
import { type Plan, parsePlan } from "../../src/experiments/plan";
import { PLANS } from "../../src/experiments/plans";
import { readResults } from "../../src/experiments/results-file";
import { failedRow, fromLine, type Row, rowLine } from "../../src/experiments/row";
import { type Result, type RunCheckpoint, train } from "../../src/experiments/run";
import { ENGINE } from "../../src/experiments/source";
import { random } from "../../src/math/random";
import { Recurrence } from "../../src/sequence/network";
import { TASKS } from "../../src/tasks";
import { laneStart } from "../../src/training/lane-start";
import { Trainer } from "../../src/training/trainer";
import { useBackend } from "./backends";

const PLAN = parsePlan({
  format: "unitary-rnn-lab/plan",
  version: 1,
  name: "Tiny",
  settings: { task: "copying", length: 6, recall: 2, alphabet: 3, units: 8, batch: 4, steps: 12 },
  networks: [
    { name: "plain", rule: "none", init: "uniform" },
    { name: "unitary", rule: "exp", lr: 0.1 },
    { name: "thrown out", rule: "euclidean", init: "gaussian", gain: 10, activation: "relu", lr: 10 },
  ],
  grid: { seed: [1, 2] },
});

const task = (config: RunConfig) => TASKS[config.task].make(config, []);

async function resultOf(run: PlannedRun, from: RunCheckpoint | null = null, plan = PLAN.id): Promise<Result> {
  const training = train(run, plan, task(run.config), "wasm", from);
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
  }
}

const toItsEnd = async (...given: Parameters<typeof resultOf>): Promise<Row> =>
  (await resultOf(...given)).row;

/**
 * ‖∂L_T/∂state_1‖ / ‖∂L_T/∂state_T‖ at the start, by central differences through the recurrence in float64; L_T is the
 * cross-entropy of the last outputs of batch 0.
 */
function keptByDifferences(config: RunConfig): number {
  const { w0, cell, parameters } = laneStart(config, "b", task(config));
  const w = Float32Array.from(w0.values);
  const recurrence = new Recurrence({ ...cell, w, parameters });
  const { inputs, targets, steps, size } = task(config).batch(random(config.seed, "batch 0"), config.batch);
  const lossFrom = (k: number, from: number, state: Float64Array) => {
    let now = state;
    for (let t = from; t < steps; t++) now = recurrence.step(now, inputs[t * size + k]).next;
    const y = recurrence.output(now);
    const sum = y.reduce((total, value) => total + Math.exp(value), 0);
    return Math.log(sum) - y[targets[(steps - 1) * size + k]];
  };
  /** The sum of squares of the gradient at the state after `at` steps. */
  const squared = (k: number, at: number) => {
    let state = recurrence.start;
    for (let t = 0; t < at; t++) state = recurrence.step(state, inputs[t * size + k]).next;
    const slopes = Array.from(state, (_, i) => {
      const [up, down] = [1e-5, -1e-5].map((by) => {
        const moved = state.slice();
        moved[i] += by;
        return lossFrom(k, at, moved);
      });
      return (up - down) / 2e-5;
    });
    return slopes.reduce((sum, slope) => sum + slope ** 2, 0);
  };
  const norm = (at: number) =>
    Math.sqrt(Array.from({ length: size }, (_, k) => squared(k, at)).reduce((sum, one) => sum + one));
  return norm(1) / norm(steps);
}

const scoresOf = ({ training, heldOut, scoredOn }: Row) => ({ training, heldOut, scoredOn });

/** A row without what a clock measured. */
const timeless = ({ seconds: _s, curve: { seconds: _c, ...curve }, ...row }: Row) => ({ ...row, curve });

const ON_WASM: Machine = {
  backend: "wasm",
  device: "",
  verify: null,
  fault: () => undefined,
};

/** Runs a shard in memory. */
async function shard(
  number: number,
  of: number,
  before = "",
  stopAfter = Number.POSITIVE_INFINITY,
  plan: Plan = PLAN,
  machine: Machine = ON_WASM,
  say: (sentence: string) => void = () => {},
) {
  let file = before;
  let steps = 0;
  const counts: string[] = [];
  const which: Shard = { number, of };
  const { rows } = await runShard({
    plan,
    shard: which,
    machine,
    origin: { command: "test", commit: "", machine: "" },
    existing: before,
    saved: null,
    save: async () => {},
    publicFolder: "public",
    write: async (line) => {
      file += `${line}\n`;
    },
    say,
    progress: ({ done, runs }) => void counts.push(`${done}/${runs}`),
    preparing: () => {},
    resumed: () => {},
    interrupted: () => ++steps > stopAfter,
  });
  return { file, rows, counts: [...new Set(counts)] };
}

beforeAll(() => useBackend("wasm"));

describe("a run", () => {
  it("has the losses that the lab’s own trainer has for the same lane", async () => {
    const [, run] = expand(PLAN);
    const row = await toItsEnd(run);
    const trainer = await Trainer.begin(run.config, task(run.config));
    for (let step = 0; step < run.config.steps; step++) await trainer.advance();
    const { records } = await trainer.lanes.b.drain();
    trainer.free();
    expect(row.curve.loss).toEqual(records.slice(0, run.config.steps).map(({ loss }) => loss));
    expect(row.step).toBe(run.config.steps);
    expect(row.outcome).toBe("finished");
  });

  it("that overflows is a row that says what was not finite, and when", async () => {
    const run = expand(PLAN).find(({ network }) => network === "thrown out");
    const row = await toItsEnd(run!);
    expect(row.outcome).toBe("stopped");
    expect(row.stop?.step).toBe(row.step);
    expect(Number.isFinite(row.stop?.value)).toBe(false);
    expect(row.reason).toMatch(/NaN|Infinity|grew past|overflowed/);
  });

  it("that cannot be run is a row that says why", () => {
    const [run] = expand(PLAN);
    const row = failedRow(run, PLAN.id, "no text", "wasm");
    expect([row.outcome, row.reason, row.step]).toEqual(["failed", "no text", 0]);
    expect(row.heldOut.loss).toBeNaN();
  });

  it.each(["plain", "unitary", "complex", "by Adam", "LSTM", "GRU"])(
    "that is continued has the same row as without interruption: %s",
    async (name) => {
      const networks: Plan["networks"] = [
        ...PLAN.networks,
        { name: "complex", settings: { rule: "arjovsky", numbers: "complex" } },
        {
          name: "by Adam",
          settings: { rule: "riemannian", rebase: 5, optimiser: "adam", precondition: "adam", lr: 0.01 },
        },
        { name: "LSTM", settings: { cell: "lstm", forget: 2, optimiser: "adam" } },
        { name: "GRU", settings: { cell: "gru", rule: "frozen", optimiser: "momentum" } },
      ];
      const plan: Plan = { ...PLAN, networks, settings: { ...PLAN.settings, steps: 250 } };
      const run = expand(plan).find(({ network }) => network === name);
      const whole = await toItsEnd(run!);
      const training = train(run!, PLAN.id, task(run!.config), "wasm");
      let checkpoint: RunCheckpoint | undefined;
      while (checkpoint?.lane.step !== 223) {
        const { value, done } = await training.next();
        if (done || !value.checkpoint) continue;
        checkpoint = structuredClone(await value.checkpoint());
      }
      await training.return(Promise.reject(new Error("closed"))).catch(() => {});
      // In the middle of a slice of the curve, which has three steps, and between two evaluations.
      expect(checkpoint.score.evaluated).toHaveLength(2);
      expect(timeless(await toItsEnd(run!, checkpoint))).toEqual(timeless(whole));
    },
  );

  it("continues from a checkpoint of a release that knew no cells", async () => {
    const [, run] = expand(PLAN);
    const training = train(run, PLAN.id, task(run.config), "wasm");
    let checkpoint: RunCheckpoint | undefined;
    while (checkpoint?.lane.step !== 5) {
      const { value, done } = await training.next();
      if (!done && value.checkpoint) checkpoint = structuredClone(await value.checkpoint());
    }
    await training.return(Promise.reject(new Error("closed"))).catch(() => {});
    const { cell: _cell, forget: _forget, ...config } = checkpoint.lane.config;
    const old = { ...checkpoint, lane: { ...checkpoint.lane, config } } as RunCheckpoint;
    expect(timeless(await toItsEnd(run, old))).toEqual(timeless(await toItsEnd(run)));
  });

  it("frees its tensors if its consumer stops early", async () => {
    const { memory } = await import("@tensorflow/tfjs-core");
    const [run] = expand(PLAN);
    const before = memory().numTensors;
    const training = train(run, PLAN.id, task(run.config), "wasm");
    for (let step = 0; step < 3; step++) await training.next();
    expect(memory().numTensors).toBeGreaterThan(before);
    await training.return(Promise.reject(new Error("enough"))).catch(() => {});
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    { cell: "lstm" },
    { cell: "gru" },
    { rule: "none", activation: "modrelu" },
    { rule: "none", activation: "tanh", numbers: "complex" },
  ] as const)("trains as many numbers as its weights have: %o", async (settings) => {
    const config = configOf(PLAN.settings, { steps: 1, ...settings });
    const run: PlannedRun = { id: "", index: 0, network: "", point: {}, config, like: null };
    const { row, weights } = await resultOf(run);
    const counts = Object.values(weights).map(({ data, imag }) => data.length + (imag?.length ?? 0));
    expect(row.parameters).toBe(counts.reduce((sum, count) => sum + count));
  });

  it.each(["lstm", "gru"] as const)(
    "keeps the gradient of the whole state, and has no drift: %s",
    async (cell) => {
      const config = configOf(PLAN.settings, { steps: 1, units: 3, cell });
      const { drift, gradientKept } = await toItsEnd({ ...expand(PLAN)[0], config });
      expect(drift).toBeNaN();
      expect(gradientKept.first / keptByDifferences(config)).toBeCloseTo(1, 4);
    },
  );

  it("of matched networks trains as nearly the same number of parameters as n allows", async () => {
    const plan: Plan = {
      ...PLAN,
      match: "parameters",
      networks: PLAN.networks.slice(0, 2),
      settings: { ...PLAN.settings, units: 24 },
    };
    const [plain, unitary] = await Promise.all(
      expand(plan)
        .slice(0, 2)
        .map((run) => toItsEnd(run)),
    );
    expect(plain.units).toBe(24);
    expect(unitary.units).toBeGreaterThan(24);
    const { inputs, outputs } = task(configOf(plan.settings));
    const count = (units: number) =>
      trainedNumbers(configOf({ rule: "exp" }), { inputs, outputs, units, complex: false });
    expect(unitary.parameters).toBe(count(unitary.units));
    const miss = (units: number) => Math.abs(count(units) - plain.parameters);
    expect(miss(unitary.units)).toBeLessThanOrEqual(
      Math.min(miss(unitary.units - 1), miss(unitary.units + 1)),
    );
  });
});

describe("a plan in Node", () => {
  it("in two shards has the same rows as a whole, and the files merge by concatenation", async () => {
    const whole = await shard(1, 1);
    const [first, second] = [await shard(1, 2), await shard(2, 2)];
    const merged = readResults(first.file + second.file);
    expect(merged.rows.map(timeless)).toEqual(readResults(whole.file).rows.map(timeless));
    expect(merged.rows).toHaveLength(6);
  });

  it("counts the runs of its own shard alone, also where the file has rows of others", async () => {
    const [first, second] = [await shard(1, 2), await shard(2, 2, "", 14)];
    const rest = await shard(2, 2, first.file + second.file);
    expect(rest.counts.at(-1)).toBe("3/3");
    for (const count of [...first.counts, ...rest.counts]) expect(count).toMatch(/^[0-3]\/3$/);
  });

  it("continues after an interruption without repeating finished runs, and ends with the same rows", async () => {
    const whole = await shard(1, 1);
    const half = await shard(1, 1, "", 30);
    const before = readResults(half.file).rows;
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(6);
    const rest = await shard(1, 1, half.file);
    expect(rest.file.startsWith(half.file)).toBe(true);
    const after = readResults(rest.file).rows;
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.map(timeless)).toEqual(readResults(whole.file).rows.map(timeless));
  });

  it("continues after a line that was cut off while being written", async () => {
    const whole = await shard(1, 1);
    const cut = whole.file.slice(0, whole.file.length - 100);
    expect(readResults(cut).rows).toHaveLength(5);
    const rest = await shard(1, 1, cut.slice(0, cut.lastIndexOf("\n") + 1));
    expect(readResults(rest.file).rows).toHaveLength(6);
  });

  it("continues a results file of a release that called the plan something else", async () => {
    const { file } = await shard(1, 6);
    const renamed = { ...PLAN, name: "The same runs", asks: "What is this plan called?" };
    const whole = await shard(1, 1, file, undefined, renamed);
    expect(readResults(whole.file).rows).toHaveLength(6);
  });

  it("says what its largest network takes, also beside one that differs in its cell alone", async () => {
    const settings = { ...PLAN.settings, units: 576, length: 5, steps: 1, rule: "none" } as const;
    const said = async (networks: Plan["networks"]) => {
      const sentences: string[] = [];
      const plan: Plan = { ...PLAN, settings, networks, grid: {} };
      await shard(1, 1, "", 0, plan, ON_WASM, (sentence) => void sentences.push(sentence));
      return Number(/At most (\d+) MB/.exec(sentences.join())?.[1]);
    };
    const lstm = { name: "LSTM", settings: { cell: "lstm" } } as const;
    const simple = { name: "RNN", settings: {} };
    expect(await said([lstm, simple])).toBe(await said([lstm]));
    expect(await said([lstm])).toBeGreaterThan(await said([simple]));
  });

  it("refuses a results file of another plan", async () => {
    const { file } = await shard(1, 6);
    const other = { ...PLAN, name: "Other", grid: { seed: [7] } };
    await expect(shard(1, 1, file, 0, other)).rejects.toThrow(/belongs to another plan, “Tiny”/);
  });

  const forever = Number.POSITIVE_INFINITY;
  const onGpu: Machine = { ...ON_WASM, backend: "webgpu", device: "A card" };

  it("says in header and rows what computed it, and goes on on nothing else", async () => {
    const { file } = await shard(1, 6, "", forever, PLAN, onGpu);
    const { origin, rows } = readResults(file);
    expect([origin.backend, ...rows.map(({ backend }) => backend)]).toEqual(["webgpu", "webgpu"]);
    await expect(shard(1, 1, file)).rejects.toThrow(/made on webgpu, and this would continue on wasm/);
    const onWasm = await shard(1, 6);
    await expect(shard(1, 1, onWasm.file, forever, PLAN, onGpu)).rejects.toThrow(/made on wasm/);
    expect((await shard(2, 6, file, forever, PLAN, onGpu)).rows).toHaveLength(1);
  });

  it("is not begun on a device that computes one of its networks wrongly; each kind is looked at once", async () => {
    const seen: string[] = [];
    const broken: Machine = {
      ...onGpu,
      verify: async ({ b }) => {
        seen.push(b.rule);
        return b.rule === "euclidean" ? "the loss is wrong" : undefined;
      },
    };
    await expect(shard(1, 1, "", forever, PLAN, broken)).rejects.toThrow(
      "A card computes thrown out, seed 2 wrongly: the loss is wrong. Nothing was run.",
    );
    expect(seen).toEqual(["none", "exp", "euclidean"]);
  });

  it("ends with a failed row where the device is lost", async () => {
    let asked = 0;
    const fault = () => (++asked > 40 ? "The graphics device was lost: gone." : undefined);
    const { rows } = await shard(1, 1, "", forever, PLAN, { ...onGpu, fault });
    expect(rows.map(({ outcome }) => outcome)).toEqual(["finished", "failed"]);
    expect(rows[1].reason).toBe("The graphics device was lost: gone.");
  });
});

describe("the results that come with the lab", () => {
  const listed = JSON.parse(readFileSync("public/results/index.json", "utf8")) as string[];
  const results = listed.map((name) => ({
    name,
    ...readResults(readFileSync(`public/results/${name}`, "utf8")),
  }));

  it("are whole plans of the lab’s own, each with the command that made it", () => {
    for (const { name, plan, rows, origin } of results) {
      expect(`${plan.id}.jsonl`).toBe(name);
      expect(PLANS.map(({ id }) => id)).toContain(plan.id);
      expect(rows).toHaveLength(expand(plan).length);
      expect(origin.command).toContain(`npm run experiment -- ${plan.id}`);
    }
  });

  it("can be had again: the smallest of their runs has the row that it had", async () => {
    const runs = results
      .filter(({ plan }) => ["copying", "adding"].includes(String(plan.settings.task)))
      .flatMap(({ plan, rows }) =>
        expand(plan).map((run) => ({ run, row: rows.find(({ id }) => id === run.id) })),
      )
      .sort((one, other) => roughCost(one.run.config) - roughCost(other.run.config));
    const [smallest] = runs;
    const before = smallest.row as Row;
    const again = fromLine(rowLine(await toItsEnd(smallest.run, null, before.plan))) as Row;
    // Rows that an earlier version made have its scores.
    const made = before.engine === ENGINE ? again : { ...again, ...scoresOf(before), engine: before.engine };
    // The curves of some reference files are thinned.
    const curve = thinned(made.curve, before.curve.step.length);
    expect(timeless({ ...made, curve })).toEqual(timeless(before));
  });
});
