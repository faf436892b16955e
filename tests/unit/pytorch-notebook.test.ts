import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { findPython } from "../../scripts/find-python.mjs";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import { type KnownLosses, pytorchNotebook } from "../../src/export/pytorch/notebook";
import { pytorchProgram, type RunPlan } from "../../src/export/pytorch/program";
import { SOURCES } from "../../src/export/pytorch/source";
import { PIECE_WORDS } from "../../src/export/pytorch/words";
import { LANE_KEYS } from "../../src/lanes";
import { LANE_LOOKS } from "../../src/screens/lane-looks";
import type { Curve } from "../../src/store/decimating-table";
import { TASK_IDS } from "../../src/tasks";
import { printedBy, printedLosses } from "../reference/python-programs";

const SITE = "https://example.org/lab/";
const LANE: LaneConfig = { ...DEFAULT_CONFIG.b, activation: "tanh", init: "haar", rate: 0.01 };
const SMALL: RunConfig = {
  ...DEFAULT_CONFIG,
  length: 6,
  recall: 2,
  units: 7,
  batch: 4,
  steps: 60,
  lr: 0.001,
  a: { ...LANE, rule: "none" },
  b: LANE,
};
const CHANGED: RunPlan = {
  begun: SMALL,
  fork: null,
  changes: [{ step: 7, setting: "lr", from: 0.001, to: 0.002 }],
};
const RUNS: readonly (readonly [string, RunConfig | RunPlan])[] = [
  ["simple cells", SMALL],
  [
    "an LSTM and a GRU",
    { ...SMALL, a: { ...LANE, rule: "none", cell: "lstm" }, b: { ...LANE, rule: "none", cell: "gru" } },
  ],
  [
    "a linear recurrent unit",
    { ...SMALL, b: { ...LANE, rule: "diagonal", numbers: "complex", activation: "identity" } },
  ],
  ["words", { ...SMALL, task: "words", steps: 20 }],
  ["a change in mid-run", CHANGED],
];

interface Cell {
  readonly cell_type: "markdown" | "code";
  readonly id: string;
  readonly metadata: object;
  readonly source: readonly string[];
  readonly execution_count?: null;
  readonly outputs?: readonly never[];
}
interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

const curve = (points: readonly (readonly [number, number])[]): Curve => ({
  x: Float64Array.from(points, ([step]) => step),
  y: Float64Array.from(points, ([, loss]) => loss),
});
const NONE: KnownLosses = { a: curve([]), b: curve([]) };
const LOOKS = { a: { colour: "#d55e00", dash: "7 4" }, b: { colour: "#0072b2", dash: undefined } };
const notebook = (run: RunConfig | RunPlan, losses = NONE): Notebook =>
  JSON.parse(pytorchNotebook(run, SITE, { losses, looks: LOOKS }));
const textOf = ({ source }: Cell) => source.join("");
const codeOf = ({ cells }: Notebook) => cells.filter(({ cell_type }) => cell_type === "code").map(textOf);

/** A program without its docstring. */
const bodyOf = (program: string) => program.slice(program.indexOf("import math"));

