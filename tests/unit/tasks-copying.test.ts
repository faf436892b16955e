import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { TASKS } from "../../src/tasks";
import type { Batch } from "../../src/tasks/task";

const make = (length: number, recall: number, alphabet: number) =>
  TASKS.copying.make({ ...DEFAULT_CONFIG, length, recall, alphabet }, []);
const sequence = (of: Int32Array, { size, steps }: Batch, k: number) =>
  Array.from({ length: steps }, (_, t) => of[t * size + k]);

describe("copying memory", () => {
  test("is laid out as Arjovsky, Shah and Bengio define it", () => {
    // K = 3, S = 2, T = 4: blank is 3, the marker is 4, eight steps.
    const batch = make(4, 2, 3).batch(random(1, "layout"), 5);
    expect(batch.steps).toBe(8);
    for (let k = 0; k < 5; k++) {
      const inputs = sequence(batch.inputs, batch, k);
      const [p, q] = inputs;
      expect([p, q].every((symbol) => symbol >= 0 && symbol < 3)).toBe(true);
      expect(inputs).toEqual([p, q, 3, 3, 3, 4, 3, 3]);
      expect(sequence(batch.targets, batch, k)).toEqual([3, 3, 3, 3, 3, 3, p, q]);
    }
    expect([...batch.stepWeights]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect([...batch.scored]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test("has no blanks before the marker if the gap is one time step", () => {
    const batch = make(1, 1, 2).batch(random(1, "short"), 1);
    const [symbol] = batch.inputs;
    expect([...batch.inputs]).toEqual([symbol, 3, 2]);
    expect([...batch.targets]).toEqual([2, 2, symbol]);
  });

  test("counts classes and names every one of them", () => {
    const task = make(60, 3, 4);
    expect([task.inputs, task.outputs, task.steps]).toEqual([6, 5, 66]);
    expect(task.symbols).toEqual(["a", "b", "c", "d", "blank", "marker"]);
    expect(task.description).toBe("Recall 3 symbols out of 4 after 60 blanks.");
  });

  test("uses every symbol equally often", () => {
    const task = make(1, 20, 4);
    const { inputs } = task.batch(random(2, "symbols"), 128);
    const counts = [0, 1, 2, 3].map((symbol) => inputs.filter((input) => input === symbol).length);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(20 * 128);
    const chiSquare = counts.reduce((sum, n) => sum + (n - 640) ** 2 / 640, 0);
    expect(chiSquare).toBeLessThan(16.3); // one in a thousand, three degrees of freedom
  });

  test("its baseline is that of the best predictor without memory", () => {
    const [length, recall, alphabet] = [7, 3, 5];
    const task = make(length, recall, alphabet);
    const batch = task.batch(random(3, "baseline"), 2000);
    // That predictor sees the step's number alone. Its best answer at each step is how often each class
    // was the target there, counted here over many sequences.
    let [nats, right, scored] = [0, 0, 0];
    for (let t = 0; t < batch.steps; t++) {
      const here = batch.targets.subarray(t * batch.size, (t + 1) * batch.size);
      const shares = Array.from(
        { length: task.outputs },
        (_, y) => here.filter((x) => x === y).length / batch.size,
      );
      nats += shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
      if (!batch.scored[t]) continue;
      right += Math.max(...shares);
      scored++;
    }
    expect(task.baseline.loss).toBeCloseTo(nats / batch.steps, 3);
    expect(task.baseline.accuracy).toBeCloseTo(right / scored, 1);
    expect(make(60, 3, 4).baseline.loss).toBeCloseTo(0.063, 4);
  });

  test("gives the same batches for the same stream, and different ones for each draw", () => {
    const task = make(10, 5, 8);
    const [one, two] = [random(9, "batch"), random(9, "batch")];
    const drawn = [task.batch(one, 4), task.batch(one, 4)];
    expect([task.batch(two, 4), task.batch(two, 4)]).toEqual(drawn);
    expect(drawn[0].inputs).not.toEqual(drawn[1].inputs);
    expect(task.heldOut(random(10, "held out"), 4).inputs).not.toEqual(drawn[0].inputs);
  });
});
