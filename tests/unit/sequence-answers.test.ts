import { describe, expect, test } from "vitest";
import { plainText } from "../../src/plot/sentence";
import type { PlotSize } from "../../src/plot/size";
import { answersView } from "../../src/screens/lab/charts/sequence-answers";
import { sequenceRows, shadeDecades } from "../../src/screens/lab/charts/sequence-rows";
import { answerSentence } from "../../src/screens/lab/charts/sequence-sentence";
import {
  isRight,
  type LaneAnswers,
  type SequenceShown,
  symbolOf,
} from "../../src/screens/lab/charts/sequence-shown";

const size = { width: 800, height: 400, fontSize: 12 } as PlotSize;
const run = { lanes: { a: "RNN", b: "Unitary" }, step: 500 } as SequenceShown["run"];
const spaced = (text: string) => text.replaceAll("\u202f", " ");
const told = (shown: SequenceShown) => spaced(plainText(answerSentence(shown)));

/** Outputs whose softmax gives these probabilities. */
const withProbabilities = (rows: readonly (readonly number[])[]): number[] =>
  rows.flat().map((probability) => Math.log(probability));

/** Answers with these outputs. */
const answering = (outputs: readonly number[], onInputs: readonly number[] = []): LaneAnswers => ({
  stopped: null,
  answers: {
    run: 1,
    lane: "a",
    step: 500,
    sequence: 1,
    answer: 4,
    outputs: Float64Array.from(outputs),
    states: new Float64Array(),
    onInputs: Float64Array.from(onInputs),
    onStates: new Float64Array(),
    lossGradients: new Float64Array(),
  },
});

/** Two symbols, a blank, recall of both at t = 3 and 4. */
const copying = {
  run,
  task: {
    head: "softmax",
    outputs: 3,
    symbols: ["blank", "A", "B"],
    drawnAs: "symbols",
  } as unknown as SequenceShown["task"],
  sequence: 1,
  of: 128,
  steps: 4,
  inputs: Int32Array.of(1, 2, 0, 0),
  targets: Int32Array.of(0, 0, 1, 2),
  places: [0, 1, 2, 3],
  wanted: [true, true, true, true],
  scored: [false, false, true, true],
  answer: 4,
  lanes: {
    // Guesses: blank twice, then B and B.
    a: answering(
      withProbabilities([
        [0.9, 0.05, 0.05],
        [0.8, 0.1, 0.1],
        [0.2, 0.3, 0.5],
        [0.25, 0.35, 0.4],
      ]),
      [1e-6, 0, 0, 1],
    ),
    b: answering(
      withProbabilities([
        [0.98, 0.01, 0.01],
        [0.98, 0.01, 0.01],
        [0.01, 0.98, 0.01],
        [0.01, 0.01, 0.98],
      ]),
      [0.5, 0.1, 0.1, 1],
    ),
  },
} satisfies SequenceShown;

const cellsOf = (shown: SequenceShown, key: string) => {
  const content = sequenceRows(shown, size).find((row) => row.key === key)?.content;
  if (content?.kind !== "cells") throw new Error(`${key} has no cells.`);
  return content.cells;
};

