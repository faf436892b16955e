import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { TASKS } from "../../src/tasks";

const make = (length: number, recall: number, alphabet: number) =>
  TASKS.forget.make({ ...DEFAULT_CONFIG, task: "forget", length, recall, alphabet }, []);

/** The inputs and the targets of many sequences, one row per sequence. */
function drawn(length: number, recall: number, alphabet: number, size: number, seed = 1) {
  const batch = make(length, recall, alphabet).batch(random(seed, "forget"), size);
  const rows = (of: Int32Array) =>
    Array.from({ length: size }, (_, k) => Array.from({ length: batch.steps }, (_, t) => of[t * size + k]));
  const inputs = rows(batch.inputs);
  return { batch, inputs, targets: rows(batch.targets) };
}

/** Σ (seen − expected)²/expected, of counts that should be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const tally = (keys: readonly (string | number)[]) => {
  const counts = new Map<string | number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** The places of a class in a sequence. */
const places = (inputs: readonly number[], of: number) =>
  range(inputs.length).filter((t) => inputs[t] === of);

describe("copying with reset", () => {
  test("consists of words of a reset and its symbols, blanks, a marker and blanks, and asks for the last word", () => {
    for (const [length, recall, alphabet] of [
      [60, 3, 4],
      [8, 1, 2],
      [9, 2, 3],
      [4, 3, 5],
      [43, 20, 20],
    ]) {
      const [blank, reset, marker] = [alphabet, alphabet + 1, alphabet + 2];
      const most = Math.min(4, Math.floor(length / (recall + 1)));
      const { batch, inputs, targets } = drawn(length, recall, alphabet, 400);
      expect(batch.steps).toBe(length + 1 + recall);
      for (const [k, read] of inputs.entries()) {
        const starts = places(read, reset);
        expect(starts.length).toBeGreaterThanOrEqual(1);
        expect(starts.length).toBeLessThanOrEqual(most);
        const rebuilt = Array.from({ length: batch.steps }, () => blank);
        let last: number[] = [];
        for (const start of starts) {
          last = read.slice(start + 1, start + 1 + recall);
          expect(last.every((symbol) => symbol >= 0 && symbol < alphabet)).toBe(true);
          expect(start + recall).toBeLessThan(length);
          rebuilt.splice(start, 1 + recall, reset, ...last);
        }
        rebuilt[length] = marker;
        expect(read).toEqual(rebuilt);
        expect(targets[k]).toEqual([...Array.from({ length: length + 1 }, () => blank), ...last]);
      }
      expect(tally(inputs.map((read) => places(read, reset).length)).size).toBe(most);
    }
  });

  test("has a loss at every time step, and scores the recalled symbols", () => {
    const { stepWeights, scored } = make(5, 2, 3).batch(random(1, "weights"), 1);
    expect([...stepWeights]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect([...scored]).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test("has each number of words equally often, and each way to place them", () => {
    // L = 8, S = 1: of m words and 8 − 2m blanks there are (8 − m over m) orders: 7, 15, 10 and 1.
    const size = 12_000;
    const { inputs } = drawn(8, 1, 2, size);
    const shapes = inputs.map((read) => places(read, 3));
    const words = tally(shapes.map(({ length }) => length));
    // One in a thousand exceeds these, at 3, 6, 14 and 9 degrees of freedom.
    expect(chiSquare(range(4).map((m) => words.get(m + 1) ?? 0))).toBeLessThan(16.3);
    for (const [m, ways, limit] of [
      [1, 7, 22.5],
      [2, 15, 36.1],
      [3, 10, 27.9],
      [4, 1, 1],
    ]) {
      const of = tally(shapes.filter(({ length }) => length === m).map(String));
      expect(of.size).toBe(ways);
      expect(chiSquare([...of.values()])).toBeLessThan(limit);
    }
  });

  test("draws each symbol equally often and independently, in every word", () => {
    // All 16 pairs of words of one symbol out of four, where there are two.
    const { inputs } = drawn(4, 1, 4, 16_000, 2);
    const pairs = inputs.flatMap((read) => {
      const starts = places(read, 5);
      return starts.length === 2 ? [starts.map((t) => read[t + 1]).join()] : [];
    });
    expect(Math.abs(pairs.length - 8000)).toBeLessThan(3.3 * Math.sqrt(4000));
    const counts = tally(pairs);
    expect(counts.size).toBe(16);
    expect(chiSquare([...counts.values()])).toBeLessThan(37.7); // one in a thousand, 15 degrees of freedom
  });

  test("its baseline is that of the best predictor that sees the time step alone", () => {
    const [length, recall, alphabet] = [9, 3, 5];
    const task = make(length, recall, alphabet);
    const { batch, targets } = drawn(length, recall, alphabet, 4000, 3);
    let [nats, right] = [0, 0];
    for (const t of range(batch.steps)) {
      const shares = [...tally(targets.map((row) => row[t])).values()].map((count) => count / 4000);
      nats -= shares.reduce((sum, p) => sum + p * Math.log(p), 0);
      if (batch.scored[t]) right += Math.max(...shares) / recall;
    }
    expect(task.baseline.loss).toBeCloseTo(nats / batch.steps, 3);
    expect(task.baseline.accuracy).toBeCloseTo(right, 1);
    expect(make(60, 3, 4).baseline.loss).toBeCloseTo((3 * Math.log(4)) / 64, 12);
  });

  test("who remembers every word and not their order reaches what docs/mathematics.md says, and no more", () => {
    // The best answer is then the commonest symbol at its place among all words, the first of several by its name.
    const { inputs, targets } = drawn(60, 3, 4, 20_000, 4);
    let [nats, right] = [0, 0];
    for (const [k, read] of inputs.entries()) {
      const starts = places(read, 5);
      for (const s of range(3)) {
        const shares = tally(starts.map((t) => read[t + 1 + s]));
        const [favourite] = [...shares].sort(
          (one, other) => other[1] - one[1] || Number(one[0]) - Number(other[0]),
        );
        if (favourite[0] === targets[k][61 + s]) right++;
        nats -= Math.log((shares.get(targets[k][61 + s]) ?? 0) / starts.length);
      }
    }
    // Words m = 1 … 4 in turn, K = 4: (1 + 5/8 + 9/16 + 17/32)/4.
    expect(right / 60_000).toBeCloseTo(87 / 128, 2);
    expect(nats / 20_000 / 64).toBeCloseTo(0.0259, 3);
  });

  test("a sequence too short for one word is refused with the shortest possible one", () => {
    expect(() => make(3, 3, 4)).toThrow(
      "Copying with reset needs space for a reset and 3 symbols, so its length must be at least 4; it is 3.",
    );
    expect(make(4, 3, 4).steps).toBe(8);
  });

  test("counts classes, names every one of them and describes itself", () => {
    const task = make(60, 3, 4);
    expect([task.inputs, task.outputs, task.steps]).toEqual([7, 5, 64]);
    expect(task.symbols).toEqual(["a", "b", "c", "d", "blank", "reset", "marker"]);
    expect(task.description).toBe(
      "Recall 3 symbols out of 4 that followed the last of 1 to 4 resets in 60 time steps.",
    );
    expect(make(4, 3, 4).description).toBe(
      "Recall 3 symbols out of 4 that followed the reset in 4 time steps.",
    );
  });

  test("takes as many random numbers for every sequence, since its Python draws them at once", () => {
    const stream = random(5, "count");
    let taken = 0;
    const counting = {
      ...stream,
      next: () => {
        taken++;
        return stream.next();
      },
      below: (n: number) => {
        taken++;
        return stream.below(n);
      },
    };
    for (const k of range(50)) {
      make(9, 2, 3).batch(counting, 1);
      // The number of words, the places of three, and two symbols of each.
      expect(taken, `after sequence ${k}`).toBe((k + 1) * (1 + 3 + 3 * 2));
    }
  });
});
