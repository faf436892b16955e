import { memory, ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import "../../src/kernels/cpu-backend";
import type { TaskId } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { adding } from "../../src/tasks/adding";
import { copying } from "../../src/tasks/copying";
import { freeBatch, uploadBatch, uploadInParts } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { configWith } from "./config-with";

const MAKERS = { copying, adding };

describe("a batch in parts", () => {
  beforeAll(async () => {
    await setBackend("cpu");
    await ready();
  });

  // Bytes of one sequence: T = 9 outputs of 5 classes, each with loss and accuracy; T + 1 = 6 states of 4 numbers.
  it.each([
    ["copying", 4 * 9 * 7],
    ["adding", 4 * 6 * 4],
  ] as const)("has the batch's loss and accuracy, and no array above the bound: %s", async (id, each) => {
    const settings = { task: id satisfies TaskId, length: 5, recall: 2, units: 4 };
    const config = configWith(settings);
    const task = MAKERS[id].make(config, []);
    const lane = new Lane(config, "a", task);
    const batch = task.heldOut(random(3, "parts"), 11);
    const whole = uploadBatch(batch);
    const wanted = await lane.evaluate(whole);
    const before = memory().numTensors;
    for (const [bytes, most] of [
      [3.9 * each, 3],
      [each, 1],
      [1, 1],
    ]) {
      const parts = uploadInParts(batch, lane.size, bytes);
      expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(11);
      expect(Math.max(...parts.map(({ size }) => size))).toBe(most);
      const scores = await Promise.all(parts.map((part) => lane.evaluate(part)));
      const sum = (of: "loss" | "accuracy") => scores.reduce((total, score) => total + score[of], 0);
      expect(sum("loss")).toBeCloseTo(wanted.loss, 6);
      expect(sum("accuracy")).toBeCloseTo(wanted.accuracy, 6);
      for (const part of parts) freeBatch(part);
    }
    const [one, ...none] = uploadInParts(batch, lane.size, Number.POSITIVE_INFINITY);
    expect(none).toEqual([]);
    expect(await lane.evaluate(one)).toEqual(wanted);
    freeBatch(one);
    expect(memory().numTensors).toBe(before);
    freeBatch(whole);
    lane.free();
  });
});
