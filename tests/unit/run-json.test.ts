import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readImport } from "../../src/config/import";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import { runJson } from "../../src/export/run-json";
import type { LaneKey } from "../../src/lanes";
import { random } from "../../src/math/random";
import { LaneHistory } from "../../src/store/history";
import { adding } from "../../src/tasks/adding";
import { LaneTrainer } from "../../src/training/lane-trainer";
import { useBackend } from "./backends";

const LANE: LaneConfig = {
  ...DEFAULT_CONFIG.b,
  rule: "none",
  init: "gaussian",
  optimiser: "adam",
  rate: 0.02,
};
const CONFIG: RunConfig = {
  ...DEFAULT_CONFIG,
  ...{ task: "adding", length: 5, units: 3, batch: 4, lr: 0.1, steps: 6 },
  a: { ...LANE, cell: "lstm", forget: 0.5 },
  b: { ...LANE, cell: "gru" },
};
const SEQUENCE = 3;

interface JsonArray {
  readonly shape: number[];
  readonly data: number[];
}
interface JsonLane {
  readonly cell: string;
  readonly history: Record<"step" | "drift" | "spectralRadius", (number | string | null)[]>;
  readonly eigenvalues: number[][];
  readonly gradientNormThroughTime: number[];
  readonly weights: Record<string, JsonArray>;
}
interface JsonRun {
  readonly version: number;
  readonly lanes: readonly JsonLane[];
  readonly sequence: { readonly inputs: JsonArray; readonly answers: readonly JsonArray[] };
  readonly initial: {
    readonly lanes: readonly { weights: Record<string, JsonArray>; loss: number; gradW: JsonArray }[];
    readonly batch: { readonly inputs: JsonArray; readonly targets: JsonArray };
  };
}

/** A lane of a config in mid-run, as the workers export it, and its history. */
async function exported(config: RunConfig, key: LaneKey) {
  const trainer = await LaneTrainer.begin(config, key, adding.make(config, []));
  const history = new LaneHistory();
  for (let step = 0; step < config.steps; step++) await trainer.advance();
  const { records } = await trainer.drain();
  const scalar = (name: "step" | "loss" | "accuracy" | "gradNorm" | "drift") =>
    Float64Array.from(records, (record) => record[name]);
  history.append({
    ...{ steps: scalar("step"), loss: scalar("loss"), accuracy: scalar("accuracy") },
    ...{ gradNorm: scalar("gradNorm"), drift: scalar("drift"), moments: [], lastFinite: [] },
    ...{ complex: false, stopped: null, notes: [], changes: [] },
  });
  const lane = {
    ...{ rule: trainer.settings.rule, step: trainer.step, begun: trainer.begun, settings: trainer.trained },
    ...{ changes: [], complex: false, weights: await trainer.weights(), initial: trainer.initial },
    gradientNormThroughTime: (await trainer.probe()).gradLast,
  };
  trainer.free();
  return { lane, history };
}

async function exportedRun(config: RunConfig): Promise<{ text: string; run: JsonRun }> {
  const task = adding.make(config, []);
  const [a, b] = [await exported(config, "a"), await exported(config, "b")];
  const heldOut = task.heldOut(random(config.seed, "held out"), 8);
  const backend = { running: "wasm", adapter: "WebAssembly SIMD" } as Parameters<
    typeof runJson
  >[0]["backend"];
  const text = runJson({
    ...{ config, backend, heldOut, sequence: SEQUENCE, fork: null, userAgent: "test", app: "0" },
    names: { a: "A", b: "B" },
    exported: {
      answer: {
        ...{ type: "exported", run: 0, config, lanes: { a: a.lane, b: b.lane } },
        batch: task.batch(random(config.seed, "batch 0"), config.batch),
      } as Parameters<typeof runJson>[0]["exported"]["answer"],
      history: { a: a.history, b: b.history },
      spectra: { a: undefined, b: undefined },
      state: { backend, fork: null, heldOut, sequence: SEQUENCE },
      ...{ begun: config, changes: [] },
    },
  });
  return { text, run: JSON.parse(text) as JsonRun };
}

const logistic = (z: number) => 1 / (1 + Math.exp(-z));
const dot = (row: readonly number[], x: readonly number[]) =>
  row.reduce((sum, value, i) => sum + value * x[i], 0);

