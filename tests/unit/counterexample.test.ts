import { describe, expect, it } from "vitest";
import { hashOf, parseHash } from "../../src/address/hash";
import { allclose, worstMiss } from "../../src/math/allclose";
import { drift, type Matrix, matrix, rows } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import {
  OPENING,
  type ProgramSettings,
  readAddress,
  SLIDE,
  writeAddress,
} from "../../src/screens/counterexample/address";
import { arjovskyDrift, randomArjovsky, updatedParameters } from "../../src/screens/counterexample/arjovsky";
import { imageOfCircle, partsWithin } from "../../src/screens/counterexample/ellipse";
import { listing, printedLine, shortEntry } from "../../src/screens/counterexample/listing";
import { parseEntry, resized, startMatrix } from "../../src/screens/counterexample/start-matrices";
import { times } from "../../src/screens/counterexample/vectors";
import {
  advance,
  begin,
  countIterations,
  DIRECTIONS,
  distance,
  ENTRYWISE,
  fixedDirection,
  isStill,
  isUnitary,
  iterations,
  objection,
  STEPS,
  turningNorm,
} from "../../src/training/counterexample";

const SWAP = matrix([
  [0, 1],
  [1, 0],
]);
const naive = (rate: number) => (u: Matrix) => STEPS.naive(u, DIRECTIONS.sigmoid(u), rate);
const turn = (rate: number) => (u: Matrix) => STEPS.exp(u, DIRECTIONS.fixed(u), rate);

describe("allclose, as numpy defines it", () => {
  const one = (x: number) => ({ n: 1, values: Float64Array.of(x) });

  it("allows 10⁻⁸ where the second number is 0", () => {
    expect(allclose(one(1e-8), one(0))).toBe(true);
    expect(allclose(one(1.0001e-8), one(0))).toBe(false);
  });
  it("measures the relative part on the second number, so the order matters", () => {
    // Allowed on 10: 1.0001e-4. Allowed on 10.0001…: 1.00011e-4. The difference lies between.
    const other = 10 + 1.000105e-4;
    expect(allclose(one(10), one(other))).toBe(true);
    expect(allclose(one(other), one(10))).toBe(false);
  });
  it("treats NaN as close to nothing and an infinity as close to itself only", () => {
    expect(allclose(one(Number.NaN), one(Number.NaN))).toBe(false);
    expect(allclose(one(1), one(Number.POSITIVE_INFINITY))).toBe(false);
    expect(allclose(one(Number.POSITIVE_INFINITY), one(Number.POSITIVE_INFINITY))).toBe(true);
  });
  it("refuses matrices of different sizes", () => {
    expect(() => allclose(one(1), SWAP)).toThrow("Sizes 1 and 2 do not match.");
  });
  it("names the entry that differs most relative to its tolerance", () => {
    const a = matrix([
      [1, 0],
      [0, 1],
    ]);
    const b = matrix([
      [1.001, 0],
      [1e-4, 1],
    ]);
    expect(worstMiss(a, b)).toMatchObject({ row: 1, column: 0, difference: 1e-4 });
    expect(worstMiss(a, a)).toBeNull();
  });
});

describe("the loop", () => {
  it("returns 0 for a matrix that is not unitary at the start, and says which entry is wrong", () => {
    const sheared = matrix([
      [1, 0.5],
      [0, 1],
    ]);
    expect(countIterations(sheared, naive(10))).toBe(0);
    expect(begin(sheared).stoppedAfter).toBe(0);
    expect(objection(sheared)).toMatchObject({ row: 0, column: 1, difference: 0.5 });
  });
  it("no longer changes after a number has overflowed, with an infinite drift", () => {
    const huge = matrix([
      [1e308, 1],
      [1, 1],
    ]);
    const loop = advance(begin(huge), (u) => STEPS.naive(u, u, 10), 3);
    expect(loop.stoppedAfter).toBe(0);
    expect(loop.drifts).toEqual([Infinity, Infinity, Infinity, Infinity]);
    expect(loop.u.values[0]).toBe(Infinity);
    expect(loop.u.values[3]).toBe(11);
  });
  it.each(Object.entries(ENTRYWISE))(
    "stops after 1 iteration at learning rate 10 with %s too",
    (_name, f) => {
      expect(countIterations(SWAP, (u) => STEPS.naive(u, f(u), 10))).toBe(1);
    },
  );
});

