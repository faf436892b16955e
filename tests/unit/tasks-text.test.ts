import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { TASKS } from "../../src/tasks";
import type { Batch, Task } from "../../src/tasks/task";
import { UNKNOWN } from "../../src/tasks/text";

const NOVEL = readFileSync(new URL("../../public/text/pride-and-prejudice.txt", import.meta.url), "utf8");
type TextId = "words" | "characters";
const IDS: TextId[] = ["words", "characters"];
const make = (id: TextId, changes: Partial<RunConfig> = {}, text = NOVEL) =>
  TASKS[id].make({ ...DEFAULT_CONFIG, task: id, length: 12, ...changes }, [text]);

/** The L + 1 tokens that a sequence was cut from: its inputs and its last target. */
const window = ({ inputs, targets, size, steps }: Batch, k: number) => [
  ...Array.from({ length: steps }, (_, t) => inputs[t * size + k]),
  targets[(steps - 1) * size + k],
];
/** A text of numbered words, in which a window's place can be read off its words. */
const numbered = (words: number) => Array.from({ length: words }, (_, i) => `w${i}`).join(" ");
/** Reads a window back as text. */
const spell = (task: Task, ids: number[]) =>
  ids
    .map((id) => task.symbols[id])
    .join(task.language?.unit === "word" ? " " : "")
    .replaceAll("␣", " ");

