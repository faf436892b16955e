import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PlannedRun } from "../../src/experiments/expand";
import { expand } from "../../src/experiments/expand";
import { PLANS } from "../../src/experiments/plans";
import { failedRow, type Row } from "../../src/experiments/row";
import { ExperimentPool, poolSize } from "../../src/worker/experiment-pool";
import type { ExperimentRequest, ExperimentResponse } from "../../src/worker/experiment-protocol";

const GB = 2 ** 30;
const RUNS = expand(PLANS[0]).slice(0, 12);

/** A machine on which so many workers can start their backend at the same time. */
let places = 0;
let started = 0;

/** A worker that is asked for one run after another, and answers a message later. */
class FakeWorker {
  onmessage: ((event: { data: ExperimentResponse }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  #works = false;
  #ended = false;

  postMessage(request: ExperimentRequest): void {
    if (request.type !== "run") return;
    const { run, plan } = request;
    queueMicrotask(() => this.#train(run, plan));
  }

  terminate(): void {
    if (this.#works) started--;
    this.#works = false;
    this.#ended = true;
  }

  #train(run: PlannedRun, plan: string): void {
    if (!this.#works && started >= places) {
      this.#say({ type: "unable", id: run.id, why: "could not allocate memory" });
      return;
    }
    if (!this.#works) started++;
    this.#works = true;
    this.#say({ type: "started", id: run.id });
    const row: Row = { ...failedRow(run, plan, "", "wasm"), outcome: "finished" };
    setTimeout(() => this.#say({ type: "done", id: run.id, row, weights: null }));
  }

  #say(data: ExperimentResponse): void {
    if (!this.#ended) this.onmessage?.({ data });
  }
}

/** Runs all runs, as the store does: as many at a time as the pool takes. */
async function train(): Promise<{ rows: Row[]; sizes: number[] }> {
  const [rows, sizes]: [Row[], number[]] = [[], []];
  const queue = [...RUNS];
  let running = 0;
  await new Promise<void>((resolve) => {
    const fill = () => {
      const size = pool.sizeFor(
        RUNS.map(({ config }) => config),
        null,
      );
      sizes.push(size);
      while (running < size && queue.length > 0) {
        running++;
        pool.start(queue.shift() as PlannedRun, "plan", null, null);
      }
      if (running === 0) resolve();
    };
    const pool = new ExperimentPool({
      received: (news) => {
        if (news.type !== "done") return;
        running--;
        rows.push(news.row);
        fill();
      },
      returned: (id) => {
        running--;
        queue.push(RUNS.find((run) => run.id === id) as PlannedRun);
        fill();
      },
    });
    fill();
  });
  return { rows, sizes };
}

beforeEach(() => {
  started = 0;
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("document", { baseURI: "http://localhost/" });
});
afterEach(() => vi.unstubAllGlobals());

it("leaves one core for the page, and is bounded by addresses and by memory", () => {
  expect([1, 2, 4, 16].map((cores) => poolSize(cores, 0, 2 * GB))).toEqual([1, 1, 3, 15]);
  // 125 memories are what Chromium 156 makes in one page; a worker has two, and the lab and another tab have some.
  for (const cores of [64, 128, 1024]) expect(2 * poolSize(cores, 0, 64 * GB)).toBeLessThan(125 / 1.5);
  expect(poolSize(16, GB, 2 * GB)).toBe(1);
  expect(poolSize(16, 2 ** 28, 2 * GB)).toBe(6);
  expect(poolSize(16, 3 * GB, 2 * GB)).toBe(1);
});

it("shrinks to the workers that start; the runs of the others are done by these", async () => {
  vi.stubGlobal("navigator", { hardwareConcurrency: 12 });
  places = 3;
  const { rows, sizes } = await train();
  expect(rows.map(({ outcome, backend }) => `${outcome} on ${backend}`)).toEqual(
    RUNS.map(() => "finished on wasm"),
  );
  expect(new Set(rows.map(({ id }) => id)).size).toBe(RUNS.length);
  expect([sizes[0], sizes.at(-1)]).toEqual([11, 3]);
});

it("has failed rows that say why where no worker starts, never rows of another backend", async () => {
  vi.stubGlobal("navigator", { hardwareConcurrency: 4 });
  places = 0;
  const { rows } = await train();
  expect(rows).toHaveLength(RUNS.length);
  for (const { outcome, reason, backend } of rows) {
    expect([outcome, backend]).toEqual(["failed", ""]);
    expect(reason).toBe(
      "WebAssembly, on which plans are run, did not start here: could not allocate memory. Other backends round differently, so it was not run.",
    );
  }
});