describe("the exp step", () => {
  it("does not move the swap matrix along its own sigmoid: A is exactly 0", () => {
    expect(turningNorm(SWAP, DIRECTIONS.sigmoid(SWAP))).toBe(0);
    expect(rows(STEPS.exp(SWAP, DIRECTIONS.sigmoid(SWAP), 10))).toEqual(rows(SWAP));
  });
  it("turns the swap matrix back by α·0.05 along the fixed G, worked out by hand", () => {
    // A = GXᵀ − XGᵀ = [[0, 0.1], [−0.1, 0]], so exp(αA/2) is the rotation by −0.05·α.
    const angle = 0.05 * 10;
    const expected = [
      [Math.sin(angle), Math.cos(angle)],
      [Math.cos(angle), -Math.sin(angle)],
    ];
    relative(turningNorm(SWAP, fixedDirection(2)), 0.1 * Math.SQRT2, 1e-14);
    for (const [i, row] of rows(turn(10)(SWAP)).entries()) {
      for (const [j, entry] of row.entries()) expect(Math.abs(entry - expected[i][j])).toBeLessThan(1e-14);
    }
  });
  it.each([
    ["the swap matrix", SWAP],
    ["a random matrix", startMatrix({ kind: "random", seed: 1 })],
    ["a 4×4 matrix", startMatrix(resized(SWAP, 4))],
  ])("keeps %s unitary for 200 iterations at learning rate 10", (_name, u0) => {
    const loop = advance(begin(u0), turn(10), 200);
    expect(iterations(loop)).toBe(200);
    expect(loop.stoppedAfter).toBeNull();
    expect(Math.max(...loop.drifts)).toBeLessThan(1e-11);
    expect(isUnitary(loop.u)).toBe(true);
  });
});

describe("the exp step beside the naive one", () => {
  const starts = [
    ["the rotation by 30°", startMatrix({ kind: "rotation" })],
    ["the swap matrix", SWAP],
    ["a random 4×4 matrix", startMatrix({ kind: "random", seed: 3 })],
  ] as const;
  const inner = (one: Matrix, other: Matrix) =>
    Array.from(one.values).reduce((sum, x, i) => sum + x * other.values[i], 0);
  /** M* M' by its sums. */
  const product = (one: readonly number[][], other: readonly number[][]) =>
    one[0].map((_, i) => other[0].map((__, j) => one.reduce((sum, row, k) => sum + row[i] * other[k][j], 0)));

  it.each(starts)(
    "starts from %s along the orthogonal projection of naive's way on the tangent space",
    (_name, u) => {
      const [g, small] = [fixedDirection(u.n), 1e-6];
      const way = (rate: number): Matrix => ({
        n: u.n,
        values: STEPS.exp(u, g, rate).values.map(
          (x, i) => (x - STEPS.exp(u, g, -rate).values[i]) / (2 * rate),
        ),
      });
      const tangent = way(small);
      // Tangent: U* times it is skew.
      const skew = product(rows(u), rows(tangent));
      for (const [i, row] of skew.entries()) {
        for (const [j, entry] of row.entries()) expect(entry).toBeCloseTo(-skew[j][i], 9);
      }
      // What is left of G stands at right angles to every tangent US of the group, S running over a basis.
      const rest: Matrix = { n: u.n, values: g.values.map((x, i) => x - tangent.values[i]) };
      for (let i = 0; i < u.n; i++) {
        for (let j = 0; j < i; j++) {
          const us = rows(u).map((row) => row.map((_x, k) => (k === i ? row[j] : k === j ? -row[i] : 0)));
          expect(inner(rest, matrix(us))).toBeCloseTo(0, 9);
        }
      }
      // So its inner product with G is its own square, ‖(G − UG*U)/2‖².
      expect(inner(tangent, g)).toBeGreaterThan(0);
      const [ug, half] = [product(rows(g), rows(u)), rows(u)];
      const closed = half.map((row, i) =>
        row.map((_x, j) => (rows(g)[i][j] - row.reduce((sum, x, k) => sum + x * ug[k][j], 0)) / 2),
      );
      expect(inner(tangent, g)).toBeCloseTo(inner(matrix(closed), matrix(closed)), 8);
    },
  );

  it("takes v = [3, 4] from the rotation by 30° the same way: to the left", () => {
    const u = startMatrix({ kind: "rotation" });
    const first = (w: Matrix) => times(w, [3, 4])[0];
    expect(first(u)).toBeCloseTo(0.598, 3);
    // By hand: 0.598 + 0.01·(0.3·3 − 0.7·4), and the turn by 0.01·(0.9·2 cos 30° − 0.5 sin 30°)/2 … of length 5.
    expect(first(STEPS.naive(u, fixedDirection(2), 0.01))).toBeCloseTo(0.579, 3);
    const turned = Math.atan2(4, 3) + Math.PI / 6 + (0.01 * (1.8 * Math.cos(Math.PI / 6) - 0.5 * 0.5)) / 2;
    expect(first(STEPS.exp(u, fixedDirection(2), 0.01))).toBeCloseTo(5 * Math.cos(turned), 12);
    expect(5 * Math.cos(turned)).toBeCloseTo(0.566, 3);
  });

  it("cannot move the swap matrix along any function of its entries, and moves the rotation along all but the identity", () => {
    const rotation = startMatrix({ kind: "rotation" });
    for (const [name, f] of Object.entries(ENTRYWISE)) {
      expect(isStill(SWAP, f(SWAP)), name).toBe(true);
      expect(isStill(rotation, f(rotation)), name).toBe(name === "identity");
      const far = advance(begin(rotation), (u) => STEPS.exp(u, f(u), 0.1), 100);
      expect(distance(far.u, rotation) > 0.1, name).toBe(name !== "identity");
    }
  });
});

