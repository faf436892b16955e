import { describe, expect, test } from "vitest";
import { heatLayout } from "../../src/plot/heat-layout";
import { heatPixels, rowOfY, yOfRow } from "../../src/plot/heat-scale";
import { textWidth } from "../../src/plot/label-layout";
import { plainText } from "../../src/plot/sentence";
import {
  type DependencesShown,
  dependenceColumns,
  dependencesSentence,
  dependencesView,
  type LaneDependences,
} from "../../src/screens/lab/charts/sequence-dependences";
import {
  type DistancesShown,
  distancesSentence,
  distancesView,
  type LaneDistances,
} from "../../src/screens/lab/charts/sequence-distances";
import { affordableSpacing, allDependences, dependence, outputsEvery } from "../../src/sequence/dependence";
import { forward } from "../../src/sequence/network";
import { differences } from "../reference/sequence";
import { inputsOf, networkOf, vectorsOf } from "./sequence-example";

const run = { lanes: { a: "RNN", b: "Unitary" } } as DependencesShown["run"];
const spaced = (text: string) => text.replaceAll("\u202f", " ");
const rowsOf = (table: { readonly rows: unknown }) => (table.rows as () => unknown[][])();

/** Three answers; row s, column t. */
const lane = (norms: number[], every = 1): LaneDependences => ({
  dependences: { norms: Float64Array.from(norms), every },
  stopped: null,
});
const dependences = (a: LaneDependences, b: LaneDependences, steps = 3, every = 1): DependencesShown => ({
  run,
  steps,
  every,
  lanes: { a, b },
});
const forgetful = lane([2, 0, 0, 0.3, 2, 0, 1e-5, 1e-4, 2]);
const faithful = lane([2, 0, 0, 1.8, 2, 0, 1.5, 1.8, 2]);
const nothing: LaneDependences = { dependences: null, stopped: null };