describe.each(IDS)("next token: %s", (id) => {
  const task = make(id);

  test("each target is the next time step's input", () => {
    const { inputs, targets, size, steps } = task.batch(random(1, "shift"), 8);
    expect([...targets.subarray(0, (steps - 1) * size)]).toEqual([...inputs.subarray(size)]);
  });

  test("the text of a sequence occurs in the novel", () => {
    // The novel in the same dress, made here without the tokeniser: signs set apart, spaces single.
    const plain = NOVEL.toLowerCase().replace(/\s+/g, " ");
    const signs = plain
      .replace(/\b(mr|mrs|dr|esq)\./g, "$1·")
      .replace(/[^a-z0-9·'\s-]|(?<![a-z])'|'(?![a-z])/g, " $& ");
    const source = id === "words" ? signs.replaceAll("·", ".").replace(/\s+/g, " ") : plain;
    const whole = make(id, { vocabulary: 2000 });
    let read = 0;
    for (const batch of [whole.batch(random(2, "spell"), 60), whole.heldOut(random(3, "spell"), 60)]) {
      for (let k = 0; k < batch.size; k++) {
        const text = spell(whole, window(batch, k));
        if (text.includes(UNKNOWN)) continue;
        expect(source).toContain(text);
        read++;
      }
    }
    expect(read).toBeGreaterThan(30);
  });

  test("every time step or the last counts, as configured, and on held-out text only the last", () => {
    const every = make(id, { length: 4, supervise: "every" }).batch(random(1, "weights"), 2);
    const last = make(id, { length: 4, supervise: "last" }).batch(random(1, "weights"), 2);
    expect([...every.stepWeights]).toEqual([1, 1, 1, 1]);
    expect([...last.stepWeights]).toEqual([0, 0, 0, 1]);
    const heldOut = make(id, { length: 4, supervise: "every" }).heldOut(random(1, "weights"), 2);
    expect([...heldOut.stepWeights]).toEqual([0, 0, 0, 1]);
    expect([...heldOut.scored]).toEqual([0, 0, 0, 1]);
    expect([...every.scored]).toEqual([1, 1, 1, 1]);
    expect([...last.scored]).toEqual([0, 0, 0, 1]);
    expect(last.inputs).toEqual(every.inputs);
  });

  test("every class has a name and every token a class", () => {
    expect(task.symbols).toHaveLength(task.inputs);
    expect(task.outputs).toBe(task.inputs);
    expect(new Set(task.symbols).size).toBe(task.inputs);
    const { inputs, targets } = task.batch(random(4, "range"), 64);
    for (const ids of [inputs, targets]) expect(ids.every((i) => i >= 0 && i < task.inputs)).toBe(true);
  });

  test("gives the same batches for the same stream, and others for another", () => {
    expect(task.batch(random(5, "batch"), 3)).toEqual(task.batch(random(5, "batch"), 3));
    expect(task.batch(random(5, "batch"), 3)).not.toEqual(task.batch(random(6, "batch"), 3));
  });

  test("a text that cannot hold the sequence is refused with the longest that fits", () => {
    const text = "to be or not to be ".repeat(20);
    const tokens = id === "words" ? 120 : text.length - 1;
    const longest = tokens - Math.floor(0.9 * tokens) - 1;
    expect(() => make(id, { length: longest + 1 }, text)).toThrow(`at most ${longest}`);
    expect(make(id, { length: longest }, text).heldOut(random(1, "long"), 2).steps).toBe(longest);
    expect(() => make(id, {}, "")).toThrow("too few");
  });

  test("the baseline is the loss and the accuracy of counting tokens", () => {
    // Windows of one token, all of them: what a predictor that always says the training frequencies gets.
    const small = make(id, { length: 1 });
    const counts = new Map<number, number>();
    const training = small.batch(random(6, "count"), 60_000);
    for (const target of training.targets) counts.set(target, (counts.get(target) ?? 0) + 1);
    const commonest = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
    const { targets } = small.heldOut(random(7, "count"), 60_000);
    const nats = targets.reduce((sum, y) => sum - Math.log(((counts.get(y) ?? 0) + 1) / 60_000), 0) / 60_000;
    const accuracy = targets.filter((y) => y === commonest).length / 60_000;
    expect(Math.abs(small.baseline.loss - nats)).toBeLessThan(0.03);
    expect(Math.abs(small.baseline.accuracy - accuracy)).toBeLessThan(0.008);
    expect(small.baseline.loss).toBeLessThan(Math.log(small.outputs));
  });
});

describe("training and held-out text", () => {
  test("never share a token: sequences end before the last tenth, or lie inside it", () => {
    // No word repeats, so every word of the training part is in the vocabulary under its own number.
    const text = numbered(1000);
    const task = make("words", { length: 7, vocabulary: 2000 }, text);
    const places = new Set<number>();
    const { inputs, targets } = task.batch(random(1, "split"), 20_000);
    for (const ids of [inputs, targets]) {
      for (const id of ids) places.add(Number(task.symbols[id].slice(1)));
    }
    expect(Math.max(...places)).toBe(899);
    expect(places.size).toBe(900);

    // Words that only the held-out part has are unknown, and it has no others.
    const held = task.heldOut(random(2, "split"), 200);
    expect(task.symbols[held.inputs[0]]).toBe(UNKNOWN);
    expect(new Set([...held.inputs, ...held.targets]).size).toBe(1);
  });

  test("held-out sequences reach the first and the last of the held-out tokens", () => {
    // 90 words for training, then ten that training has seen too: their order tells the places apart.
    const tail = Array.from({ length: 10 }, (_, i) => `w${i * 3}`).join(" ");
    const task = make("words", { length: 4, vocabulary: 2000 }, `${numbered(90)} ${tail}`);
    const batch = task.heldOut(random(3, "tail"), 500);
    const starts = new Set<string>();
    for (let k = 0; k < batch.size; k++) {
      const text = spell(task, window(batch, k));
      expect(tail).toContain(text);
      starts.add(text.split(" ")[0]);
    }
    expect([...starts].sort()).toEqual(["w0", "w12", "w15", "w3", "w6", "w9"]);
  });
});

describe("the vocabulary", () => {
  test("of words is the most frequent of the training text, in descending order", () => {
    const training = NOVEL.slice(0, Math.floor(NOVEL.length * 0.89)).toLowerCase();
    const count = (word: string) =>
      training.match(new RegExp(`(?<![a-z'-])${word}(?![a-z'-])`, "g"))?.length ?? 0;
    const { symbols, inputs } = make("words", { vocabulary: 100 });
    expect(inputs).toBe(101);
    expect(symbols[100]).toBe(UNKNOWN);
    const kept = symbols.filter((symbol) => /^[a-z]+$/.test(symbol));
    expect(kept.slice(0, 5)).toEqual(["the", "to", "and", "of", "her"]);
    const counts = kept.map(count);
    // The slice ends a little before the training text does, so near-ties may stand the other way round.
    for (let i = 1; i < counts.length; i++) expect(counts[i]).toBeLessThan(counts[i - 1] * 1.1 + 5);
    // Words that everybody would miss are in, words of one chapter are out.
    for (const rare of ["netherfield", "entail", "fifteen"]) {
      expect(kept).not.toContain(rare);
      expect(count(rare)).toBeLessThan(counts[counts.length - 1]);
    }
  });

  test("of words keeps titles, elisions and compounds whole and signs apart", () => {
    const text = "Mr. Darcy’s sister-in-law said: \"It's--well—3 o'clock!\" ".repeat(30);
    const { symbols } = make("words", { vocabulary: 100 }, text);
    expect([...symbols].sort()).toEqual(
      [
        "mr.",
        "darcy’s",
        "sister-in-law",
        "said",
        ":",
        '"',
        "it's",
        "-",
        "well",
        "—",
        "3",
        "o'clock",
        "!",
        UNKNOWN,
      ].sort(),
    );
  });

  test("is no larger than the text's own", () => {
    expect(make("words", { vocabulary: 1000, length: 2 }, "one two three ".repeat(40)).inputs).toBe(4);
  });

  test("of characters omits those that occur fewer than twenty times in the training text", () => {
    // 200 a and b, then 19 q and 20 z, all within the first nine tenths.
    const text = `${"ab".repeat(100)}${"q".repeat(19)}${"z".repeat(20)}${"ab".repeat(30)}`;
    expect(make("characters", {}, text).symbols).toEqual(["a", "b", "z", UNKNOWN]);
    expect(make("characters").symbols.slice(0, 4)).toEqual(["␣", "e", "t", "a"]);
  });
});