describe("the image of a circle", () => {
  const sheared = matrix([
    [1, 2.5],
    [-0.4, 0.3],
  ]);
  it.each([
    ["a shear", sheared],
    ["the swap matrix", SWAP],
    [
      "a huge matrix",
      matrix([
        [3e200, 1e200],
        [2e200, -1e200],
      ]),
    ],
  ])("is made of points that %s makes of the circle", (_name, u) => {
    const ellipse = imageOfCircle(u, 5);
    const [[a, b], [c, d]] = rows(u);
    const scale = Math.max(...u.values.map(Math.abs));
    const determinant = (a / scale) * (d / scale) - (b / scale) * (c / scale);
    for (const [x, y] of partsWithin(ellipse, Number.MAX_VALUE).flat()) {
      // U⁻¹ by hand.
      const back = [((d / scale) * x - (b / scale) * y) / scale, ((a / scale) * y - (c / scale) * x) / scale];
      relative(Math.hypot(...back) / Math.abs(determinant), 5, 1e-9);
    }
  });
  it("ends at the rim where it goes beyond, and is nothing where all of it does", () => {
    const ellipse = imageOfCircle(sheared, 5);
    const parts = partsWithin(ellipse, 6);
    expect(parts).toHaveLength(2);
    for (const part of parts) {
      for (const [x, y] of part) expect(Math.hypot(x, y)).toBeLessThan(6 + 1e-9);
      for (const [x, y] of [part[0], part[part.length - 1]]) expect(Math.hypot(x, y)).toBeCloseTo(6, 9);
    }
    expect(partsWithin(imageOfCircle(SWAP, 5), 4)).toEqual([]);
    expect(partsWithin(imageOfCircle(SWAP, 5), 5)).toHaveLength(1);
  });
});

describe("the first matrix", () => {
  it.each([1, 2, 3, 99])("drawn with seed %i is orthogonal, and the same every time", (seed) => {
    const drawn = startMatrix({ kind: "random", seed });
    expect(drift(drawn)).toBeLessThan(1e-14);
    expect(rows(startMatrix({ kind: "random", seed }))).toEqual(rows(drawn));
    expect(rows(startMatrix({ kind: "random", seed: seed + 1 }))).not.toEqual(rows(drawn));
  });
  it("stays unitary when it is made larger, and shows its leading block when it is made smaller", () => {
    const larger = startMatrix(resized(SWAP, 4));
    expect(isUnitary(larger)).toBe(true);
    expect(rows(startMatrix(resized(larger, 2)))).toEqual(rows(SWAP));
  });
  it("says what is wrong with an entry", () => {
    expect(parseEntry("abc")).toEqual({ refusal: "“abc” is not a number; 0.5 and -1 would be." });
    expect(parseEntry("")).toHaveProperty("refusal");
    expect(parseEntry("1e300")).toEqual({
      refusal: "1e300 is too large; entries go from -1000000 to 1000000.",
    });
    expect(parseEntry(" −0.5 ")).toEqual({ value: -0.5 });
  });
});

