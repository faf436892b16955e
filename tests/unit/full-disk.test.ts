import { spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { checkpointFile, lockFile, resultsWriter } from "../../scripts/experiment.ts";
import { readResults } from "../../src/experiments/results-file";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "full-disk-")));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** The device that is always full: what is written to it ends in ENOSPC. */
const FULL = "/dev/full";
const fill = (name: string) => symlinkSync(FULL, file(name));

const said: string[] = [];
const say = (sentence: string) => void said.push(sentence);
beforeEach(() => {
  said.length = 0;
});

describe.skipIf(!existsSync(FULL))("on a full disk", () => {
  it("a checkpoint does not end its run: that is said once, and is over once there is room", async () => {
    const checkpoint = checkpointFile(file("a.checkpoint"), say);
    const run = { id: "one", checkpoint: { seconds: 1 } } as never;
    for (let i = 0; i < 2; i++) {
      fill("a.checkpoint.new");
      await checkpoint.save(run);
    }
    expect(said).toEqual([
      `${file("a.checkpoint")} could not be written: there is no room left. The run goes on; if it were ended now, it would not continue from here.`,
    ]);
    expect(await checkpoint.read()).toBeNull();
    await checkpoint.save(run);
    expect(said[1]).toBe(`${file("a.checkpoint")} is written again.`);
    expect(await checkpoint.read()).toEqual(run);
    await checkpoint.save(null);
    expect(existsSync(file("a.checkpoint"))).toBe(false);
  });

  it("rows wait, and are written in their order as soon as there is room", async () => {
    fill("b.jsonl");
    const results = resultsWriter(file("b.jsonl"), say);
    await results.write("head");
    await results.write("row 1");
    expect(said).toEqual([
      `${file("b.jsonl")} could not be written: there is no room left. What has been computed is kept, and written as soon as it can be.`,
    ]);
    const finished = results.finish(() => false);
    rmSync(file("b.jsonl"));
    expect(await finished).toBe(0);
    expect(readFileSync(file("b.jsonl"), "utf8")).toBe("head\nrow 1\n");
    expect(said[1]).toBe(`${file("b.jsonl")} is written again, with 2 lines that waited.`);
    await results.write("row 2");
    expect(readFileSync(file("b.jsonl"), "utf8")).toBe("head\nrow 1\nrow 2\n");
  });

  it("who interrupts the command is told how many lines are lost", async () => {
    fill("c.jsonl");
    const results = resultsWriter(file("c.jsonl"), say);
    await results.write("row");
    expect(await results.finish(() => true)).toBe(1);
  });

  it("a lock that cannot be made is a sentence", async () => {
    await expect(lockFile(join(folder, "nowhere", "d.jsonl"), say)).rejects.toThrow(
      `${join(folder, "nowhere", "d.jsonl.lock")} could not be written: its folder is not there any more.`,
    );
  });

  it("the command trains on, and has its row", async () => {
    const plan = {
      format: "unitary-rnn-lab/plan",
      version: 1,
      name: "Full",
      settings: { task: "copying", length: 20, recall: 2, alphabet: 3, units: 32, batch: 4, steps: 4000 },
      networks: [{ name: "unitary", rule: "exp" }],
      grid: { seed: [1] },
    };
    writeFileSync(file("plan.json"), JSON.stringify(plan));
    fill("e.jsonl.checkpoint.new");
    const args = ["scripts/experiment.mjs", file("plan.json"), "--out", file("e.jsonl")];
    const child = spawn(process.execPath, args);
    let text = "";
    child.stderr.on("data", (part) => {
      text += part;
    });
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    expect(text.match(/could not be written: there is no room left/g)).toHaveLength(1);
    expect(readResults(readFileSync(file("e.jsonl"), "utf8")).rows[0].outcome).toBe("finished");
  });
});
