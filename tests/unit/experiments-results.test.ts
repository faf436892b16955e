import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cellText, columns, sameInAll, sorted } from "../../src/experiments/columns";
import { flopsPerStep, trainedNumbers } from "../../src/experiments/cost";
import { CurveRecorder, MAX_POINTS } from "../../src/experiments/curve";
import { configOf } from "../../src/experiments/expand";
import { csv } from "../../src/experiments/export-csv";
import { latex, latexNumber } from "../../src/experiments/export-latex";
import { parsePlan } from "../../src/experiments/plan";
import { brokenLines, readResults, resultsText } from "../../src/experiments/results-file";
import type { Row } from "../../src/experiments/row";
import { band, geometric, groups, meanAndDeviation } from "../../src/experiments/statistics";
import { secondsLeft } from "../../src/experiments/time-left";
import { row, scored, stopped } from "./made-rows";

const plan = (part: object = {}) =>
  parsePlan({
    format: "unitary-rnn-lab/plan",
    version: 1,
    id: "x",
    name: "A_plan & more",
    settings: { task: "copying" },
    networks: [
      { name: "RNN", rule: "none", init: "uniform" },
      { name: "Exact exp", rule: "exp" },
    ],
    grid: { length: [100, 200], seed: [1, 2, 3] },
    ...part,
  });

