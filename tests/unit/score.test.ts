import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/experiments/engine";
import { configOf, expand } from "../../src/experiments/expand";
import { parsePlan } from "../../src/experiments/plan";
import { fromLine, ROW } from "../../src/experiments/row";
import { train } from "../../src/experiments/run";
import { heldOutSet, MAX_SEQUENCES, median, ScoreRecorder } from "../../src/experiments/score";
import { random } from "../../src/math/random";
import { TASKS } from "../../src/tasks";
import type { Batch, Task } from "../../src/tasks/task";
import { read } from "../../src/valid";
import { useBackend } from "./backends";

beforeAll(() => useBackend("wasm"));

/** A task of one class per time step, and how often it was asked for sequences. */
const numbered = (count?: number) => {
  const asked: number[][] = [];
  const batch = (indices: readonly number[]): Batch => {
    asked.push([...indices]);
    return { size: indices.length, stepWeights: new Float32Array([1]) } as Batch;
  };
  const drawn: number[] = [];
  const heldOut = (_: unknown, size: number) => {
    drawn.push(size);
    return { size } as Batch;
  };
  const task = { heldOut, ...(count !== undefined && { heldOutData: { count, batch } }) } as unknown as Task;
  return { task, asked, drawn };
};

it("the median is the middle value, or the mean of the two middle ones", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 4, 2])).toBe(3);
  expect(median([1e-6, 0.17, 2e-6, 1e-6, 3e-6])).toBe(2e-6);
  expect(median([1, Number.NaN, 2])).toBeNaN();
  expect(median([])).toBeNaN();
});

describe("the held-out set", () => {
  it("is all held-out data if they are few, each once", () => {
    const { task, asked } = numbered(300);
    const { sequences, batches } = heldOutSet(task, 1);
    expect([...batches()].map(({ size }) => size)).toEqual([128, 128, 44]);
    expect(sequences).toBe(300);
    expect(asked.flat()).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });

  it("is evenly spaced over the data if they are many", () => {
    const { task, asked } = numbered(12_345);
    const set = heldOutSet(task, 1);
    for (const _ of set.batches());
    const indices = asked.flat();
    expect(indices).toHaveLength(MAX_SEQUENCES);
    expect([indices[0], indices.at(-1)]).toEqual([0, 12_342]);
    const gaps = indices.slice(1).map((index, i) => index - indices[i]);
    expect(new Set(gaps)).toEqual(new Set([2, 3]));
  });

  it("is drawn from the seed if any number of sequences can be drawn, the same at each evaluation", () => {
    expect([...heldOutSet(numbered().task, 1).batches()].map(({ size }) => size)).toEqual([
      128, 128, 128, 128,
    ]);
    const task = TASKS.copying.make(configOf({ task: "copying", length: 5, recall: 2 }), []);
    const inputs = (seed: number) => [...heldOutSet(task, seed).batches()].map((batch) => batch.inputs);
    expect(inputs(1)).toEqual(inputs(1));
    expect(inputs(1)).not.toEqual(inputs(2));
  });

  it("of a text is every window of its last tenth, with its last answer", () => {
    const config = configOf({ task: "words", length: 4, text: "own" });
    const text = readFileSync("tests/files/inputs/own-short.txt", "utf8");
    const task = TASKS.words.make(config, [text]);
    const { sequences, batches } = heldOutSet(task, 1);
    const classes = task.language?.encode(text) ?? [];
    const cut = Math.floor(classes.length * 0.9);
    const answers = [...batches()].flatMap(({ size, steps, targets, scored }) => {
      expect([...scored]).toEqual([0, 0, 0, 1]);
      return [...targets.subarray((steps - 1) * size)];
    });
    expect(answers).toEqual(classes.slice(cut + 4));
    expect(sequences).toBe(answers.length);
  });

  it("of digits is every held-out image", () => {
    const task = TASKS.digits.make(configOf({ task: "digits" }), [
      readFileSync("public/digits/digits.txt", "utf8"),
    ]);
    expect(heldOutSet(task, 1).sequences).toBe(180);
  });
});

describe("a run’s score", () => {
  it("is taken at five of the last 50 steps, or of as many as there are", () => {
    const due = (steps: number) => {
      const scores = new ScoreRecorder({ steps, seed: 1 }, numbered(1).task);
      return Array.from({ length: steps }, (_, i) => i + 1).filter((step) => scores.isDue(step));
    };
    expect(due(600)).toEqual([560, 570, 580, 590, 600]);
    expect(due(50)).toEqual([10, 20, 30, 40, 50]);
    expect(due(12)).toEqual([4, 6, 8, 10, 12]);
    expect(due(3)).toEqual([1, 2, 3]);
  });

  const [run] = expand(
    parsePlan({
      format: "unitary-rnn-lab/plan",
      version: 1,
      settings: { task: "copying", length: 6, recall: 2, alphabet: 3, units: 8, batch: 4, steps: 70 },
      networks: [{ name: "unitary", rule: "exp", lr: 0.1 }],
    }),
  );
  const task = TASKS.copying.make(run.config, []);

  it("is the median of what was measured on the batches, and of the evaluations of the network", async () => {
    const engine = new Engine(run.config, task);
    const [losses, evaluations] = [[] as number[], [] as number[]];
    for (let step = 1; step <= 70; step++) {
      losses.push((await engine.advance()).loss);
      if (![30, 40, 50, 60, 70].includes(step)) continue;
      const parts = [];
      for (let k = 0; k < 4; k++)
        parts.push(await engine.evaluate(task.heldOut(random(1, `held out ${k}`), 128)));
      evaluations.push(parts.reduce((sum, { loss }) => sum + loss, 0) / 4);
    }
    engine.free();
    const training = train(run, "own", task, "wasm");
    let next = await training.next();
    while (!next.done) next = await training.next();
    const { row } = next.value;
    const ascending = (values: number[]) => values.toSorted((one, other) => one - other);
    const last = ascending(losses.slice(-50));
    expect(row.training.loss).toBe((last[24] + last[25]) / 2);
    expect(row.heldOut.loss).toBeCloseTo(ascending(evaluations)[2], 12);
    expect(row.scoredOn).toEqual({ evaluations: 5, sequences: 512, answers: 1024 });
  });

  it("does not depend on how an evaluation is divided, but for rounding", async () => {
    const config = configOf({ ...{ task: "copying", length: 2000, recall: 2, units: 128 } });
    const long = TASKS.copying.make(config, []);
    const engine = new Engine(config, long);
    const batch = long.heldOut(random(1, "x"), 66);
    const part = (from: number, to: number): Batch => ({
      ...batch,
      size: to - from,
      inputs: batch.inputs.filter((_, i) => i % 66 >= from && i % 66 < to),
      targets: batch.targets.filter((_, i) => i % 66 >= from && i % 66 < to),
    });
    // 66 sequences of 2004 states of 128 units have 68 MB, of which 64 MiB go into one pass.
    const whole = await engine.evaluate(batch);
    const [one, other] = [await engine.evaluate(part(0, 30)), await engine.evaluate(part(30, 66))];
    engine.free();
    expect(whole.loss).toBeCloseTo((30 * one.loss + 36 * other.loss) / 66, 5);
  });
});

it("rows of earlier releases were scored once, on 512 sequences", () => {
  const [, line] = readFileSync("tests/files/inputs/results-cut-and-joined.jsonl", "utf8").split("\n");
  const row = read(ROW, fromLine(line));
  expect(row.scoredOn).toEqual({ evaluations: 1, sequences: 512, answers: 512 });
  expect(row.engine).toBe(1);
});