describe("the map of what the answers depend on", () => {
  test("has a column for each t, with the answers from the bottom up, empty where the input comes later", () => {
    const shown = dependences(forgetful, faithful);
    expect(dependenceColumns(shown, "a")).toEqual([
      { x: 1, values: Float64Array.of(2, 0.3, 1e-5) },
      { x: 2, values: Float64Array.of(Number.NaN, 2, 1e-4) },
      { x: 3, values: Float64Array.of(Number.NaN, Number.NaN, 2) },
    ]);
    // The same object, so that it is not drawn again.
    expect(dependenceColumns(shown, "a")).toBe(dependenceColumns({ ...shown }, "a"));
    expect(dependenceColumns(dependences(nothing, faithful), "a")).toEqual([]);
  });

  test("shows the answers that both lanes have", () => {
    // a has s = 2, 4 and b all of 1 … 4.
    const a = lane([1, 2, 0, 0, 3, 4, 5, 6], 2);
    const b = lane([1, 0, 0, 0, 2, 3, 0, 0, 4, 5, 6, 0, 7, 8, 9, 10]);
    const shown = dependences(a, b, 4, 2);
    expect(dependenceColumns(shown, "a").map(({ values }) => Array.from(values))).toEqual([
      [1, 3],
      [2, 4],
      [Number.NaN, 5],
      [Number.NaN, 6],
    ]);
    expect(dependenceColumns(shown, "b").map(({ values }) => values[1])).toEqual([7, 8, 9, 10]);
    expect(rowsOf(dependencesView.table(shown)).map(([name, s]) => `${name} ${s}`)).toEqual([
      "RNN 2",
      "RNN 4",
      "Unitary 2",
      "Unitary 4",
    ]);
  });

  test("has colours for both lanes on one scale, without the zeros", () => {
    for (const shown of [dependences(forgetful, faithful), dependences(faithful, forgetful)]) {
      expect(dependencesView.domain?.(shown, undefined)).toEqual([1e-6, 10]);
    }
  });

  test("is a table with a row per answer, and whole as CSV", () => {
    const steps = 30;
    const norms = Array.from({ length: steps * steps }, (_, i) => (i % steps <= i / steps ? i + 1 : 0));
    const { columns, csv, ...table } = dependencesView.table(dependences(lane(norms), faithful, steps));
    expect(columns).toHaveLength(2 + 12);
    expect(columns.slice(0, 3)).toEqual(["lane", "s", "‖∂y_s/∂x_t‖, t = 1"]);
    expect(columns.at(-1)).toBe("‖∂y_s/∂x_t‖, t = 30");
    expect(rowsOf(table)[0].slice(0, 4)).toEqual(["RNN", 1, 1, ""]);
    expect(csv?.().columns).toHaveLength(2 + steps);
    expect(csv?.().rows[steps - 1].slice(0, 3)).toEqual(["RNN", 30, 29 * 30 + 1]);
  });

  test("is described by how far back the last answer reaches", () => {
    const say = (a: LaneDependences, b: LaneDependences) =>
      spaced(plainText(dependencesSentence(dependences(a, b))));
    expect(say(forgetful, faithful)).toBe(
      "The answer of RNN at t = 3 depends on the first input with 1 × 10⁻⁵ (less than 1 % of its largest dependence, as on all inputs before t = 3); that of Unitary with 1.5 (75 % of its largest dependence).",
    );
    const thinned = dependences(lane([1, 2, 0, 0, 3, 4, 5, 6], 2), lane([1, 2, 0, 0, 3, 4, 5, 6], 2), 4, 2);
    expect(plainText(dependencesSentence(thinned))).toMatch(/dependence\)\. One answer in 2 is shown\.$/);
    const earlier = { ...lane([1, 0, 0, 1, 1, 0, 3, 2, 1]), measuredAt: 480 };
    const stopped = { ...faithful, stopped: { quantity: "loss", value: "NaN", step: 90 } as never };
    expect(say(earlier, stopped)).toBe(
      "At step 480 the answer of RNN at t = 3 depended on the first input with 3, more than on any other; that of Unitary depended on it with 1.5 (75 % of its largest dependence), then stopped at step 90.",
    );
    // One of step 480, one of the step shown.
    expect(say(earlier, faithful)).toContain("any other; that of Unitary depends on it with 1.5");
    const unknown = { dependences: null, stopped: null, lost: "’s weights at this step were not kept" };
    expect(say(unknown, faithful)).toMatch(
      /^RNN’s weights at this step were not kept; the answer of Unitary/,
    );
    expect(say(earlier, { ...faithful, measuredAt: 480 })).toContain("any other; that of Unitary with 1.5");
    expect(say(earlier, { ...faithful, measuredAt: 500 })).toContain(
      "any other; at step 500 that of Unitary",
    );
    expect(say(nothing, lane([0, 0, 0, 0, 0, 0, 0, 0, 0]))).toBe(
      "The dependence of RNN is being computed; the answer of Unitary at t = 3 depends on the first input with 0, as on all.",
    );
    expect(say(lane([1, 0, 0, 1, 1, 0, Number.NaN, 1, 1]), lane([1, 0, 0, 1, 1, 0, 0.001, 1, 1]))).toContain(
      "with NaN; that of Unitary with 0.001 (less than 1 % of its largest dependence).",
    );
  });
});

