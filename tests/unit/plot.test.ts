import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearAxis, linearTicks, logAxis, logTicks, roundDomain, wholeDecades } from "../../src/plot/axis";
import { band } from "../../src/plot/band";
import { breakLabel, separate } from "../../src/plot/label-layout";
import { linePath } from "../../src/plot/line";
import { LANE_A } from "../../src/plot/look";
import { planeScales } from "../../src/plot/plane";
import { plotScales } from "../../src/plot/scales";
import { steadyDomain } from "../../src/plot/steady-domain";
import { decimateRows } from "../../src/plot/table";
import { extent, type LaneCurve, readCurve } from "../../src/screens/lab/charts/curve";
import type { Stop } from "../../src/worker/protocol";

const positive = fc.double({ min: 1e-44, max: 1e38, noNaN: true });
const range = fc.tuple(positive, positive).map(([p, q]) => [Math.min(p, q), Math.max(p, q)] as const);
const stop: Stop = { step: 3, quantity: "loss", value: "NaN", explanation: "" };
const STEPS = { from: "left", x: "step" } as const;
const TIME = { from: "right", x: "t =" } as const;
const curve = (y: number[]): LaneCurve => readCurve({ x: y.map((_, i) => i), y }, null, STEPS);

describe("a log axis", () => {
  test("holds its data between whole powers of ten, whatever their range", () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 6 }), ([low, high], least) => {
        const domain = wholeDecades(low, high, least);
        expect(domain[0]).toBeLessThanOrEqual(low);
        expect(domain[1]).toBeGreaterThanOrEqual(high);
        for (const end of domain) expect(end.toExponential()).toMatch(/^1e/);
        expect(Math.log10(domain[1] / domain[0])).toBeGreaterThan(least - 0.01);
      }),
    );
  });

  test("reaches down to 10⁻⁴⁵ and no lower, the end of float32", () => {
    expect(wholeDecades(1.4e-45, 1)[0]).toBe(1e-45);
    expect(wholeDecades(1e-200, 1)[0]).toBe(1e-45);
  });

  test("has two to six ticks, evenly spaced powers of ten inside the domain, over 2 to 80 decades", () => {
    for (let from = -45; from < 38; from++) {
      for (let to = from + 2; to <= 38; to++) {
        const exponents = logTicks([Number(`1e${from}`), Number(`1e${to}`)]).map((tick) => Math.log10(tick));
        expect(exponents.length).toBeGreaterThanOrEqual(2);
        expect(exponents.length).toBeLessThanOrEqual(6);
        const gaps = exponents.slice(1).map((e, i) => Math.round(e - exponents[i]));
        expect(new Set(gaps).size).toBe(1);
        expect(Math.min(...exponents)).toBeGreaterThanOrEqual(from - 1e-9);
        expect(Math.max(...exponents)).toBeLessThanOrEqual(to + 1e-9);
      }
    }
  });

  test("writes its ticks as powers", () => {
    const axis = logAxis([1e-8, 1]);
    expect(axis.ticks.map(axis.format)).toEqual(["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]);
  });

  test("over a narrow range ends at round numbers and keeps two ticks or more", () => {
    expect(roundDomain(5.2, 6.9)).toEqual([5, 7]);
    const axis = logAxis([5, 7]);
    expect(axis.ticks.map(axis.format)).toEqual(["5", "6", "7"]);
    expect(logTicks([1.5, 8])).toEqual([2, 5]);
    fc.assert(
      fc.property(positive, fc.double({ min: 1, max: 12, noNaN: true }), (low, ratio) => {
        fc.pre(low > 1e-40 && low * ratio < 1e37);
        const [from, to] = roundDomain(low, low * ratio);
        expect(from).toBeLessThanOrEqual(low);
        expect(to).toBeGreaterThanOrEqual(low * ratio * (1 - 1e-12));
        expect(logTicks([from, to]).length).toBeGreaterThanOrEqual(2);
        expect(logTicks([from, to]).length).toBeLessThanOrEqual(6);
      }),
    );
  });

  test("exists even if there is nothing to show", () => {
    const [low, high] = wholeDecades(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
  });

  test("keeps its domain while the data fit, and changes it if they do not fit or have become small", () => {
    const last = [1e-8, 1] as const;
    expect(steadyDomain(last, [1e-7, 1])).toBe(last);
    expect(steadyDomain(last, [1e-9, 1])).toEqual([1e-9, 1]);
    expect(steadyDomain(last, [1e-1, 1])).toEqual([1e-1, 1]);
  });
});

test("a linear axis has round ticks, evenly spaced, no more than asked for", () => {
  expect(linearTicks([0, 66], 6, 1)).toEqual([0, 20, 40, 60]);
  expect(linearTicks([0, 1], 6, 1)).toEqual([0, 1]);
  for (let last = 1; last < 3000; last += 7) {
    const ticks = linearTicks([0, last], 6, 1);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

describe("a curve", () => {
  test("by step ends before its first value that is not finite, and names that value", () => {
    const read = readCurve({ x: [0, 1, 2, 3], y: [1, 2, Number.NaN, 4] }, null, STEPS);
    expect(read.points.map(({ x }) => x)).toEqual([0, 1]);
    expect(read.broken).toEqual({ x: 2, y: 2, label: "NaN at step 2" });
  });

  test("through time begins at t = T and ends where, going back, the gradient overflows", () => {
    const y = [Number.NaN, Number.POSITIVE_INFINITY, 1e30, 1];
    const read = readCurve({ x: [0, 1, 2, 3], y }, null, TIME);
    expect(read.points).toEqual([
      { x: 2, y: 1e30 },
      { x: 3, y: 1 },
    ]);
    expect(read.broken).toEqual({ x: 1, y: 1e30, label: "∞ at t = 1" });
  });

  test("of a stopped lane says so and when, even if this quantity stayed finite", () => {
    expect(readCurve({ x: [0, 1], y: [1, 2] }, stop, STEPS).broken).toEqual({
      x: 1,
      y: 2,
      label: "stopped at step 3",
    });
    expect(readCurve({ x: [], y: [] }, stop, STEPS).broken).toEqual({
      x: 3,
      y: null,
      label: "stopped at step 3",
    });
  });

  test("notices zeros and leaves them out of the range of a log axis", () => {
    const read = curve([0, 1e-3, 5]);
    expect(read.hasZero).toBe(true);
    expect([read.low, read.high]).toEqual([1e-3, 5]);
    expect(extent({ a: read, b: curve([0, 0]) }, 20, Number.NaN)).toEqual([1e-3, 20]);
  });
});

describe("labels at the ends of lines", () => {
  test("keep their preferred positions unless they collide", () => {
    expect(
      separate(
        [
          { y: 80, height: 16 },
          { y: 20, height: 16 },
        ],
        0,
        100,
      ),
    ).toEqual([80, 20]);
  });

  test("share the shift when they collide", () => {
    expect(
      separate(
        [
          { y: 50, height: 16 },
          { y: 50, height: 16 },
        ],
        0,
        100,
      ),
    ).toEqual([42, 58]);
  });

  test("never overlap, keep the order of their lines and stay inside if they all fit", () => {
    const label = fc.record({ y: fc.double({ min: 0, max: 300, noNaN: true }), height: fc.constant(16) });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
        const middles = separate(labels, 0, 300);
        const order = labels.map((_, i) => i).sort((i, j) => middles[i] - middles[j]);
        order.forEach((i, k) => {
          expect(middles[i]).toBeGreaterThanOrEqual(8 - 1e-9);
          expect(middles[i]).toBeLessThanOrEqual(292 + 1e-9);
          if (k === 0) return;
          const above = order[k - 1];
          expect(middles[i] - middles[above]).toBeGreaterThanOrEqual(16 - 1e-9);
          expect(labels[above].y).toBeLessThanOrEqual(labels[i].y);
        });
      }),
    );
  });

  test("wrap at the space that balances the two lines best, and only if they must", () => {
    expect(breakLabel("unigram word frequencies", 13, 1000)).toEqual(["unigram word frequencies"]);
    expect(breakLabel("unigram word frequencies", 13, 100)).toEqual(["unigram word", "frequencies"]);
    expect(breakLabel("Unitary", 13, 10)).toEqual(["Unitary"]);
  });
});

test("a plot's area maps the ends of its axes to its edges, and a log axis' middle to the middle", () => {
  const area = plotScales({ width: 600, height: 300, fontSize: 13 }, [0, 66], logAxis([1e-8, 1]), 50);
  expect([area.x(0), area.x(66)]).toEqual([area.left, area.right]);
  expect(area.y(1)).toBeCloseTo(area.top, 9);
  expect(area.y(1e-8)).toBeCloseTo(area.bottom, 9);
  expect(area.y(1e-4)).toBeCloseTo((area.top + area.bottom) / 2, 9);
  expect(area.right + 50).toBeLessThanOrEqual(600);
});

describe("the path of a line", () => {
  const corners = (path: string) => path.split(/[ML]/).length - 1;

  test("has every point in a plane, where a circle goes back and forth along x", () => {
    const circle = Array.from({ length: 361 }, (_, k) => {
      const angle = (2 * Math.PI * k) / 360;
      return { x: Math.cos(angle), y: Math.sin(angle) };
    });
    expect(corners(linePath(circle, planeScales({ width: 300, height: 300, fontSize: 13 }, 1.4)))).toBe(361);
  });

  test("keeps the least and the greatest of the values that share a column of a frame", () => {
    const scales = plotScales({ width: 300, height: 200, fontSize: 13 }, [0, 1e4], logAxis([1e-2, 1e2]), 0);
    const many = Array.from({ length: 1e4 + 1 }, (_, x) => ({
      x,
      y: x === 5000 ? 80 : x === 5001 ? 0.02 : 1,
    }));
    const path = linePath(many, scales);
    expect(corners(path)).toBeLessThan(2 * 300);
    expect(path).toContain(` ${scales.y(80).toFixed(1)}`);
    expect(path).toContain(` ${scales.y(0.02).toFixed(1)}`);
  });
});

describe("the edges of a band", () => {
  const size = { width: 300, height: 200, fontSize: 13 };
  /** Heights of the path’s points, in px. */
  const heights = (scales: ReturnType<typeof plotScales>, low: number) => {
    const upper = [0, 10].map((x) => ({ x, y: 1 }));
    const lower = [
      { x: 0, y: low },
      { x: 10, y: 1 },
    ];
    const drawn = band({ key: "band", look: LANE_A, upper, lower }).draw(scales, false);
    const { d } = (drawn as { props: { d: string } }).props;
    return [...d.matchAll(/[ML]\S+ (\S+?)(?=[LZ])/g)].map(([, y]) => Number(y));
  };

  test("keep their slope if they leave a log axis at the bottom", () => {
    const scales = plotScales(size, [0, 10], logAxis([1e-4, 1]), 0);
    const [, , right, left] = heights(scales, 1e-8);
    expect(right).toBeCloseTo(scales.top, 0);
    // 10⁻⁴ is at the bottom, in the middle of the way from 1 to 10⁻⁸.
    expect((left + right) / 2).toBeCloseTo(scales.bottom, 0);
  });

  test("may be negative on a linear axis", () => {
    const scales = plotScales(size, [0, 10], linearAxis([-3, 1], "z"), 0);
    expect(heights(scales, -3)[3]).toBeCloseTo(scales.bottom, 0);
  });
});

test("a table keeps the first and the last of its rows and no more than it may", () => {
  const rows = Array.from({ length: 1001 }, (_, i) => i);
  const kept = decimateRows(rows, 60);
  expect(kept.length).toBe(60);
  expect([kept[0], kept[59]]).toEqual([0, 1000]);
  expect(decimateRows([1, 2, 3], 60)).toEqual([1, 2, 3]);
});