/** The outputs of a network of a file on one sequence [T][d], written down from docs/run-format.md. */
function outputsOf(
  cell: string,
  weights: Record<string, JsonArray>,
  inputs: readonly number[][],
): number[][] {
  const rows = ({ shape: [_, columns], data }: JsonArray, from: number, count: number) =>
    Array.from({ length: count }, (_row, j) => data.slice((from + j) * columns, (from + j + 1) * columns));
  const n = weights.W.shape[1];
  const block = (k: number) => {
    const [w, v] = [rows(weights.W, k * n, n), rows(weights.V, k * n, n)];
    const b = weights.b.data.slice(k * n, (k + 1) * n);
    return {
      ofInput: (x: readonly number[]) => v.map((row, j) => dot(row, x) + b[j]),
      ofState: (h: readonly number[]) => w.map((row) => dot(row, h)),
    };
  };
  const blocks = Array.from({ length: weights.W.shape[0] / n }, (_, k) => block(k));
  let [h, c] = [Array<number>(n).fill(0), Array<number>(n).fill(0)];
  return inputs.map((x) => {
    const [input, state] = [blocks.map(({ ofInput }) => ofInput(x)), blocks.map(({ ofState }) => ofState(h))];
    const sum = (k: number, j: number) => input[k][j] + state[k][j];
    if (cell === "lstm") {
      c = c.map((before, j) => logistic(sum(1, j)) * before + logistic(sum(0, j)) * Math.tanh(sum(2, j)));
      h = c.map((now, j) => logistic(sum(3, j)) * Math.tanh(now));
    } else {
      h = h.map((before, j) => {
        const [r, z] = [logistic(sum(0, j)), logistic(sum(1, j))];
        const m = Math.tanh(input[2][j] + r * (state[2][j] + weights.bm.data[j]));
        return (1 - z) * m + z * before;
      });
    }
    const u = rows(weights.U, 0, weights.U.shape[0]);
    return u.map((row, k) => dot(row, h) + weights.c.data[k]);
  });
}

/** Sequence k of an array [T, batch, d], or of one sequence [T, d]. */
function sequenceOf({ shape, data }: JsonArray, k: number): number[][] {
  const [steps, batch, d] = shape.length === 3 ? shape : [shape[0], 1, shape[1]];
  return Array.from({ length: steps }, (_, t) => data.slice((t * batch + k) * d, (t * batch + k + 1) * d));
}

describe("the file of a run with gated cells", () => {
  let file: { text: string; run: JsonRun };
  beforeAll(async () => {
    await useBackend("cpu");
    file = await exportedRun(CONFIG);
  });

  it("says so in its version and its lanes, and gives neither drift nor eigenvalues", () => {
    const { version, lanes } = file.run;
    expect(version).toBe(4);
    expect(lanes.map(({ cell }) => cell)).toEqual(["lstm", "gru"]);
    for (const { history, eigenvalues, gradientNormThroughTime } of lanes) {
      expect(history.step).toHaveLength(CONFIG.steps);
      expect(new Set(history.drift)).toEqual(new Set(["NaN"]));
      expect(new Set(history.spectralRadius)).toEqual(new Set([null]));
      expect(eigenvalues).toEqual([]);
      expect(gradientNormThroughTime).toHaveLength(CONFIG.length + 1);
    }
  });

  it("has the matrices of all gates above one another", () => {
    const shapes = file.run.lanes.map(({ weights }) =>
      Object.fromEntries(Object.entries(weights).map(([name, { shape }]) => [name, shape])),
    );
    expect(shapes).toEqual([
      { W: [12, 3], V: [12, 2], b: [12], U: [1, 3], c: [1] },
      { W: [9, 3], V: [9, 2], b: [9], U: [1, 3], c: [1], bm: [3] },
    ]);
    expect(file.run.initial.lanes.map(({ gradW }) => gradW.shape)).toEqual([
      [12, 3],
      [9, 3],
    ]);
    const [lstm] = file.run.initial.lanes;
    expect(lstm.weights.b.data).toEqual([0, 0, 0, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0]);
  });

  it("has the answers of its weights, and the first loss of those at the start", () => {
    const { lanes, sequence, initial } = file.run;
    for (const [i, { cell, weights }] of lanes.entries()) {
      const outputs = outputsOf(cell, weights, sequenceOf(sequence.inputs, 0)).flat();
      for (const [t, y] of outputs.entries()) expect(sequence.answers[i].data[t]).toBeCloseTo(y, 12);
      const { inputs, targets } = initial.batch;
      const [steps, batch] = inputs.shape;
      const errors = Array.from({ length: batch }, (_, k) => {
        const y = outputsOf(cell, initial.lanes[i].weights, sequenceOf(inputs, k))[steps - 1][0];
        return (y - targets.data[(steps - 1) * batch + k]) ** 2;
      });
      const loss = errors.reduce((sum, error) => sum + error) / batch;
      expect(initial.lanes[i].loss / loss).toBeCloseTo(1, 5);
    }
  });

  it("opens with the settings of its run", async () => {
    expect(await readImport(new Blob([file.text]))).toEqual({
      config: CONFIG,
      sequence: SEQUENCE,
      refusals: [],
    });
  });
});

it("the file of a run of simple cells has the version that earlier releases read", async () => {
  await useBackend("cpu");
  const simple = { ...CONFIG, a: LANE, b: { ...LANE, rule: "exp" as const, init: "haar" as const } };
  const { run } = await exportedRun(simple);
  expect(run.version).toBe(2);
  expect(run.lanes.map(({ cell }) => cell)).toEqual(["simple", "simple"]);
});

it("a file of an earlier release, which has no cells, opens with simple ones", async () => {
  const old = readFileSync("tests/files/release-0.1/run.json");
  const { config, refusals } = await readImport(new Blob([old]));
  expect(JSON.parse(old.toString()).config.a).not.toHaveProperty("cell");
  expect([config.a.cell, config.b.cell, config.a.rule, config.b.rule, refusals]).toEqual([
    "simple",
    "simple",
    "soft",
    "deck-minus",
    [],
  ]);
});