describe("what is computed of the dependences", () => {
  const network = networkOf({ activation: "tanh", complex: false });
  const steps = 7;
  const inputs = inputsOf(network, steps, false);
  const { states } = forward(network, inputs);

  test("are those of every k-th answer, the last among them, as central differences give them", () => {
    const found = allDependences(network, { states }, 2);
    expect(found).toHaveLength(4 * steps);
    for (const [row, s] of [1, 3, 5, 7].entries()) {
      const { onInputs } = differences(network, vectorsOf(network, inputs), s);
      for (const [i, exact] of onInputs.entries()) {
        expect(Math.abs(found[row * steps + i] - exact)).toBeLessThanOrEqual(1e-6 * exact + 1e-9);
      }
    }
  });

  test("is all of them at 64 units and 100 time steps of six symbols, and fewer of large networks", () => {
    const size = { inputs: 6, units: 64, outputs: 6, complex: false };
    expect(affordableSpacing(size, 100)).toBe(1);
    // 5 050 gradients of 6 rows, with 256 · 262 + 1 000 products for each: 4.1 times what is affordable.
    expect(affordableSpacing({ ...size, units: 256 }, 100)).toBe(8);
    expect(affordableSpacing({ ...size, units: 256 }, 20)).toBe(1);
    expect(affordableSpacing({ ...size, units: 256 }, 1)).toBe(1);
    // Many short steps: 500 500 · 6 · 1 112 products are 6.7 times as many.
    expect(affordableSpacing({ ...size, units: 8 }, 1000)).toBe(8);
  });

  test("are at least ten, unless these too take too long; the last one always", () => {
    // 64 leaves 15 of 1 000, with 3.2 · 10⁹ products; 128 would leave 7.
    const copying = { inputs: 6, units: 256, outputs: 6, complex: false };
    expect(affordableSpacing(copying, 1000)).toBe(64);
    // 16 would leave 20 of 306, with 4.7 · 10⁹ products, which take more than 10 seconds; 32 leaves ten.
    expect(affordableSpacing({ ...copying, complex: true }, 306)).toBe(32);
    // 1.3 · 10¹⁴ products for all of 1 000.
    const words = { inputs: 2000, units: 256, outputs: 2000, complex: true };
    expect(affordableSpacing(words, 1000)).toBe(1024);
    expect(outputsEvery(1000, 1024)).toEqual([1000]);
    const network = networkOf({ activation: "tanh", complex: false });
    const { states } = forward(network, inputsOf(network, 3, false));
    expect(allDependences(network, { states }, 4)).toEqual(dependence(network, { states }, 3).onInputs);
  });
});

describe("heat maps of cells", () => {
  const grid = { rows: 3, end: 6, firstCell: 1, rowScale: { first: 4, every: 2 } };

  test("draw each column around its x, the first and the last in full", () => {
    const columns = [1, 2, 3, 4, 5, 6].map((x) => ({ x, values: [x % 2 ? 1 : 1e-3] }));
    const colours = Uint8ClampedArray.of(0, 0, 0, 255, 9, 0, 0, 255);
    const pixels = heatPixels(columns, { ...grid, rows: 1, width: 12, domain: [1e-3, 1], colours });
    const reds = Array.from({ length: 12 }, (_, i) => pixels[4 * i]);
    expect(reds).toEqual([9, 9, 0, 0, 9, 9, 0, 0, 9, 9, 0, 0]);
    expect(Array.from({ length: 12 }, (_, i) => pixels[4 * i + 3])).toEqual(Array(12).fill(255));
  });

  test("have ticks at their ends and at round numbers clear of them", () => {
    const size = { width: 710, height: 250, fontSize: 13 };
    const layout = heatLayout(
      size,
      2,
      { rows: 66, end: 66, firstCell: 1, rowScale: { first: 1, every: 1 } },
      [1, 10],
    );
    expect(layout.columnTicks).toEqual([1, 20, 40, 66]);
    expect(layout.rowTicks).toEqual([1, 20, 40, 66]);
    // From 0 as before: round numbers alone.
    expect(heatLayout(size, 2, { rows: 67, end: 500 }, [1, 10]).rowTicks).toEqual([0, 50]);
  });

  test("side by side, keep the last tick of one clear of the first of the next", () => {
    const size = { width: 710, height: 250, fontSize: 13 };
    const gapOf = (end: number) => {
      const { panels } = heatLayout(size, 2, { rows: 9, end, firstCell: 1 }, [1, 10]);
      return panels[1].left - panels[0].left - panels[0].width;
    };
    expect(gapOf(66)).toBeCloseTo(1.6 * 13);
    expect(gapOf(1006)).toBeGreaterThan(textWidth("1\u202f0061", 13) / 2 + 5);
  });

  test("name their rows by y", () => {
    expect([0, 1, 2].map((row) => yOfRow(grid, row))).toEqual([4, 6, 8]);
    expect([4, 7, 8].map((y) => rowOfY(grid, y))).toEqual([0, 1.5, 2]);
    expect([yOfRow({ rows: 3, end: 6 }, 2), rowOfY({ rows: 3, end: 6 }, 2)]).toEqual([2, 2]);
  });
});

