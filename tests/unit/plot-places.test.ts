import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { logAxis } from "../../src/plot/axis";
import { frameScales, frameWords, legendRow } from "../../src/plot/frame";
import { placeWords } from "../../src/plot/labels";
import { LANE_A, LANE_B } from "../../src/plot/look";
import { firstClear, overlap, placeOf, placesBeside, strikes } from "../../src/plot/places";
import { planeScales } from "../../src/plot/plane";
import { arrowPath, type Disc, isBeyond, placeOnDisc, RIM, rimWords } from "../../src/plot/rim";
import { rule } from "../../src/plot/rule";
import { plotScales } from "../../src/plot/scales";
import { arrow } from "../../src/plot/shapes";
import { boundsBands, boundsName } from "../../src/screens/lab/charts/bounds";
import { readCurve } from "../../src/screens/lab/charts/curve";
import { gradientCurve, relativeToEnd } from "../../src/screens/lab/charts/gradient-curve";
import { laneLines } from "../../src/screens/lab/charts/lane-lines";

describe("the gradient relative to t = T", () => {
  test("is 1 at t = T for every lane, whatever the size of its gradient", () => {
    const norms = Float32Array.of(1e-20, 4e-12, 2e-9);
    expect([...relativeToEnd(norms)]).toEqual([...norms].map((norm) => norm / norms[2]));
    expect(gradientCurve(norms, "relative").points.at(-1)).toEqual({ x: 2, y: 1 });
    expect(gradientCurve(norms, "last").points.at(-1)).toEqual({ x: 2, y: norms[2] });
  });
  test("keeps quotients below the smallest float32", () => {
    const { points, hasZero } = gradientCurve(Float32Array.of(1e-40, 1e30), "relative");
    expect(Math.log10(points[0].y)).toBeCloseTo(-70, 2);
    expect(hasZero).toBe(false);
  });
  test.each([
    [0, "0 at t = 2"],
    [Number.NaN, "NaN at t = 2"],
    [Number.POSITIVE_INFINITY, "∞ at t = 2"],
  ])("draws nothing where the gradient at T is %d, and says so", (end, label) => {
    const curve = gradientCurve([3, 2, end], "relative");
    expect(curve.points).toEqual([]);
    expect(curve.broken).toEqual({ x: 2, y: null, label });
    expect(relativeToEnd([3, 2, end])).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NaN));
  });
  test("ends where, going back, the gradient overflows", () => {
    const { points, broken } = gradientCurve([Number.NaN, Number.POSITIVE_INFINITY, 8, 2], "relative");
    expect(points).toEqual([
      { x: 2, y: 4 },
      { x: 3, y: 1 },
    ]);
    expect(broken).toEqual({ x: 1, y: 4, label: "∞ at t = 1" });
  });
});

test("the bounds are those of a lane’s W, and an abbreviation has its article", () => {
  expect(boundsName("RNN", true)).toBe("bounds from the singular values of the RNN’s W");
  expect(boundsName("Naive", false)).toBe("upper bound from the singular values of Naive’s W");
});

test("the upper bound of a gradient that must vanish falls off the plot along its own slope", () => {
  const domain = [1e-4, 1] as const;
  const scales = plotScales({ width: 300, height: 200, fontSize: 13 }, [0, 10], logAxis(domain), 0);
  const none = { steps: 10, atEnd: 1, atStart: 1 };
  // At most 10^-0.8 per step: 10⁻⁸ after ten, twice the height of the plot. The gradient itself is even smaller.
  const a = { steps: 10, atEnd: 1, atStart: 1e-30, bounds: { upper: 10 ** -0.8, lower: 0 } };
  const [mark] = boundsBands({ a, b: none }, { a: "RNN", b: "Naive" }, domain);
  const left = (scales.bottom - scales.top) * 2 + scales.top;
  expect(renderToStaticMarkup(mark.draw(scales, true))).toContain(
    `M${scales.left.toFixed(1)} ${left.toFixed(1)}L`,
  );
});

