import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { adding } from "../../src/tasks/adding";

const make = (length: number) => adding.make({ ...DEFAULT_CONFIG, task: "adding", length }, []);

/** The numbers and the marks that sequence k is made of, and what is asked at its end. */
function sequence(length: number, size: number, k: number, seed = 1) {
  const { inputs, targets } = make(length).batch(random(seed, "adding"), size);
  const steps = Array.from({ length }, (_, t) => t);
  return {
    numbers: steps.map((t) => inputs[(t * size + k) * 2]),
    marks: steps.map((t) => inputs[(t * size + k) * 2 + 1]),
    target: targets[(length - 1) * size + k],
  };
}

describe("adding", () => {
  test.each([2, 3, 7, 100])("marks one number in each half of %i, with their sum as target", (length) => {
    const half = Math.floor(length / 2);
    for (let k = 0; k < 50; k++) {
      const { numbers, marks, target } = sequence(length, 50, k);
      expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true);
      expect(marks.slice(0, half).reduce((sum, mark) => sum + mark, 0)).toBe(1);
      expect(marks.slice(half).reduce((sum, mark) => sum + mark, 0)).toBe(1);
      expect(marks.every((mark) => mark === 0 || mark === 1)).toBe(true);
      expect(target).toBeCloseTo(
        numbers.reduce((sum, u, t) => sum + u * marks[t], 0),
        6,
      );
    }
  });

  test("marks every place at some time", () => {
    const seen = new Set<number>();
    for (let k = 0; k < 200; k++)
      seen.add(sequence(7, 200, k).marks.indexOf(1)).add(sequence(7, 200, k).marks.lastIndexOf(1));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("has a loss at the last time step only", () => {
    const { stepWeights, scored, steps } = make(5).batch(random(1, "weights"), 3);
    expect(steps).toBe(5);
    expect([...stepWeights]).toEqual([0, 0, 0, 0, 1]);
    expect([...scored]).toEqual([0, 0, 0, 0, 1]);
  });

  test("its baseline is that of always answering 1, and no other constant is better", () => {
    const task = make(10);
    const size = 40_000;
    const sums = task.batch(random(3, "baseline"), size).targets.subarray(9 * size);
    const cost = (answer: number) => sums.reduce((total, sum) => total + (sum - answer) ** 2, 0) / size;
    expect(task.baseline.loss).toBeCloseTo(cost(1), 2);
    for (const other of [0.9, 1.1]) expect(cost(other)).toBeGreaterThan(task.baseline.loss);
    const near = sums.filter((sum) => Math.abs(sum - 1) <= 0.04).length / size;
    expect(Math.abs(task.baseline.accuracy - near)).toBeLessThan(0.006);
  });

  test("a sequence too short for two halves is refused with the shortest possible one", () => {
    expect(() => make(1)).toThrow("at least 2; it is 1");
  });

  test("describes itself with this config's numbers", () => {
    const task = make(100);
    expect(task.description).toContain("100 numbers");
    expect([task.inputs, task.outputs, task.head]).toEqual([2, 1, "squared error"]);
  });
});