describe("the address", () => {
  const read = (hash: string) => readAddress(parseHash(hash).own.counterexample);
  const write = (settings: ProgramSettings) => hashOf("counterexample", writeAddress(settings));

  it("is read back as it was written", () => {
    const asked =
      "#screen=counterexample&lr=0.1&counterexample.lr=1e-9&counterexample.rule=exp&counterexample.g=fixed&counterexample.matrix=0,-1;1,0.25";
    const { settings, refusals } = read(asked);
    expect(refusals).toEqual([]);
    expect(settings).toEqual({
      start: {
        kind: "own",
        rows: [
          [0, -1],
          [1, 0.25],
        ],
      },
      rate: 1e-9,
      rule: "exp",
      direction: "fixed",
    });
    expect(read(write(settings))).toEqual({ settings, refusals: [] });
  });
  it("leaves the slide's values out, and names its matrix where nothing else would be said", () => {
    expect(write({ ...SLIDE, rate: 1e-8 })).toBe("#screen=counterexample&counterexample.lr=1e-8");
    expect(write(SLIDE)).toBe("#screen=counterexample&counterexample.matrix=swap");
  });
  it("has no key for the opening, which turns, and reads both examples back", () => {
    expect(write(OPENING)).toBe("#screen=counterexample");
    const u = startMatrix(OPENING.start);
    expect(isStill(u, DIRECTIONS[OPENING.direction](u))).toBe(false);
    for (const settings of [OPENING, SLIDE]) {
      expect(read(write(settings))).toEqual({ settings, refusals: [] });
    }
  });
  it.each([
    ["lr=1e-8", { rate: 1e-8 }],
    ["rule=exp", { rule: "exp" }],
    ["g=fixed", { direction: "fixed" }],
    ["matrix=rotation", { start: { kind: "rotation" } }],
  ])("reads the earlier release's link with %s alone as it was: the rest is the slide's", (key, change) => {
    expect(read(`#screen=counterexample&counterexample.${key}`).settings).toEqual({
      start: { kind: "swap" },
      rate: 10,
      rule: "naive",
      direction: "sigmoid",
      ...change,
    });
  });
  it.each([
    ["counterexample.lr", "20", "a number from 10⁻¹⁰ to 10"],
    ["counterexample.lr", "fast", "a number from 10⁻¹⁰ to 10"],
    ["counterexample.rule", "adam", "naive or exp"],
    ["counterexample.g", "loss", "sigmoid or fixed"],
    ["counterexample.matrix", "1,2;3", "0,1;1,0"],
    ["counterexample.matrix", "1,2,3,4,5", "0,1;1,0"],
    ["counterexample.matrix", "1,x;0,1", "0,1;1,0"],
    ["counterexample.matrix", "random.99999999999", "random.2"],
  ])("refuses %s=%s, names what would be right and keeps the rest", (key, value, right) => {
    const { settings, refusals } = read(`#${key}=${value}&counterexample.rule=exp`);
    expect(refusals[0]).toContain(key);
    expect(refusals[0]).toContain(right);
    expect(settings).toEqual({ ...SLIDE, rule: "exp" });
  });
  it("refuses a key it does not know and lists the ones it does", () => {
    expect(read("#counterexample.speed=3").refusals).toEqual([
      "“counterexample.speed” is not a setting of this screen; counterexample.lr, counterexample.matrix, counterexample.rule, counterexample.g are.",
    ]);
  });
});

describe("the program on the page", () => {
  it("prints the line of the slide, plural and all", () => {
    expect(printedLine(1)).toBe("Weighted matrix stopped being unitary after 1 iterations");
  });
  it("has the slide's body for the naive rule and the exponential for the other", () => {
    const code = (rule: "naive" | "exp") =>
      listing({ ...SLIDE, rule }, SWAP, String).map((line) => line.code);
    expect(code("naive")).toContain("    U = U + lr * sigmoid(U)");
    expect(code("naive")).toContain("U = np.array([[0, 1], [1, 0]]); lr = 10");
    expect(code("exp")).toContain("    U = expm(lr / 2 * A) @ U");
  });
  it("marks an entry whose digits do not all fit", () => {
    expect([0, 1, -0.5, 0.8660254037844387].map(shortEntry)).toEqual(["0", "1", "-0.5", "0.866…"]);
  });
});

describe("the matrix of Arjovsky et al.", () => {
  it.each([2, 5, 8])("stays unitary when every parameter takes the slide's step, at n = %i", (n) => {
    const parameters = randomArjovsky(n, random(1, "arjovsky"));
    const far = updatedParameters(updatedParameters(parameters, 10), 10);
    expect(far.angles[0][0]).not.toBe(parameters.angles[0][0]);
    expect(arjovskyDrift(far)).toBeLessThan(1e-13);
  });
});

function relative(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  );
}
