import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { expand, type PlannedRun } from "../../src/experiments/expand";
import { OWN_DATA_PLAN, withData } from "../../src/experiments/own-data-plan";
import type { Plan } from "../../src/experiments/plan";
import { failedRow, type Row } from "../../src/experiments/row";
import { type OwnData, ownData } from "../../src/own-data/own-data";
import type { Archive } from "../../src/store/experiment-archive";
import { Experiments } from "../../src/store/experiments";
import { ExperimentPool, mostBytes } from "../../src/worker/experiment-pool";
import type { ExperimentRequest } from "../../src/worker/experiment-protocol";

/** Twenty sequences of so many time steps. */
function made(steps: number): OwnData {
  const values = Float32Array.from({ length: 20 * steps }, (_, i) => i);
  const labels = {
    name: "y",
    array: { shape: [20], values: Int32Array.from(values.slice(0, 20), (i) => i % 2) },
  };
  const remedies = { labels: "", numbers: "" };
  return ownData("classes", { name: "x", inputs: { shape: [20, steps], values }, labels }, null, remedies);
}
const [DATA, OTHER] = [made(3), made(4)];
const PLAN = withData({ ...OWN_DATA_PLAN, grid: { seed: [1, 2] } }, DATA, { data: "x.npy", labels: "y.npy" });

const nothing = async () => {};
const settled = () => new Promise((resolve) => setTimeout(resolve));

function parts(rows: readonly Row[] = []) {
  const started: { id: string; data: OwnData | null }[] = [];
  const archive: Archive = {
    plan: async () => null,
    savePlan: nothing,
    rows: async () => [...rows],
    saveRow: nothing,
    deleteRows: nothing,
    checkpoint: async () => null,
    saveCheckpoint: nothing,
    deleteCheckpoints: nothing,
    deleteOwnText: nothing,
    saveModel: nothing,
    model: async () => null,
    models: async () => [],
    tidy: nothing,
  };
  const pool = {
    sizeFor: () => 2,
    start: ({ id }: PlannedRun, _plan: string, _from: unknown, data: OwnData | null) =>
      void started.push({ id, data }),
    cancel: () => {},
    pause: () => {},
    resume: () => {},
    end: () => void started.splice(0),
  };
  const sources = { dataNow: async () => "", textTrouble: async () => null };
  return { experiments: new Experiments(() => pool, archive, sources), started };
}

const finished = (plan: Plan, i: number, data: string): Row => ({
  ...failedRow(expand(plan)[i], plan.id, "", "wasm"),
  outcome: "finished",
  data,
});

it("a plan on own data starts once they are there, and its runs get them", async () => {
  const { experiments, started } = parts();
  await experiments.choose(OWN_DATA_PLAN);
  await experiments.start();
  expect(experiments.state.trouble).toBe(
    "This plan reads data of your own: choose their file in the settings of the plan.",
  );
  await experiments.choose(PLAN);
  await experiments.start();
  expect(experiments.state.trouble).toBe(
    "This plan reads x.npy, y.npy, which the browser does not keep: choose them again in the settings of the plan.",
  );
  expect(started).toEqual([]);
  await experiments.takeData(DATA, PLAN);
  await experiments.start();
  await settled();
  expect(experiments.state).toMatchObject({ phase: "running", trouble: null });
  expect(started).toHaveLength(2);
  expect(started.every(({ data }) => data === DATA)).toBe(true);
  experiments.cancel();
  experiments.dropData();
  await experiments.start();
  expect(experiments.state.trouble).toContain("choose them again");
});

it("rows of the data that the plan names are kept without them, and rows of others are not shown", async () => {
  const rows = [finished(PLAN, 0, DATA.data), finished(PLAN, 1, OTHER.data)];
  const { experiments } = parts(rows);
  await experiments.choose(PLAN);
  expect(experiments.state.rows.map(({ index }) => index)).toEqual([0]);
});

it("results that were made from these data stay when these are taken, and those from others do not", async () => {
  const { experiments } = parts();
  const origin = { command: "npm run experiment", commit: "", machine: "another", backend: "wasm" };
  // A file of an earlier release does not name its data, but its rows do.
  const { data: _, ...unnamed } = PLAN;
  experiments.showResults({ plan: unnamed, origin, rows: [finished(PLAN, 0, DATA.data)] });
  await experiments.takeData(DATA, PLAN);
  expect(experiments.state).toMatchObject({ origin, plan: PLAN });
  expect(experiments.state.rows).toHaveLength(1);
  experiments.showResults({ plan: unnamed, origin, rows: [finished(PLAN, 0, OTHER.data)] });
  await experiments.takeData(DATA, PLAN);
  expect(experiments.state).toMatchObject({ origin: null, rows: [] });
});

it("a run that takes more memory with its data than the page has is refused", async () => {
  const { experiments, started } = parts();
  const wide: OwnData = { ...DATA, width: 1000, steps: 1000, data: "wide" };
  const plan = withData({ ...OWN_DATA_PLAN, settings: { ...OWN_DATA_PLAN.settings, batch: 128 } }, wide, {});
  // Eight copies of 128 sequences of a thousand times a thousand numbers are 4 GB.
  expect(
    mostBytes(
      expand(plan).map(({ config }) => config),
      wide,
    ),
  ).toBeGreaterThan(4e9);
  await experiments.takeData(wide, plan);
  await experiments.start();
  expect(experiments.state.trouble).toMatch(
    /^A run would take up to \d{4} MB with these data, and this page/,
  );
  expect(started).toEqual([]);
});

/** A worker that answers nothing. */
class SilentWorker {
  static readonly sent: ExperimentRequest[] = [];
  onmessage = null;
  onerror = null;
  postMessage(request: ExperimentRequest): void {
    SilentWorker.sent.push(request);
  }
  terminate(): void {}
}

beforeEach(() => {
  vi.stubGlobal("Worker", SilentWorker);
  vi.stubGlobal("document", { baseURI: "http://localhost/" });
});
afterEach(() => vi.unstubAllGlobals());

it("a worker of the pool gets the data before its run", () => {
  const pool = new ExperimentPool({ received: () => {}, returned: () => {} });
  pool.start(expand(PLAN)[0], PLAN.id, null, DATA);
  expect(SilentWorker.sent.map(({ type }) => type)).toEqual(["data", "run"]);
  expect(SilentWorker.sent[0]).toEqual({ type: "data", data: DATA });
});
