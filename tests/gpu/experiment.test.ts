import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readResults } from "../../src/experiments/results-file";
import { describeAdapter, findAdapter } from "../../src/worker/adapter";

const PLAN = {
  format: "unitary-rnn-lab/plan",
  version: 1,
  name: "Tiny",
  settings: { task: "copying", length: 6, recall: 2, alphabet: 3, units: 8, batch: 4, steps: 12 },
  networks: [
    { name: "plain", rule: "none", activation: "tanh" },
    { name: "unitary", rule: "exp", activation: "tanh", lr: 0.1 },
  ],
  grid: { seed: [1, 2] },
};
const folder = mkdtempSync(join(tmpdir(), "experiment-gpu-"));
const file = (name: string) => join(folder, name);
writeFileSync(file("plan.json"), JSON.stringify(PLAN));
afterAll(() => rmSync(folder, { recursive: true }));

/** `npm run experiment`, to its end. */
function experiment(out: string, ...more: string[]) {
  const args = ["scripts/experiment.mjs", file("plan.json"), "--out", file(out), ...more];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const results = existsSync(file(out)) ? readResults(readFileSync(file(out), "utf8")) : undefined;
  return { status, stderr, results };
}

describe("a plan on WebGPU", () => {
  test("has the rows of wasm, which say what computed them, and is gone on with on WebGPU alone", () => {
    const onGpu = experiment("gpu.jsonl", "--backend", "webgpu", "--allow-software");
    const onWasm = experiment("wasm.jsonl");
    expect([onGpu.status, onWasm.status]).toEqual([0, 0]);
    const [found, wanted] = [onGpu, onWasm].map(({ results }) => results?.rows ?? []);
    expect(found).toHaveLength(4);
    for (const [i, row] of found.entries()) {
      expect([row.backend, wanted[i].backend]).toEqual(["webgpu", "wasm"]);
      expect(row.heldOut.loss / wanted[i].heldOut.loss).toBeCloseTo(1, 5);
    }
    expect(onGpu.results?.origin.machine).toMatch(/WebGPU, Dawn/);
    expect(onGpu.results?.origin.command).toMatch(/--backend webgpu --allow-software$/);
    expect(experiment("gpu.jsonl").stderr).toMatch(/made on webgpu, and this would continue on wasm/);
  });

  test("is refused on a processor that plays GPU, unless that is allowed", async () => {
    const adapter = await findAdapter();
    const { software } = await describeAdapter(adapter as GPUAdapter);
    const { status, stderr, results } = experiment("software.jsonl", "--backend", "webgpu");
    expect(status).toBe(software ? 2 : 0);
    expect(results).toEqual(software ? undefined : expect.anything());
    if (software) expect(stderr).toMatch(/many times slower than WebAssembly.*--allow-software/);
  });
});