describe("the notebook", () => {
  const all = [...RUNS.map(([, run]) => run), ...PRESETS.map((preset) => presetConfig(preset))];

  it("has the shape of nbformat 4.5", () => {
    for (const run of all) {
      const { cells, metadata, nbformat, nbformat_minor, ...rest } = notebook(run);
      expect([nbformat, nbformat_minor]).toEqual([4, 5]);
      expect(rest).toEqual({});
      expect(metadata.kernelspec).toEqual({ display_name: "Python 3", language: "python", name: "python3" });
      expect(metadata.language_info.name).toBe("python");
      expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
      for (const { cell_type, id, metadata: own, source, ...others } of cells) {
        expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
        expect(own).toEqual({});
        expect(others).toEqual(cell_type === "code" ? { execution_count: null, outputs: [] } : {});
        expect(source.join("").trim()).not.toBe("");
        expect(source.slice(0, -1).every((line) => /^[^\n]*\n$/.test(line))).toBe(true);
        expect(source.at(-1)).not.toContain("\n");
      }
      expect(cells[0].cell_type).toBe("markdown");
      // Words stand over each piece of the program.
      for (const [i, { cell_type }] of cells.entries())
        if (cell_type === "code") expect(cells[i - 1].cell_type).toBe("markdown");
    }
  });

  it("is the program, cut into cells, with nothing but what fetches, draws and compares besides", () => {
    const extra = ["fetch", "plot", "compare"].map((name) => String(SOURCES.get(`notebook/${name}`)));
    for (const run of all) {
      const own = codeOf(notebook(run)).filter((code) => !extra.some((text) => code.includes(text)));
      expect(`${own.join("\n\n\n")}\n`).toBe(bodyOf(pytorchProgram(run, SITE)));
    }
  });

  it("draws the lanes as the page does, A dashed and B solid", () => {
    const drawn = codeOf(notebook(SMALL)).find((code) => code.includes("pyplot"));
    expect(drawn).toContain('LOOKS = [("#d55e00", (0, (3.5, 2))), ("#0072b2", "-")]');
    expect([LANE_LOOKS.a.dash, LANE_LOOKS.b.dash]).toEqual([LOOKS.a.dash, LOOKS.b.dash]);
  });

  it("says of every task, activation, rule, network and cell what it is, and writes formulas in TeX", () => {
    const said = [...SOURCES.keys()].filter((path) =>
      /^(activations|rules|cells)\/(?!rule$)|network$/.test(path),
    );
    for (const path of [
      ...said,
      ...TASK_IDS.filter((id) => SOURCES.has(`tasks/${id}`)).map((id) => `tasks/${id}`),
    ])
      expect(PIECE_WORDS[path], path).toMatch(/\$.+\$|\*\*|`/);
    for (const path of said.filter((each) => !each.includes("gated")))
      expect(PIECE_WORDS[path]).toContain("$");
    for (const path of Object.keys(PIECE_WORDS)) expect(SOURCES.has(path), path).toBe(true);
    const words = notebook(SMALL)
      .cells.filter(({ cell_type }) => cell_type === "markdown")
      .map(textOf);
    expect(words.some((text) => text.includes("$$h_t = \\sigma(W h_{t-1} + V x_t + b)"))).toBe(true);
    expect(words[0]).toContain("https://example.org/lab/#");
  });

  it("compares at most 21 finite losses of each lane, the first and the last among them", () => {
    const points = Array.from(
      { length: 500 },
      (_, step) => [step, step === 3 ? Number.NaN : 1 / (step + 1)] as const,
    );
    const losses = { a: curve(points), b: curve(points.slice(0, 2)) };
    const last = codeOf(notebook(SMALL, losses)).at(-1) ?? "";
    const [a, b] = LANE_KEYS.map(
      (lane) => new RegExp(`"${lane.toUpperCase()}": {(.*)},`).exec(last)?.[1].split(", ") ?? [],
    );
    expect(a).toHaveLength(21);
    expect([a[0], a[20]]).toEqual(["0: 1", "499: 0.002"]);
    expect(b).toEqual(["0: 1", "1: 0.5"]);
    expect(codeOf(notebook(SMALL)).some((code) => code.includes("LAB"))).toBe(false);
  });

  it("fetches the file that the task reads, but not the user’s own text", () => {
    expect(codeOf(notebook({ ...SMALL, task: "digits" }))[1]).toContain(
      "urlretrieve(DATA_ADDRESS, DATA_FILE)",
    );
    const own = notebook({ ...SMALL, task: "characters", text: "own" });
    expect(codeOf(own).join("")).not.toContain("urlretrieve");
    expect(own.cells.map(textOf).join("")).toContain("`own-text.txt`");
  });
});

/** Runs the code cells one after the other as a notebook does, in one namespace and without a file of their own. */
const asProgram = (book: Notebook) => `
import json, sys, types

class Axes:
    def plot(self, values, *_, label, **__):
        print("drawn", label, len(values), values[0] > 0)
    def set(self, **_):
        pass
    def legend(self):
        pass

plots = types.ModuleType("matplotlib.pyplot")
plots.subplots = lambda *_, **__: (None, [Axes(), Axes()])
plots.show = lambda: None
sys.modules["matplotlib"] = types.ModuleType("matplotlib")
sys.modules["matplotlib"].pyplot = sys.modules["matplotlib.pyplot"] = plots
cells = {"__name__": "__main__"}
for cell in json.loads(${JSON.stringify(JSON.stringify(codeOf(book)))}):
    exec(cell, cells)
`;

const withTorch = findPython("torch");

describe.skipIf(!withTorch)("run by PyTorch, cell by cell", () => {
  const NOVEL = "pride-and-prejudice.txt";
  const text = readFileSync(new URL(`../../public/text/${NOVEL}`, import.meta.url), "utf8");
  let printed: readonly string[] = [];
  /** What the page would know: twice the program’s loss at step 0, and its loss at step 10. */
  const known = curve([
    [0, 2],
    [10, 1],
  ]);
  beforeAll(() => {
    const programs = RUNS.flatMap(([, run]) => [
      pytorchProgram(run, SITE),
      asProgram(notebook(run, { a: known, b: known })),
    ]);
    printed = printedBy(String(withTorch), programs, { [NOVEL]: text });
  }, 300_000);

  it.each(RUNS.map(([name, run], i) => [name, run, i] as const))(
    "prints what the program prints: %s",
    (_, run, i) => {
      const [program, cells] = [printed[2 * i], printed[2 * i + 1]];
      expect(program).toMatch(/^held out +loss B/m);
      expect(cells.startsWith(program)).toBe(true);
      const more = cells.slice(program.length).trim().split("\n");
      const { steps } = "begun" in run ? run.begun : run;
      const drawn = ["A", "B"].map((lane) => `drawn ${lane} ${steps + 1} True`);
      expect(more.slice(0, 4)).toEqual([...drawn, ...drawn]);
      // The heading, and two steps of each lane.
      const rows = more.slice(5).map((line) => line.trim().split(/\s+/));
      expect(rows.map(([step, lane]) => `${lane} ${step}`)).toEqual(["A 0", "A 10", "B 0", "B 10"]);
      const first = printedLosses(program, 0);
      for (const lane of LANE_KEYS) {
        const [, , there, here, difference] =
          rows.find(([step, name]) => step === "0" && name === lane.toUpperCase()) ?? [];
        expect([Number(there), Number(here)]).toEqual([2, first[lane]]);
        expect(Number(difference)).toBeCloseTo(Math.abs(first[lane] / 2 - 1), 1);
      }
    },
  );
});