describe("a copied sequence", () => {
  test("is told as what is to be recalled and what each network answers, with its probabilities", () => {
    expect(told(copying)).toBe(
      "The first 2 inputs, A B, must be repeated at the end: RNN answers B B, 1 of 2 right, at 40 % to 50 %; Unitary answers A B, 2 of 2 right, at 98 %.",
    );
  });

  test("with resets, is told as the symbols after the last one, and has a sign for each", () => {
    const symbols = ["A", "B", "blank", "reset", "marker"];
    const shown = {
      ...copying,
      task: { ...copying.task, symbols },
      steps: 6,
      inputs: Int32Array.of(3, 0, 3, 1, 4, 2),
      targets: Int32Array.of(2, 2, 2, 2, 2, 1),
      wanted: Array.from({ length: 6 }, () => true),
      scored: [false, false, false, false, false, true],
      lanes: { a: { answers: null, stopped: null }, b: { answers: null, stopped: null } },
    } satisfies SequenceShown;
    expect(told(shown)).toMatch(/^The symbol after the last reset, B, must be repeated at the end: /);
    const two = { ...shown, targets: Int32Array.of(2, 2, 2, 2, 0, 1), scored: shown.scored.with(4, true) };
    expect(told(two)).toMatch(/^The 2 symbols after the last reset, A B, must be repeated at the end: /);
    const cells = cellsOf(shown, "input").map((cell) => cell?.text);
    expect(cells).toEqual(["↺", "A", "↺", "B", "▸", undefined]);
    const asText = { ...shown.task, drawnAs: "text" } as SequenceShown["task"];
    expect([1, 2, 3, 4].map((of) => symbolOf({ task: asText }, of))).toEqual(symbols.slice(1));
  });

  test("has right answers filled with their probability, and wrong ones hollow", () => {
    const [, , wrong, right] = cellsOf(copying, "answers of a");
    expect(wrong).toMatchObject({ text: "B", outline: expect.anything() });
    expect(wrong?.fill).toBeUndefined();
    expect(right?.text).toBe("B");
    expect(right?.outline).toBeUndefined();
    expect(right?.fill?.opacity).toBeCloseTo(0.4, 12);
    expect(cellsOf(copying, "answers of b").map((cell) => cell?.text)).toEqual([
      undefined,
      undefined,
      "A",
      "B",
    ]);
  });

  test("has the input and the target as they are", () => {
    expect(cellsOf(copying, "input").map((cell) => cell?.text)).toEqual(["A", "B", undefined, undefined]);
    expect(cellsOf(copying, "target").map((cell) => cell?.text)).toEqual([undefined, undefined, "A", "B"]);
  });

  test("has a table with target, answers, their probabilities, and what the answer depends on", () => {
    const { columns, rows } = answersView.table(copying);
    const list = (rows as () => readonly (readonly (string | number)[])[])();
    expect(list).toHaveLength(4);
    const row = Object.fromEntries(columns.map((column, i) => [column, list[3][i]]));
    expect(row).toMatchObject({
      t: 4,
      target: "B",
      "answer, RNN": "B",
      "answer, Unitary": "B",
      "‖∂y_s/∂x_t‖, s = 4, RNN": 1,
    });
    expect(row["probability of the answer, RNN"]).toBeCloseTo(0.4, 12);
    expect(list[2][columns.indexOf("probability of the answer, RNN")]).toBeCloseTo(0.5, 12);
    expect(list[2][columns.indexOf("probability of the target, RNN")]).toBeCloseTo(0.3, 12);
  });

  test("says what is not computed yet", () => {
    const shown = { ...copying, lanes: { ...copying.lanes, a: { answers: null, stopped: null } } };
    expect(told(shown)).toMatch(/RNN is being computed; Unitary answers A B/);
    expect(cellsOf(shown, "answers of a").every((cell) => cell === null)).toBe(true);
    const unknown = {
      ...copying,
      lanes: { ...copying.lanes, a: { ...shown.lanes.a, lost: "’s weights at this step were not kept" } },
    };
    expect(told(unknown)).toMatch(/RNN’s weights at this step were not kept; Unitary answers A B/);
  });

  test("says of what step a stopped lane's answers are, in the past tense", () => {
    const a = { ...copying.lanes.a, measuredAt: 7, stopped: { step: 8 } as LaneAnswers["stopped"] };
    expect(told({ ...copying, lanes: { ...copying.lanes, a } })).toMatch(
      /step 7.*RNN answered B B.*, then stopped at step 8;/,
    );
  });
});

describe("the shades of what an answer depends on", () => {
  const shadesOf = (key: string) => {
    const content = sequenceRows(copying, size).find((row) => row.key === key)?.content;
    if (content?.kind !== "shades") throw new Error(`${key} has no shades.`);
    return Array.from(content.shares);
  };

  test("have one scale for both lanes, in decades", () => {
    // From 10⁻⁶ to 1.
    expect(shadeDecades({ a: [1e-6, 0, 0, 1], b: [0.5, 0.1, 0.1, 1] })).toEqual([-6, 0]);
    const [a, b] = [shadesOf("dependence of a"), shadesOf("dependence of b")];
    for (const [i, share] of [0, 0, 0, 1].entries()) expect(a[i]).toBeCloseTo(share, 12);
    for (const [i, share] of [1 + Math.log10(0.5) / 6, 5 / 6, 5 / 6, 1].entries())
      expect(b[i]).toBeCloseTo(share, 12);
  });

  test("span at most 13 decades and at least 3, and never what is not finite", () => {
    expect(shadeDecades({ a: [1e-40, 2], b: [] })).toEqual([-12, 1]);
    expect(shadeDecades({ a: [0.9, 1], b: [] })).toEqual([-3, 0]);
    expect(shadeDecades({ a: [Number.NaN, 0], b: [Number.POSITIVE_INFINITY] })).toEqual([-13, 0]);
  });
});

