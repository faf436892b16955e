import { describe, expect, it } from "vitest";
import { ownTextNote } from "../../scripts/experiment.ts";
import { ownTextPlan } from "../../src/experiments/own-text-plan";
import { type Plan, parsePlan } from "../../src/experiments/plan";
import { fitnessOf, fitnessText, onlyTask, refuseUnfit, unfitText } from "../../src/experiments/text-fitness";
import { random } from "../../src/math/random";
import { TASKS } from "../../src/tasks";

const draw = random(1, "texts");
const of = <T>(list: readonly T[]): T => list[draw.below(list.length)];
const many = (count: number, one: () => string, between = "") =>
  Array.from({ length: count }, one).join(between);
const letter = () => of([..."abcdefghijklmnop"]);

const PROSE = many(900, () => of(["the cat", "a dog", "sees", "the river", "and", "sleeps."]), " ");
const NAMES = many(1500, () => many(7, letter), "\n");
const GENOME = `>chr1 a description\r\n${many(150, () => many(60, () => of([..."ACGT"])), "\r\n")}`;
const UNBROKEN = many(9000, () => of([..."ACGT"]));
const CHINESE = many(1000, () => of(["我们在北京", "他喜欢旧桥", "晚上看见小猫"]), "，");
const MORSE = many(2000, () => of([".-", "-...", ".", "--."]), " ");
const EMOJI = many(2000, () => of(["👩🏾‍🔬", "😂", "1️⃣", "🇩🇪"]));
const ONE_WORD = "word ".repeat(2000);
const [WORDS, CHARACTERS] = ["Next word", "Next character"];

describe("what a text is good for", () => {
  it.each([
    ["prose", PROSE, `Good for ${WORDS} and ${CHARACTERS}.`],
    ["Chinese", CHINESE, `Good for ${WORDS} and ${CHARACTERS}.`],
    [
      "a list of names",
      NAMES,
      `Good for ${CHARACTERS}. Not good for ${WORDS}: 100 % of its words occur only once, which cannot be learned.`,
    ],
    [
      "a genome in lines",
      GENOME,
      `Good for ${CHARACTERS}. Not good for ${WORDS}: it has hardly any spaces, and 100 % of its words occur only once, which cannot be learned.`,
    ],
    [
      "a genome in one line",
      UNBROKEN,
      `Good for ${CHARACTERS}. Not good for ${WORDS}: it has hardly any spaces, and 100 % of its words occur only once, which cannot be learned.`,
    ],
    ["Morse", MORSE, `Good for ${CHARACTERS}. Not good for ${WORDS}: it has no words, only signs.`],
    ["emoji", EMOJI, `Good for ${CHARACTERS}. Not good for ${WORDS}: it has no words, only signs.`],
    ["one word", ONE_WORD, `Good for ${CHARACTERS}. Not good for ${WORDS}: it repeats a single word.`],
    ["digits", many(9000, () => of([..."0123456789"]), " "), `Good for ${WORDS} and ${CHARACTERS}.`],
  ])("is said: %s", (_what, text, wanted) =>
    expect(fitnessText(fitnessOf(text)).replaceAll("\u202F", " ").replaceAll("\u2009", " ")).toBe(wanted),
  );

  it("is the share that is measured: 3 of 5 words once are taken, 2 of 3 are not", () => {
    /** `once` words that occur once, and as many occurrences of one other word. */
    const text = (once: number, other: number) =>
      `${Array.from({ length: once }, (_, i) => `w${i}`).join(" ")} ${"again ".repeat(other)}`;
    expect(fitnessOf(text(600, 400)).words.objection).toBeNull();
    expect(fitnessOf(text(600, 300)).words.objection).toMatch(/^67\s%/u);
  });

  it("counts tokens, and the longest sequence that fits", () => {
    const { words, characters } = fitnessOf(NAMES);
    expect([words.tokens, words.longest]).toEqual([1500, 149]);
    expect(characters.tokens).toBe(NAMES.length);
    const config = (length: number) => ({ task: "characters", text: "own", length }) as never;
    expect(TASKS.characters.make(config(characters.longest), [NAMES]).steps).toBe(characters.longest);
    expect(() => TASKS.characters.make(config(characters.longest + 1), [NAMES])).toThrow("at most");
  });

  it("of a text for no task is a refusal that says why for each", () => {
    for (const text of ["a".repeat(9000), unlike(6000)])
      expect(() => refuseUnfit(fitnessOf(text))).toThrow(
        /^Not good for Next word: .*\. Not good for Next character: .*\.$/,
      );
    expect(() => refuseUnfit(fitnessOf(NAMES))).not.toThrow();
  });

  it("is the same where the task is made: it refuses what it is not good for, and nothing else", () => {
    for (const text of [PROSE, NAMES, GENOME, UNBROKEN, CHINESE, MORSE, EMOJI, ONE_WORD]) {
      const fitness = fitnessOf(text);
      for (const id of ["words", "characters"] as const) {
        const make = () =>
          TASKS[id].make({ task: id, text: "own", vocabulary: 1000, length: 1 } as never, [text]);
        const { objection, data } = fitness[id];
        if (objection === null) expect(make().data).toBe(data);
        else if (fitness[id].longest >= 1)
          expect(make).toThrow(`not good for ${TASKS[id].label}: ${objection}`);
        else expect(make).toThrow();
      }
    }
  });
});

/** Ideographs that all differ. */
const unlike = (count: number) =>
  Array.from({ length: count }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");

describe("the other task is offered", () => {
  const fitness = fitnessOf(NAMES);
  it("by its name", () => {
    expect(onlyTask(fitness)).toBe("characters");
    expect(onlyTask(fitnessOf(PROSE))).toBeUndefined();
    expect(unfitText(fitness, "words")).toMatch(
      /^Your own text is not good for Next word: .* It is good for Next character\.$/,
    );
    expect(unfitText(fitness, "characters")).toBeNull();
  });

  it("as a plan with the lengths that fit", () => {
    expect(ownTextPlan("characters", fitness)).toMatchObject({
      settings: { task: "characters", text: "own" },
      grid: { length: [100, 200, 400] },
    });
    expect(ownTextPlan("words", fitnessOf(PROSE)).grid.length).toEqual([100]);
    expect(ownTextPlan("words", fitnessOf(PROSE.slice(0, 1200))).grid.length).toEqual([
      fitnessOf(PROSE.slice(0, 1200)).words.longest,
    ]);
  });
});

describe("the command", () => {
  const plan = (settings: object): Plan =>
    parsePlan({
      format: "unitary-rnn-lab/plan",
      version: 1,
      name: "own",
      settings: { length: 20, steps: 10, ...settings },
      networks: [{ name: "exp", rule: "exp" }],
      grid: { seed: [1] },
    });
  it("says what the text is good for, and refuses it for the plan’s task alone", () => {
    const own = { text: "own" };
    expect(ownTextNote(plan({ task: "characters", ...own }), NAMES)).toBe(fitnessText(fitnessOf(NAMES)));
    expect(() => ownTextNote(plan({ task: "words", ...own }), NAMES)).toThrow(
      unfitText(fitnessOf(NAMES), "words") ?? "",
    );
    expect(ownTextNote(plan({ task: "words" }), NAMES)).toBe("");
  });
});
