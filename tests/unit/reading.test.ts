import { describe, expect, test } from "vitest";
import { logAxis } from "../../src/plot/axis";
import { abscissas, nearestIndex, pointAt, seriesNear } from "../../src/plot/reading";
import { plotScales } from "../../src/plot/scales";
import { roundEnd, stepEnd } from "../../src/screens/lab/charts/step-axis";

const series = (key: string, x: number[], y: number[]) => ({
  key,
  points: x.map((each, i) => ({ x: each, y: y[i] })),
});
const A = series("a", [0, 2, 4, 10], [1, 2, 3, 1e-3]);
const B = series("b", [0, 1, 4, 5], [0.5, 7, 8, 9]);

describe("reading a plot", () => {
  test("finds the nearest entry as a search through all of them does", () => {
    const xs = [0, 1, 4, 5, 9, 30];
    for (let x = -3; x < 40; x += 0.37) {
      const distances = xs.map((each) => Math.abs(each - x));
      expect(distances[nearestIndex(xs, x)]).toBe(Math.min(...distances));
    }
    expect(nearestIndex([], 3)).toBe(-1);
    expect(nearestIndex([8], -3)).toBe(0);
  });

  test("stops at each x of any series once, in order of size and not of digits", () => {
    expect([...abscissas([A, B])]).toEqual([0, 1, 2, 4, 5, 10]);
  });

  test("takes a series' nearest point, and none beyond the ends of its line", () => {
    expect(pointAt(A, 3.2)).toEqual({ x: 4, y: 3 });
    expect(pointAt(B, 5)).toEqual({ x: 5, y: 9 });
    expect(pointAt(B, 6)).toBeUndefined();
    expect(pointAt(series("c", [], []), 0)).toBeUndefined();
  });

  test("names the series whose line passes by, and none where none does", () => {
    const axis = logAxis([1e-3, 10]);
    const scales = plotScales({ width: 400, height: 300, fontSize: 13 }, [0, 10], axis, 0);
    const at = (y: number) => seriesNear([A, B], scales, 4, scales.y(y), 14);
    expect(at(3)).toBe("a");
    expect(at(8)).toBe("b");
    expect(at(0.01)).toBeNull();
  });
});

describe("the step axis", () => {
  test("ends at a round number that holds the run and leaves at most half of the plot empty", () => {
    for (let last = 10; last < 2e6; last = Math.ceil(last * 1.07)) {
      const end = roundEnd(last);
      expect(end).toBeGreaterThanOrEqual(last);
      expect(last / end).toBeGreaterThan(0.5);
      expect(Number(end.toPrecision(2))).toBe(end);
    }
    expect(roundEnd(0)).toBe(10);
    expect(roundEnd(500)).toBe(500);
    expect(roundEnd(501)).toBe(600);
  });

  test("moves once in a run of 500 steps, and never ends before the run has", () => {
    const ends = Array.from({ length: 501 }, (_, step) => stepEnd(step, 500));
    expect([...new Set(ends)]).toEqual([30, 500]);
    for (let step = 0; step < 3000; step++) expect(stepEnd(step, 1000)).toBeGreaterThanOrEqual(step);
    expect(stepEnd(100, 1_000_000)).toBe(1000);
    expect(stepEnd(4, 4)).toBe(10);
  });
});
