import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { changedInFirst, inputsOf, lastTarget, targetsOf } from "../../src/store/sequences";
import { adding } from "../../src/tasks/adding";
import { copying } from "../../src/tasks/copying";
import type { Batch } from "../../src/tasks/task";

const CONFIG = { ...DEFAULT_CONFIG, length: 5, recall: 2 };
const copies = copying.make(CONFIG, []).heldOut(random(1, "held out"), 4);
const sums = adding.make({ ...CONFIG, task: "adding" }, []).heldOut(random(1, "held out"), 4);

/** A batch of one input per time step. */
const batchOf = (inputs: readonly number[], size: number): Batch => ({
  ...copies,
  inputs: Int32Array.from(inputs),
  size,
  steps: inputs.length / size,
});

describe("a sequence of the held-out set", () => {
  it("copied: its last targets are its first inputs, and its first targets are blank", () => {
    for (const number of [1, 2, 3, 4]) {
      const [inputs, targets] = [inputsOf(copies, number), targetsOf(copies, number)];
      expect(inputs).toHaveLength(copies.steps);
      expect(targets.slice(-2)).toEqual(inputs.slice(0, 2));
      expect(new Set(targets.slice(0, -2)).size).toBe(1);
      expect(lastTarget(copies, number)).toBe(targets.at(-1));
    }
    expect(new Set([1, 2, 3, 4].map((number) => inputsOf(copies, number).join())).size).toBe(4);
  });

  it("added: its last target is the sum of the two marked numbers", () => {
    for (const number of [1, 4]) {
      const inputs = inputsOf(sums, number);
      let sum = 0;
      for (let t = 0; t < sums.steps; t++) sum += inputs[2 * t] * inputs[2 * t + 1];
      const [target] = lastTarget(sums, number) as Float32Array;
      expect(target).toBeCloseTo(sum, 6);
    }
  });

  it("changed in its first input has that of the next sequence that differs there", () => {
    const batch = batchOf([7, 7, 8, 9, 1, 2, 3, 4], 4);
    expect(Array.from(inputsOf(batch, 1))).toEqual([7, 1]);
    expect(Array.from(changedInFirst(batch, 1))).toEqual([8, 1]);
    expect(Array.from(changedInFirst(batch, 2))).toEqual([8, 2]);
    expect(Array.from(changedInFirst(batch, 4))).toEqual([7, 4]);
    // Nothing is changed in the held-out set itself.
    expect(Array.from(inputsOf(batch, 1))).toEqual([7, 1]);
  });

  it("changed has another class that exists as its first input if all are the same", () => {
    // The last class may be 7: there are at least two.
    expect(Array.from(changedInFirst(batchOf([7, 7, 1, 2], 2), 1))).toEqual([6, 1]);
    expect(Array.from(changedInFirst(batchOf([0, 0, 1, 2], 2), 1))).toEqual([1, 1]);
    const real = { ...batchOf([7, 7, 1, 2], 2), inputs: Float32Array.of(1, 1, 0, 0) };
    expect(Array.from(changedInFirst(real, 1))).toEqual([2, 0]);
  });

  it("changed has both numbers of a vector changed", () => {
    const changed = changedInFirst(sums, 1);
    expect(Array.from(changed.slice(0, 2))).toEqual(Array.from(inputsOf(sums, 2).slice(0, 2)));
    expect(changed.slice(2)).toEqual(inputsOf(sums, 1).slice(2));
  });
});
