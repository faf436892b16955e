import { describe, expect, test } from "vitest";
import { readCurve } from "../../src/screens/lab/charts/curve";
import {
  COLUMNS,
  columnOf,
  EMPTY,
  type Sketch,
  scoreOf,
  shareOf,
  stepOf,
  valueAt,
  withStroke,
} from "../../src/screens/lab/charts/sketch";

const LOG = { scale: "log", domain: [1e-4, 1] } as const;
const LINEAR = { scale: "linear", domain: [0, 1] } as const;
const STRETCH = { from: 100, to: 220 };
/** The truth at every step of the stretch. */
const truth = (of: (step: number) => number, to = 220) => {
  const x = Array.from({ length: to + 1 }, (_, step) => step);
  return readCurve({ x, y: x.map(of) }, null, { from: "left", x: "step" });
};
const sketchOf = (of: (step: number) => number): Sketch =>
  EMPTY.map((_, column) => of(stepOf(column, STRETCH)));

describe("a sketch", () => {
  test("has its columns after the stretch's first step and the last one at its end", () => {
    expect(stepOf(0, STRETCH)).toBeGreaterThan(100);
    expect(stepOf(COLUMNS - 1, STRETCH)).toBe(220);
    for (let column = 0; column < COLUMNS; column++)
      expect(columnOf(stepOf(column, STRETCH), STRETCH)).toBe(column);
  });

  test("goes straight on the axis of the plot: by equal ratios on a log one", () => {
    const drawn = withStroke(EMPTY, { column: 0, share: 1 }, { column: 4, share: 0 }, LOG);
    const expected = [1, 1e-1, 1e-2, 1e-3, 1e-4];
    for (const [i, value] of drawn.slice(0, 5).entries()) expect(value! / expected[i]).toBeCloseTo(1, 12);
    expect(drawn.slice(5).every((value) => value === null)).toBe(true);
    const back = withStroke(drawn, { column: 4, share: 0.5 }, { column: 2, share: 0.5 }, LOG);
    expect(back.slice(2, 5).map((value) => Math.log10(value!))).toEqual(
      [-2, -2, -2].map((x) => expect.closeTo(x, 12)),
    );
  });

  test("height and value are each other's inverse within the axis", () => {
    for (const axis of [LOG, LINEAR]) {
      for (const share of [0, 0.1, 0.5, 1])
        expect(shareOf(valueAt(share, axis), axis)).toBeCloseTo(share, 12);
    }
    expect(shareOf(0, LOG)).toBe(0);
    expect(shareOf(50, LOG)).toBe(1);
  });
});

describe("the score", () => {
  test("is 100 for the truth itself and tells the factor or the difference that it missed by", () => {
    const curve = truth((step) => 0.5 * 0.97 ** (step - 100));
    expect(
      scoreOf(
        sketchOf((step) => 0.5 * 0.97 ** (step - 100)),
        curve,
        STRETCH,
        LOG,
      ),
    ).toEqual({
      compared: COLUMNS,
      points: expect.closeTo(100, 9),
      miss: expect.closeTo(0, 9),
    });
    const doubled = scoreOf(
      sketchOf((step) => 0.97 ** (step - 100)),
      curve,
      STRETCH,
      LOG,
    );
    expect(10 ** doubled.miss).toBeCloseTo(2, 9);
    expect(doubled.points).toBeCloseTo(100 * (1 - Math.log10(2) / 4), 6);
    const flat = scoreOf(
      sketchOf(() => 0.25),
      truth(() => 0.75),
      STRETCH,
      LINEAR,
    );
    expect(flat).toEqual({ compared: COLUMNS, points: 50, miss: 0.5 });
  });

  test("counts only what was sketched and what came: a run that broke off is judged to there", () => {
    const curve = truth((step) => (step < 160 ? 0.1 : Number.NaN));
    const half = sketchOf((step) => (step > 130 ? 0.1 : Number.NaN)).map((value) =>
      Number.isNaN(value!) ? null : value,
    );
    const { compared, points } = scoreOf(half, curve, STRETCH, LOG);
    expect(compared).toBe(
      EMPTY.filter((_, column) => stepOf(column, STRETCH) > 130 && stepOf(column, STRETCH) < 160).length,
    );
    expect(points).toBeCloseTo(100, 9);
    expect(scoreOf(EMPTY, curve, STRETCH, LOG).compared).toBe(0);
  });
});