describe("places for words", () => {
  const box = { left: 10, right: 20, top: 10, bottom: 20 };
  test("are struck by a line that crosses them between its points, and not by one that passes", () => {
    const line = (...points: [number, number][]) => points.map(([x, y]) => ({ x, y }));
    expect(strikes(line([0, 15], [30, 15]), box)).toBe(true);
    expect(strikes(line([0, 0], [30, 30]), box)).toBe(true);
    expect(strikes(line([0, 12], [30, -12]), box)).toBe(false);
    expect(strikes(line([15, 0], [15, 40]), box)).toBe(true);
    expect(strikes(line([15, 15]), box)).toBe(true);
    expect(strikes(line([21, 15], [40, 15]), box)).toBe(false);
    expect(strikes(line([0, 15], [9, 15]), box)).toBe(false);
    expect(strikes([], box)).toBe(false);
  });

  test("agree with a test of the line point by point", () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 30 }), y: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 6 }), (points) => {
        const line = [...points].sort((one, other) => one.x - other.x);
        const seen = line.slice(1).some((to, i) =>
          Array.from({ length: 3001 }, (_, k) => k / 3000).some((share) => {
            const x = line[i].x + share * (to.x - line[i].x);
            const y = line[i].y + share * (to.y - line[i].y);
            return x >= 10 && x <= 20 && y > 10.02 && y < 19.98;
          }),
        );
        if (seen) expect(strikes(line, box)).toBe(true);
        const wide = { left: 9.9, right: 20.1, top: 9.9, bottom: 20.1 };
        if (strikes(line, box)) expect(strikes(line, wide)).toBe(true);
      }),
    );
  });

  test("are chosen beside a point, clear of lines and words and within the bounds", () => {
    const bounds = { left: 0, right: 300, top: 0, bottom: 200 };
    const level = [
      { x: 0, y: 100 },
      { x: 300, y: 100 },
    ];
    const places = placesBeside("Unitary", { x: 298, y: 100 }, 8, 13, bounds);
    for (const { box: each } of places) expect(each.right).toBeLessThanOrEqual(300);
    const found = firstClear(places, { lines: [level], boxes: [] });
    expect(found?.box.bottom).toBeLessThanOrEqual(100);
    const next = firstClear(places, { lines: [level], boxes: [found!.box] });
    expect(next?.box.top).toBeGreaterThanOrEqual(100);
  });
});

test("the name of an arrow is beyond its tip, or beside the tip if other words are there", () => {
  const scales = planeScales({ width: 200, height: 200, fontSize: 10 }, 1);
  const up = arrow({ key: "v", from: { x: 0, y: 0 }, to: { x: 0, y: 0.5 }, look: LANE_A, name: "v" });
  const [free] = placeWords([up], scales).words;
  expect(free.place.x).toBeCloseTo(100);
  expect(free.place.y).toBeLessThan(scales.y(0.5));
  const [moved] = placeWords([up], scales, [free.place.box]).words;
  expect(overlap(moved.place.box, free.place.box)).toBe(false);
  const tip = { x: scales.x(0), y: scales.y(0.5) };
  expect(Math.hypot(moved.place.x - tip.x, moved.place.y - tip.y)).toBeLessThan(20);
});

describe("the names in a plot whose lines end anywhere", () => {
  const curve = (y: number[], stop?: number) =>
    readCurve(
      { x: y.map((_, i) => i), y },
      stop === undefined ? null : { step: stop, quantity: "loss", value: "NaN", explanation: "" },
      { from: "left", x: "step" },
    );
  const plot = (a: number[], b: number[], last: number, stop?: number) => {
    const curves = { a: curve(a, stop), b: curve(b) };
    return {
      size: { width: 330, height: 220, fontSize: 13 },
      curves,
      x: { domain: [0, last], ticks: [0, last], name: "step", format: String },
      y: { ...logAxis([1e-4, 10]), name: "loss" },
      marks: [
        rule({ key: "baseline", at: { y: 0.063 }, name: { text: "no memory", at: "legend" } }),
        ...laneLines({ names: { a: "RNN", b: "Unitary" }, curves, named: "end" }),
      ],
    } as const;
  };
  const noise = (level: number, count: number) =>
    Array.from({ length: count }, (_, i) => level * (1 + 0.5 * Math.sin(i * 2.7)));

  test.each([
    ["in the middle of the run", plot(noise(0.06, 50), noise(1e-3, 50), 100)],
    ["at its end", plot(noise(0.06, 101), noise(1e-3, 101), 100)],
    ["where both lines end at the same value", plot(noise(0.06, 101), noise(0.06, 101), 100)],
    ["where a lane has stopped", plot(noise(1, 5), noise(0.5, 101), 100, 5)],
  ])("are struck by no line and cover no other words, %s", (_, props) => {
    const area = frameScales(props);
    const { words: placed, taken } = placeWords(props.marks, area, frameWords(props));
    const words = placed.map(({ text, place }) => ({ text, box: place.box }));
    const drawn = [
      ...(["a", "b"] as const).map((lane) =>
        props.curves[lane].points.map(({ x, y }) => ({ x: area.x(x), y: area.y(y) })),
      ),
      [0, 100].map((x) => ({ x: area.x(x), y: area.y(0.063) })),
    ];
    expect(words.map(({ text }) => text.split(":")[0]).sort()).toEqual(["RNN", "Unitary"]);
    for (const { box } of words) {
      expect(drawn.some((line) => strikes(line, box))).toBe(false);
      expect(taken.boxes.filter((other) => overlap(other, box))).toEqual([box]);
      expect(box.right).toBeLessThanOrEqual(330);
    }
  });

  test("leave nearly the whole width to the plot", () => {
    const { left, right } = frameScales(plot([1], [1], 100));
    expect(right).toBeGreaterThan(330 - 2 * 13);
    expect(left).toBeLessThan(60);
  });

  test("explain the dotted line in the row above the plot, or below a long axis name", () => {
    const props = plot([1], [1], 100);
    expect(legendRow(props)).toMatchObject([{ name: "no memory", sample: "dotted" }]);
    expect(legendRow(props)[0].y).toBeLessThan(13);
    const long = { ...props, y: { ...props.y, name: "answers within 0.04 of the target" } };
    expect(legendRow(long)[0].y).toBeGreaterThan(13);
    expect(frameScales(long).top).toBeGreaterThan(frameScales(props).top + 13);
  });
});