describe("a text", () => {
  const text: SequenceShown = {
    ...copying,
    task: {
      head: "softmax",
      outputs: 3,
      symbols: ["the", "cat", "sat"],
      drawnAs: "text",
    } as unknown as SequenceShown["task"],
    inputs: Int32Array.of(0, 1, 2, 0),
    targets: Int32Array.of(1, 2, 0, 1),
    places: [0, 1, 2, 3],
    lanes: {
      a: answering(withProbabilities(Array.from({ length: 4 }, () => [0.5, 0.3, 0.2]))),
      b: answering(withProbabilities(Array.from({ length: 4 }, () => [0.1, 0.7, 0.2]))),
    },
  };

  test("is told as the true next token, the favourite of each lane, and what it gives to the true one", () => {
    expect(told(text)).toBe(
      "The true next after “the” is “cat”: RNN answers “the” at 50 %, and gives the true one 30 %; Unitary answers “cat” at 70 %, which is right.",
    );
  });

  test("is drawn up to the answer, with the three best tokens of each lane", () => {
    const pieces = (key: string) => {
      const content = sequenceRows(text, size).find((row) => row.key === key)?.content;
      return content?.kind === "text" ? spaced(content.pieces.map((piece) => piece.text).join(" ")) : "";
    };
    expect(pieces("text")).toBe("the cat sat the ▸ cat");
    expect(pieces("favourites of a")).toBe("gives it 30 %, most to “the” 50 %, “cat” 30 %, “sat” 20 %");
    expect(sequenceRows({ ...text, answer: 2 }, size)[0].content).toMatchObject({
      pieces: [{ text: "the cat" }, { text: "▸ sat" }],
    });
  });
});

describe("a sum", () => {
  const sum: SequenceShown = {
    ...copying,
    task: {
      head: "squared error",
      outputs: 1,
      symbols: [],
      drawnAs: "sum",
    } as unknown as SequenceShown["task"],
    steps: 3,
    answer: 3,
    inputs: Float32Array.of(0.25, 1, 0.5, 0, 0.75, 1),
    targets: Float32Array.of(0, 0, 1),
    places: [0, 1, 2],
    wanted: [false, false, true],
    scored: [false, false, true],
    lanes: { a: answering([0, 0, 0.5]), b: answering([0, 0, 1.03]) },
  };

  test("is told as the sum and both answers, right within 0.04", () => {
    expect(told(sum)).toBe(
      "The two marked numbers add up to 1: RNN answers 0.5; Unitary answers 1.03, within 0.04.",
    );
    expect(isRight(sum, answering([0, 0, 1.041]).answers as never, 3)).toBe(false);
  });

  test("is drawn with its two marked numbers", () => {
    const rows = sequenceRows(sum, size);
    expect(rows[0].content).toMatchObject({ shares: [0.25, 0.5, 0.75], strong: new Set([1, 3]) });
    expect(rows[1].content).toMatchObject({ pieces: [{ text: "0.25 + 0.75 =" }, { text: "1" }] });
  });
});

test("an image is told by its digit, and drawn as far as it has been read", () => {
  const image: SequenceShown = {
    ...copying,
    task: {
      head: "softmax",
      outputs: 2,
      symbols: ["0", "1"],
      drawnAs: "image",
    } as unknown as SequenceShown["task"],
    inputs: Float32Array.of(0, 1, 0.5, 0),
    targets: Int32Array.of(0, 0, 0, 1),
    places: [0, 1, 2, 3],
    wanted: [false, false, false, true],
    scored: [false, false, false, true],
    answer: 3,
    lanes: {
      a: answering(withProbabilities(Array.from({ length: 4 }, () => [0.6, 0.4]))),
      b: answering(withProbabilities(Array.from({ length: 4 }, () => [0.1, 0.9]))),
    },
  };
  expect(told(image)).toBe("The digit is 1: RNN answers 0 at 60 %, wrong; Unitary answers 1 at 90 %, right.");
  expect(sequenceRows(image, size)[0].content).toMatchObject({ kind: "image", side: 2, read: 3 });
});
