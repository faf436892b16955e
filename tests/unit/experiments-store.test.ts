import { expect, it } from "vitest";
import { expand } from "../../src/experiments/expand";
import type { Plan } from "../../src/experiments/plan";
import { PLANS } from "../../src/experiments/plans";
import { failedRow, type Row } from "../../src/experiments/row";
import { shippedData } from "../../src/experiments/source";
import type { Archive } from "../../src/store/experiment-archive";
import { Experiments } from "../../src/store/experiments";
import type { TaskId } from "../../src/tasks";
import type { News, PoolEvents } from "../../src/worker/experiment-pool";

/** A pool that only notes who runs, and an archive that knows nothing and answers when it is let. */
function parts() {
  const running = new Set<string>();
  let answer = () => {};
  let receive: PoolEvents["received"] = () => {};
  const asked = () => new Promise<never[]>((resolve) => (answer = () => resolve([])));
  const nothing = async () => {};
  const troubles: Partial<Record<TaskId, string>> = {};
  const archive: Archive = {
    plan: async () => null,
    savePlan: nothing,
    rows: asked,
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
    start: ({ id }: { id: string }) => void running.add(id),
    cancel: (id: string) => void running.delete(id),
    pause: () => {},
    resume: () => {},
    end: () => running.clear(),
  };
  return {
    experiments: new Experiments(
      ({ received }) => {
        receive = received;
        return pool;
      },
      archive,
      {
        dataNow: async ({ task, text }) => (text === "own" ? "own-now" : shippedData(task)),
        textTrouble: async ({ task, text }) => (text === "own" ? (troubles[task] ?? null) : null),
      },
    ),
    troubles,
    receive: (response: News) => receive(response),
    archive,
    running,
    answer: () => answer(),
  };
}

it("a plan that is started while another one is being looked up does not run on behind that one", async () => {
  const { experiments, running, answer } = parts();
  const first = experiments.choose(PLANS[0]);
  answer();
  await first;
  const second = experiments.choose(PLANS[2]);
  experiments.start();
  await new Promise((resolve) => setTimeout(resolve));
  expect(running.size).toBe(2);
  answer();
  await second;
  expect(running.size).toBe(0);
  expect(experiments.state.plan).toBe(PLANS[2]);
  expect(experiments.state.phase).toBe("idle");
  experiments.start();
  await new Promise((resolve) => setTimeout(resolve));
  expect([...running].every((id) => experiments.state.queue.some(({ run }) => run.id === id))).toBe(true);
  expect(running.size).toBe(2);
});

it("rows that are kept stay while those of a results file are shown", async () => {
  const { experiments, answer, archive } = parts();
  const chosen = experiments.choose(PLANS[0]);
  answer();
  await chosen;
  let forgotten = 0;
  archive.deleteRows = async () => void forgotten++;
  const origin = { command: "npm run experiment", commit: "", machine: "another", backend: "wasm" };
  experiments.showResults({ plan: PLANS[0], origin, rows: [] });
  await experiments.forget();
  expect(forgotten).toBe(0);
  expect(experiments.state.origin).toBe(origin);
  const closed = experiments.choose(PLANS[0]);
  answer();
  await closed;
  expect(experiments.state.origin).toBeNull();
  const forget = experiments.forget();
  await new Promise((resolve) => setTimeout(resolve));
  answer();
  await forget;
  expect(forgotten).toBe(1);
});

it("rows made on WebGPU are not gone on with on WebAssembly", async () => {
  const { experiments, running } = parts();
  const origin = { command: "npm run experiment", commit: "", machine: "another", backend: "webgpu" };
  const run = expand(PLANS[0])[0];
  for (const [backend, starts] of [
    ["webgpu", false],
    ["wasm", true],
  ] as const) {
    const rows = [failedRow(run, PLANS[0].id, "an example", backend)];
    experiments.showResults({ plan: PLANS[0], origin: { ...origin, backend }, rows });
    experiments.start();
    await new Promise((resolve) => setTimeout(resolve));
    expect(running.size > 0).toBe(starts);
    if (!starts)
      expect(experiments.state.trouble).toMatch(
        /^These rows were made on WebGPU, .* continue with the command/,
      );
  }
});

it("kept rows of another text or engine are made again, and those of a file are not continued", async () => {
  const { experiments, running, archive } = parts();
  const own = { ...PLANS[0], settings: { ...PLANS[0].settings, text: "own" as const } };
  const runs = expand(own);
  const row = (i: number, part: object) => ({
    ...failedRow(runs[i], own.id, "", "wasm"),
    outcome: "finished" as const,
    data: "own-now",
    ...part,
  });
  archive.rows = async () => [row(0, {}), row(1, { data: "other-before" }), row(2, { engine: 0 })];
  await experiments.choose(own);
  expect(experiments.state.rows.map(({ id }) => id)).toEqual([runs[0].id]);
  expect(experiments.state.queue).toHaveLength(runs.length - 1);
  const origin = { command: "npm run experiment", commit: "", machine: "another", backend: "wasm" };
  experiments.showResults({ plan: own, origin, rows: [row(1, { data: "other-before" })] });
  await experiments.start();
  expect(running.size).toBe(0);
  expect(experiments.state.trouble).toMatch(/^These rows were made from another text, so the page cannot/);
  experiments.showResults({ plan: own, origin, rows: [row(0, {})] });
  await experiments.start();
  await new Promise((resolve) => setTimeout(resolve));
  expect(running.size).toBe(2);
});

it("a plan does not start on a text of the user’s own that is good for none of its tasks", async () => {
  const { experiments, running, archive, troubles } = parts();
  archive.rows = async () => [];
  const { task: _task, ...settings } = PLANS[0].settings;
  const start = async (grid: Plan["grid"]) => {
    await experiments.choose({ ...PLANS[0], settings: { ...settings, text: "own" }, grid });
    await experiments.start();
    await new Promise((resolve) => setTimeout(resolve));
    return running.size;
  };
  troubles.words = "It is not good for words.";
  expect(await start({ task: ["words"] })).toBe(0);
  expect(experiments.state).toMatchObject({ phase: "idle", trouble: "It is not good for words." });
  expect(await start({ task: ["characters"] })).toBe(2);
  expect(experiments.state.trouble).toBeNull();
  expect(await start({ task: ["words", "characters"] })).toBe(2);
});

it("a plan during which the user’s own text is replaced in another tab makes the runs on the earlier one again", async () => {
  const { experiments, archive, receive } = parts();
  const rows: Row[] = [];
  archive.rows = async () => rows;
  archive.saveRow = async (row) => void rows.push(row);
  const own = { ...PLANS[0], settings: { ...PLANS[0].settings, text: "own" as const } };
  const runs = expand(own);
  await experiments.choose(own);
  await experiments.start();
  await new Promise((resolve) => setTimeout(resolve));
  const done = async (i: number, data: string) => {
    const row = { ...failedRow(runs[i], own.id, "", "wasm"), outcome: "finished" as const, data };
    receive({ type: "done", id: runs[i].id, row, weights: null });
    await new Promise((resolve) => setTimeout(resolve));
  };
  await done(0, "other-before");
  expect(experiments.state).toMatchObject({ phase: "running", trouble: null });
  await done(1, "own-now");
  expect(experiments.state.rows.map(({ id }) => id)).toEqual([runs[1].id]);
  expect(experiments.state.phase).toBe("idle");
  expect(experiments.state.trouble).toMatch(/^Your own text was replaced during the plan/);
});
