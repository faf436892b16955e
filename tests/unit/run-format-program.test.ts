import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findPython } from "../../scripts/find-python.mjs";

const python = findPython("numpy");
const folder = mkdtempSync(join(tmpdir(), "run-format-"));
afterAll(() => rmSync(folder, { recursive: true }));

const array = (shape: readonly number[], value = 0) => ({
  shape,
  data: Array(shape.reduce((product, size) => product * size, 1)).fill(value),
});

/** The part of an exported run that the program reads: n = 2, three classes, T = 2, a batch of 1. All weights are 0. */
const lane = {
  weights: {
    W: array([2, 2]),
    V: array([2, 3]),
    b: array([2]),
    threshold: array([2]),
    U: array([3, 2]),
    c: array([3]),
  },
  loss: { shape: [], data: [Math.log(3)] },
  gradW: array([2, 2], 1),
};
const RUN = {
  config: { note: "Größe – ‖W‖" },
  initial: {
    lanes: [lane, { ...lane, loss: Math.log(3) }],
    batch: { inputs: array([2, 1]), targets: array([2, 1]), stepWeights: array([2], 1) },
  },
};

describe.skipIf(!python)("the checking program of docs/run-format.md", () => {
  const [, program] = /```python\n([\s\S]*?)```/.exec(readFileSync("docs/run-format.md", "utf8")) ?? [];
  const [code, run] = ["check.py", "run.json"].map((name) => join(folder, name));

  it.each(["utf-8", "cp1252", "ascii"])("prints where the console’s encoding is %s", (encoding) => {
    writeFileSync(code, program ?? "");
    writeFileSync(run, JSON.stringify(RUN));
    const env = { ...process.env, PYTHONIOENCODING: encoding, PYTHONUTF8: "0", LC_ALL: "C" };
    const { status, stdout, stderr } = spawnSync(python ?? "", [code, run], { env, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    // Where all weights are 0, every class is as probable, and nothing depends on W.
    expect(stdout.replaceAll("\r", "")).toMatch(
      /^loss 1\.0986123, relative error (0e\+00|\de-1\d)\nnorm of dL\/dW 0\.0000000, dL\/dW relative error 1e\+00\n$/,
    );
  });
});

const scipy = findPython("scipy");
it.skipIf(!scipy)("docs/verdicts.py prints where the console’s encoding is cp1252", () => {
  const env = { ...process.env, PYTHONIOENCODING: "cp1252" };
  const { status, stderr } = spawnSync(scipy ?? "", ["docs/verdicts.py"], { env, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});
