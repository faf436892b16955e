import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "memory-")));
afterAll(() => rmSync(folder, { recursive: true }));

/** Has a program say at its end how much memory it had at most, in kilobytes. */
const AT_END = `data:text/javascript,process.on("exit", () => console.error("had", process.resourceUsage().maxRSS))`;

// The states of its batch take 318 MB: enough to be seen beside the memory of Node and of the build before it.
it("the command takes no more memory than it says", { timeout: 300_000 }, () => {
  const plan = {
    format: "unitary-rnn-lab/plan",
    version: 1,
    name: "Large",
    settings: { task: "copying", length: 1200, recall: 2, alphabet: 3, units: 256, batch: 128, steps: 2 },
    networks: [{ name: "complex", rule: "none", numbers: "complex", init: "gaussian" }],
    grid: { seed: [1] },
  };
  writeFileSync(join(folder, "plan.json"), JSON.stringify(plan));
  const args = ["scripts/experiment.mjs", join(folder, "plan.json"), "--out", join(folder, "r.jsonl")];
  const { stderr } = spawnSync(process.execPath, ["--import", AT_END, ...args], { encoding: "utf8" });
  expect(stderr).toContain("1 of 1 runs are in");
  const [, said] = /At most (\d+) MB of memory are needed\./.exec(stderr) ?? [];
  const [, had] = /had (\d+)/.exec(stderr) ?? [];
  const megabytes = (Number(had) * 1024) / 1e6;
  expect(megabytes).toBeGreaterThan(400);
  expect(megabytes).toBeLessThan(Number(said));
  // A bound that is of use.
  expect(Number(said)).toBeLessThan(2 * megabytes);
});