describe("statistics over seeds", () => {
  it("are the mean and the standard deviation with n − 1", () => {
    // 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and squared deviations that sum up to 32.
    const { mean, deviation, count } = meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([mean, count]).toEqual([5, 8]);
    expect(deviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(meanAndDeviation([3])).toEqual({ mean: 3, deviation: 0, count: 1 });
    expect(meanAndDeviation([]).mean).toBeNaN();
    expect(meanAndDeviation([1, Number.NaN]).mean).toBeNaN();
  });

  it("of values that differ by orders of magnitude are geometric", () => {
    expect(geometric([1e-20, 1e-10]).mean).toBeCloseTo(1e-15, 25);
    expect(geometric([0, 1]).mean).toBe(0);
  });

  it("leave out runs that did not finish, and say so", () => {
    const rows = [...scored("RNN", 100, [0.2, 0.4]), row({ point: { length: 100, seed: 3 }, ...stopped })];
    const [group] = groups(rows);
    expect(group.rows).toHaveLength(3);
    const cell = (id: string) =>
      columns(plan(), rows)
        .find((column) => column.id === id)
        ?.cell(group);
    expect(cell("heldOut")).toMatchObject({ value: { count: 2 } });
    expect(cell("runs")).toMatchObject({ text: "2 of 3; NaN at step 7" });
  });

  it("make a band of curves from the lowest to the highest seed", () => {
    const [one, other] = [
      row(),
      row({
        point: { length: 100, seed: 2 },
        curve: { step: [5, 10], loss: [4, 0], accuracy: [0, 1], seconds: [3, 5] },
      }),
    ];
    const [group] = groups([one, other]);
    expect(band(group, "loss")).toEqual({
      step: [5, 10],
      mean: [3, 0.5],
      low: [2, 0],
      high: [4, 1],
      seconds: [2, 4],
      seeds: 2,
    });
  });
});

describe("a curve", () => {
  it("has the mean of each equal slice, at most MAX_POINTS points, and a NaN stays a NaN", () => {
    const recorder = new CurveRecorder(1000);
    for (let step = 1; step <= 1000; step++)
      recorder.add(step, step, step === 995 ? Number.NaN : 1, step / 10);
    const { step, loss, accuracy, seconds } = recorder.end();
    expect(step).toHaveLength(MAX_POINTS);
    expect([step[0], step.at(-1), loss[0], seconds.at(-1)]).toEqual([10, 1000, 5.5, 100]);
    expect(accuracy[98]).toBe(1);
    expect(accuracy[99]).toBeNaN();
  });

  it("of a run that breaks off ends at its last step", () => {
    const recorder = new CurveRecorder(1000);
    for (let step = 1; step <= 13; step++) recorder.add(step, step, 1, step);
    expect(recorder.points.step).toEqual([10]);
    expect(recorder.end().step).toEqual([10, 13]);
  });
});

describe("parameters and operations", () => {
  const size = { inputs: 5, units: 6, outputs: 4, complex: false };
  // V, b, U, c by hand; modReLU has a threshold for each unit.
  const rest = 6 * 5 + 6 + 4 * 6 + 4;
  it.each([
    ["none", 36],
    ["frozen", 0],
    ["exp", 15],
    ["cayley", 15],
    ["householder", 36],
    ["scornn", 15],
    ["givens", 15],
  ] as const)("of the rule %s are counted as it trains them", (rule, ofW) => {
    expect(trainedNumbers(configOf({ rule, activation: "tanh" }), size)).toBe(rest + ofW);
    expect(trainedNumbers(configOf({ rule, activation: "modrelu" }), size)).toBe(rest + ofW + 6);
  });

  it("of Arjovsky’s W are 7n, beside complex V and b", () => {
    const complex = { ...size, complex: true };
    const config = configOf({ rule: "arjovsky", numbers: "complex", activation: "modrelu" });
    expect(trainedNumbers(config, complex)).toBe(7 * 6 + 12 * 5 + 12 + 4 * 12 + 4 + 6);
  });

  it("of a linear recurrent unit are ν and θ of each λ, and its operations grow with n and not with n²", () => {
    const complex = { ...size, complex: true };
    const config = configOf({ rule: "diagonal", numbers: "complex", activation: "identity" });
    expect(trainedNumbers(config, complex)).toBe(2 * 6 + 12 * 5 + 12 + 4 * 12 + 4);
    const shape = { steps: 3, batch: 2, scored: 1, classes: true };
    // Three products of n complex numbers a row, each of eight operations with its addition; V once, the outputs three times.
    const expected = 3 * 2 * 3 * 8 * 6 + 2 * 3 * 2 * 12 + 3 * 2 * 2 * 4 * 12;
    expect(flopsPerStep(config, complex, shape)).toBe(expected);
  });

  it.each([
    ["lstm", 4, 0],
    ["gru", 3, 6],
  ] as const)("of the cell %s are its matrices above one another, and its biases", (cell, gates, inner) => {
    const gated = { ...size, cell };
    const v = gates * (6 * 5 + 6);
    expect(trainedNumbers(configOf({ cell }), gated)).toBe(gates * 36 + v + inner + 4 * 6 + 4);
    expect(trainedNumbers(configOf({ cell, rule: "frozen" }), gated)).toBe(v + inner + 4 * 6 + 4);
    const shape = { steps: 3, batch: 2, scored: 1, classes: true };
    // Three products of [2, 6] with [6, gates·6] a step, a column of V looked up and its gradient, the outputs three times.
    const expected = 3 * 3 * 2 * 2 * 36 * gates + 3 * 2 * 2 * 6 * gates + 3 * 2 * 2 * 6 * 4;
    expect(flopsPerStep(configOf({ cell }), gated, shape)).toBe(expected);
  });

  it("count two operations per multiply-add", () => {
    const shape = { steps: 3, batch: 2, scored: 1, classes: false };
    // Forward, back and ∂L/∂W: three products of [2, 6] with [6, 6] a step; V twice; the outputs three times.
    const expected = 3 * 3 * 2 * 2 * 36 + 2 * 3 * 2 * 2 * 6 * 5 + 3 * 2 * 2 * 6 * 4;
    expect(flopsPerStep(configOf({ rule: "none" }), size, shape)).toBe(expected);
  });

  it("give the time left at the pace so far", () => {
    expect(secondsLeft(0.75, 0.5, 10)).toBeCloseTo(10, 12);
    expect(secondsLeft(0.5, 0.5, 10)).toBeNaN();
  });
});

describe("the conditions that the table shows once for all rows", () => {
  const one = row({ step: 600 });
  const other = row({ network: "Exact exp", step: 600, drift: one.drift + 1 });
  const said = (rows: readonly Row[]) => sameInAll(columns(plan(), rows), groups(rows));

  it("are those in which no row differs, in words", () => {
    const ids = said([one, other]).map(({ id }) => id);
    expect(ids).toContain("steps");
    expect(ids).not.toContain("network");
    expect(ids).not.toContain("drift");
    // Alike by chance: what came out belongs to its row.
    expect(ids).not.toContain("heldOut");
    expect(ids).not.toContain("runs");
    expect(said([one, other]).find(({ id }) => id === "steps")?.phrase).toBe("Steps 600");
    expect(said([one, other]).find(({ id }) => id === "chance")?.phrase).toMatch(/^Without memory [\d.]+ %$/);
    expect(said([one, { ...other, step: 599 }]).map(({ id }) => id)).not.toContain("steps");
  });

  it("are empty if there is one row", () => {
    expect(said([one])).toEqual([]);
  });
});

const ORIGIN = { command: "", commit: "", machine: "", backend: "wasm" } as const;

describe("exported tables", () => {
  const rows = [
    ...scored("RNN", 100, [0.2, 0.4]),
    row({
      network: 'a "b", c',
      point: { length: 200, seed: 1 },
      drift: Number.POSITIVE_INFINITY,
      ...stopped,
    }),
  ];

  it("as CSV have one line per run, quoted if necessary", () => {
    const lines = csv(rows).trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    const names = lines[0].split(",");
    expect(names.slice(0, 3)).toEqual(["network", "length", "seed"]);
    expect(lines[1].split(",")[names.indexOf("held_out_accuracy")]).toBe("0.2");
    expect(lines[3].startsWith('"a ""b"", c",200,1,')).toBe(true);
    expect(lines[3]).toContain("Infinity");
  });

  it("as CSV have the mean score of all seeds in each line, with its 95 % interval", () => {
    const [names, first, , last] = csv(rows)
      .split("\r\n")
      .map((line) => line.split(","));
    const cell = (line: readonly string[], name: string) => line.at(names.indexOf(name) - names.length);
    expect(
      ["group_score_of", "group_score_scale", "group_seeds", "group_diverged"].map((name) =>
        cell(first, name),
      ),
    ).toEqual(["accuracy", "share", "2", "0"]);
    // Of 0.2 and 0.4: 0.3, and t for one degree of freedom, 12.7062, times 0.1.
    expect(Number(cell(first, "group_score"))).toBeCloseTo(0.3, 12);
    expect(Number(cell(first, "group_low"))).toBeCloseTo(0.3 - 1.27062, 5);
    expect(Number(cell(first, "group_high"))).toBeCloseTo(0.3 + 1.27062, 5);
    expect([cell(last, "group_seeds"), cell(last, "group_diverged")]).toEqual(["0", "1"]);
  });

  it("as LaTeX escape special characters, and write powers as powers", () => {
    const text = latex(plan(), rows);
    expect(text).toContain("$30.0$ [$-97.1$, $157.1$]");
    expect(text).not.toContain("pm");
    expect(text).toContain("A\\_plan \\& more");
    expect(text).toContain("Accuracy, \\%");
    expect(text).toContain("$10^{-12}$".replace("$10", "$1\\times10"));
    expect(text).not.toMatch(/\de-\d/);
    const widths = text
      .split("\n")
      .filter((line) => line.endsWith("\\\\"))
      .map((line) => line.split(" & ").length);
    expect(new Set(widths).size).toBe(1);
    expect(latexNumber(Number.NaN)).toBe("NaN");
    expect(latexNumber(Number.POSITIVE_INFINITY)).toBe("$\\infty$");
  });

  it("as a results file are read back unchanged, including NaN and infinities", () => {
    const origin = { command: "c", commit: "d", machine: "m", backend: "webgpu" };
    const indexed = rows.map((one, index) => ({ ...one, index }));
    expect(readResults(resultsText({ plan: plan(), origin, rows: indexed }))).toEqual({
      plan: plan(),
      origin,
      rows: indexed,
      broken: [],
    });
  });

  it("have nothing where a cell with gates has no drift, and the results file says NaN", () => {
    const gated = scored("LSTM", 100, [0.2, 0.4], { drift: Number.NaN });
    const both = [...gated, ...scored("RNN", 100, [0.1, 0.2], { drift: 3 })].map((one, index) => ({
      ...one,
      index,
    }));
    const [names, first, , rnn] = csv(both)
      .split("\r\n")
      .map((line) => line.split(","));
    expect([first, rnn].map((line) => line[names.indexOf("drift")])).toEqual(["", "3"]);
    const drift = columns(plan(), both).find(({ id }) => id === "drift");
    expect(groups(both).map((group) => cellText(drift!.cell(group)))).toEqual(["–", "3"]);
    const line = latex(plan(), both)
      .split("\n")
      .find((one) => one.includes("LSTM"));
    expect(line).toContain(" & -- & ");
    expect(line).not.toContain("NaN");
    const text = resultsText({ plan: plan(), origin: { ...ORIGIN }, rows: both });
    expect(text).toContain('"drift":"NaN"');
    expect(readResults(text).rows).toEqual(both);
  });

  it("an invalid results file is refused with its line", () => {
    const text = resultsText({
      plan: plan(),
      origin: { command: "", commit: "", machine: "", backend: "wasm" },
      rows,
    });
    expect(() => readResults("")).toThrow(/The file is empty/);
    expect(() => readResults("a,b\n1,2\n")).toThrow(/Line 1 is not JSON/);
    expect(() => readResults('{"a":1}\n')).toThrow(/The first line is no results header/);
    expect(() => readResults(`${text}{"a":1}\n`)).toThrow(
      /Line 5: id = “nothing” was refused: it must be text/,
    );
    expect(() =>
      readResults(
        `${text}${resultsText({ plan: plan({ name: "Other", settings: { units: 9 } }), origin: { command: "", commit: "", machine: "", backend: "wasm" }, rows: [] })}`,
      ),
    ).toThrow(/another plan, “Other”/);
  });

  it("a file of which lines were cut off has its whole rows, and names the others", () => {
    const joined = readFileSync("tests/files/inputs/results-cut-and-joined.jsonl", "utf8");
    const { rows: whole, broken } = readResults(joined);
    expect(broken).toEqual([5]);
    expect(whole.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 7]);
    expect(brokenLines(broken)).toBe("Line 5 is cut off: what is missing there is run again.");
    // Cut anywhere in its last row, or with zero bytes in the place of a row that was never written.
    const text = resultsText({ plan: plan(), origin: ORIGIN, rows });
    for (const cut of [1, 40, 200])
      expect(readResults(text.slice(0, -cut - 1))).toMatchObject({ rows: rows.slice(0, 2), broken: [4] });
    const [head, first, ...rest] = text.split("\n");
    expect(readResults([head, "\0".repeat(99), first, ...rest].join("\n")).broken).toEqual([2]);
    // A row whose line break was lost.
    expect(readResults([head, first.slice(0, 50) + first, ...rest].join("\n"))).toMatchObject({
      rows,
      broken: [2],
    });
    expect(() => readResults(head.slice(0, 60))).toThrow("The file is empty.");
  });

  it("results of the same runs under another name and question are one plan’s", () => {
    const origin = { command: "", commit: "", machine: "", backend: "wasm" } as const;
    const renamed = plan({ name: "As an older release called it", asks: "Which?" });
    const text = resultsText({ plan: plan(), origin, rows }) + resultsText({ plan: renamed, origin, rows });
    const read = readResults(text);
    expect(read.plan.name).toBe(plan().name);
    expect(read.rows).toEqual(readResults(resultsText({ plan: plan(), origin, rows })).rows);
  });

  it("sort by a column in either direction, with values that are not finite at the end", () => {
    const all = groups([
      ...scored("RNN", 100, [0.3]),
      ...scored("RNN", 200, [0.5]),
      ...scored("Exact exp", 100, [0.1]),
      row({ network: "Exact exp", point: { length: 200, seed: 1 }, ...stopped }),
    ]);
    const column = columns(plan(), rows).find(({ id }) => id === "heldOut");
    const order = (direction: "ascending" | "descending") =>
      sorted(all, column!, direction).map(({ network, point }) => `${network} ${point.length}`);
    expect(order("ascending")).toEqual(["Exact exp 100", "RNN 100", "RNN 200", "Exact exp 200"]);
    expect(order("descending")).toEqual(["RNN 200", "RNN 100", "Exact exp 100", "Exact exp 200"]);
  });
});