const states = (...distances: number[]): LaneDistances => ({ distances, stopped: null });
const distances = (a: LaneDistances, b: LaneDistances): DistancesShown => ({
  run,
  steps: 5,
  first: "a",
  replacement: "b",
  blanks: [false, true, true, true, false],
  lanes: { a, b },
});

describe("the distance of the states after another first input", () => {
  const say = (a: LaneDistances, b: LaneDistances) => spaced(plainText(distancesSentence(distances(a, b))));

  test("is described by when it is forgotten, or how much is left", () => {
    expect(say(states(0, 2, 1, 1e-3, 1e-4, 1e-5), states(0, 2, 2, 1.96, 1.95, 1.94))).toBe(
      "With b instead of a at t = 1: RNN forgets the difference after 2 blanks (distance below 10⁻³ of that at t = 1); Unitary keeps 97 % of the distance until t = 5.",
    );
    // Forgotten only from where it stays below.
    expect(say(states(0, 1, 1e-4, 1e-2, 1, 1e-4), states(0, 1, 1e-4, 0, 0, 0))).toBe(
      "With b instead of a at t = 1: RNN forgets the difference by t = 5 (distance below 10⁻³ of that at t = 1); Unitary forgets the difference after 1 blank.",
    );
  });

  test("is described by blanks only while they follow each other", () => {
    const shown = distances(states(0, 2, 1, 1, 1, 1e-5), states(0, 2, 2, 1, 1e-5, 0));
    const text = spaced(plainText(distancesSentence({ ...shown, blanks: [false, true, true, false, true] })));
    expect(text).toContain("RNN forgets the difference by t = 5 (");
    expect(text).toContain("Unitary forgets the difference by t = 4.");
  });

  test("is described where it grows, is 0 or not a number, and in the past tense", () => {
    expect(say(states(0, 1, 2, 4, 8, 16), states(0, 0, 0, 0, 0, 0))).toBe(
      "With b instead of a at t = 1: RNN multiplies the distance by 16 until t = 5; Unitary has the same states.",
    );
    expect(say(states(0, 1, 2, 4, 8, Number.POSITIVE_INFINITY), { distances: null, stopped: null })).toBe(
      "With b instead of a at t = 1: RNN has a distance of ∞ at t = 5; the distance in Unitary is being computed.",
    );
    const earlier = { ...states(0, 1, 1, 1, 1, 0.5), measuredAt: 480 };
    expect(say(earlier, earlier)).toMatch(/^With b instead of a at t = 1: at step 480 RNN .*; Unitary kept/);
    const stopped = { ...states(0, 1, 1, 1, 1, 1), stopped: { step: 90 } as never };
    expect(say(earlier, stopped)).toContain(
      "t = 1: at step 480 RNN kept 50 % of the distance until t = 5; Unitary kept 100 % of the distance until t = 5, then stopped at step 90.",
    );
  });

  test("has an axis that holds both lanes, and a table from t = 0", () => {
    const shown = distances(states(0, 2, 1, 1e-3, 1e-9, 0), states(0, 2, 2, 2, 2, 2));
    const [low, high] = distancesView.domain?.(shown, undefined) ?? [];
    expect(low).toBeCloseTo(1e-10, 20);
    expect(high).toBe(10);
    const { columns, ...table } = distancesView.table(shown);
    expect(columns).toEqual(["t", "‖h_t − h′_t‖, RNN", "‖h_t − h′_t‖, Unitary"]);
    expect(rowsOf(table)).toHaveLength(6);
    expect(rowsOf(table)[4]).toEqual([4, 1e-9, 2]);
  });
});