describe("the plane of the eigenvalues", () => {
  const disc: Disc = { side: 300, centre: 150, unit: 116, r: 4 };
  const from = ([x, y]: readonly [number, number]) => [
    Math.hypot(x - 150, 150 - y),
    Math.atan2(150 - y, x - 150),
  ];
  const angle = fc.double({ min: -3.1, max: 3.1, noNaN: true });

  test("shows values within the rim at their positions", () => {
    expect(placeOnDisc(0, 1, disc)).toEqual([150, 34]);
    expect(placeOnDisc(-0.5, -0.25, disc)).toEqual([92, 179]);
    expect(isBeyond(0.88, 0.88)).toBe(false);
  });
  test("puts values beyond the rim on it, in their direction, at any distance", () => {
    fc.assert(
      fc.property(angle, fc.double({ min: 1.26, max: 1e30, noNaN: true }), (phi, modulus) => {
        const [radius, seen] = from(placeOnDisc(modulus * Math.cos(phi), modulus * Math.sin(phi), disc));
        expect(seen).toBeCloseTo(phi, 6);
        expect(radius).toBeGreaterThan(disc.unit);
        expect(radius).toBeLessThan(RIM * disc.unit);
      }),
    );
  });
  test("draws an arrow whose tip, its outermost point, is on the rim", () => {
    fc.assert(
      fc.property(angle, (phi) => {
        const path = arrowPath(9 * Math.cos(phi), 9 * Math.sin(phi), disc, disc.r);
        const corners = path
          .slice(1, -1)
          .split("L")
          .map((pair) => from(pair.split(" ").map(Number) as [number, number]));
        const [tip, ...rest] = corners;
        expect(tip[0]).toBeCloseTo(RIM * disc.unit, 1);
        expect(tip[1]).toBeCloseTo(phi, 3);
        for (const [radius] of rest) expect(radius).toBeLessThan(tip[0]);
      }),
    );
  });

  const spectrum = (key: string, ...values: [number, number][]) => ({
    key,
    look: key === "a" ? LANE_A : LANE_B,
    re: values.map(([modulus, phi]) => modulus * Math.cos(phi)),
    im: values.map(([modulus, phi]) => modulus * Math.sin(phi)),
  });
  test("writes the moduli of the largest, each once, to two digits and with powers of ten", () => {
    const a = spectrum("a", [2.6345, 0.7], [2.6345, -0.7], [0.5, 1]);
    const b = spectrum("b", [3.2e25, 2], [1, 0]);
    const labels = rimWords([a, b], disc, 13, []);
    expect(labels.map(({ series, text }) => [series, text.replaceAll("\u202f", " ")])).toEqual([
      ["b", "3.2 × 10²⁵"],
      ["a", "2.6"],
    ]);
    expect(rimWords([spectrum("b", [1.2, 0])], disc, 13, [])).toEqual([]);
    expect(rimWords([spectrum("a", [Number.NaN, 0])], disc, 13, [])).toEqual([]);
  });
  test("writes one elsewhere if given words occupy its place", () => {
    const spectra = [spectrum("a", [2.6, 0.7])];
    const [alone] = rimWords(spectra, disc, 13, []);
    const [moved] = rimWords(spectra, disc, 13, [alone.place.box]);
    expect(overlap(moved.place.box, alone.place.box)).toBe(false);
  });
  test("writes them inside the square, and none over another, over given words or over a mark", () => {
    const value = fc.tuple(fc.double({ min: 0.2, max: 30, noNaN: true }), angle);
    const note = placeOf("earlier steps", 0, 290, "start", 12).box;
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 24 }), (values) => {
        const labels = rimWords([spectrum("a", ...values)], disc, 13, [note]);
        expect(labels.length).toBeLessThanOrEqual(6);
        if (values.some(([modulus]) => modulus > 1.3)) expect(labels.length).toBeGreaterThan(0);
        labels.forEach(({ place: { box } }, i) => {
          expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
          expect(Math.max(box.right, box.bottom)).toBeLessThanOrEqual(300);
          // The first has a place in any case.
          if (i === 0) return;
          expect(overlap(box, note)).toBe(false);
          for (const other of labels.slice(0, i)) expect(overlap(box, other.place.box)).toBe(false);
          for (const [modulus, phi] of values) {
            const [x, y] = placeOnDisc(modulus * Math.cos(phi), modulus * Math.sin(phi), disc);
            expect(x > box.left && x < box.right && y > box.top && y < box.bottom).toBe(false);
          }
        });
      }),
    );
  });
});
