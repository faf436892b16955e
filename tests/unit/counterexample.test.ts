import { describe, expect, it } from "vitest";
import { allclose, worstMiss } from "../../src/math/allclose";
import { drift, type Matrix, matrix, rows } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import { readAddress, writeAddress } from "../../src/screens/counterexample/address";
import { arjovskyDrift, moved, randomArjovsky } from "../../src/screens/counterexample/arjovsky";
import { listing, printedLine, shortEntry } from "../../src/screens/counterexample/listing";
import { parseEntry, resized, startMatrix } from "../../src/screens/counterexample/start-matrices";
import {
  advance,
  begin,
  countIterations,
  DIRECTIONS,
  ENTRYWISE,
  fixedDirection,
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
  it("takes NaN for close to nothing and an infinity for close to itself alone", () => {
    expect(allclose(one(Number.NaN), one(Number.NaN))).toBe(false);
    expect(allclose(one(1), one(Number.POSITIVE_INFINITY))).toBe(false);
    expect(allclose(one(Number.POSITIVE_INFINITY), one(Number.POSITIVE_INFINITY))).toBe(true);
  });
  it("refuses matrices of different sizes", () => {
    expect(() => allclose(one(1), SWAP)).toThrow("Sizes 1 and 2 do not match.");
  });
  it("names the entry that misses most, measured by what is allowed there", () => {
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
  it("answers 0 for a matrix that is not unitary at the start, and says which entry is at fault", () => {
    const sheared = matrix([
      [1, 0.5],
      [0, 1],
    ]);
    expect(countIterations(sheared, naive(10))).toBe(0);
    expect(begin(sheared).stoppedAfter).toBe(0);
    expect(objection(sheared)).toMatchObject({ row: 0, column: 1, difference: 0.5 });
  });
  it("stays where it is once a number has overflowed, with an infinite drift", () => {
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
  it("turns the swap matrix by α·0.1 along the fixed G, worked out by hand", () => {
    // A = GXᵀ − XGᵀ = [[0, 0.1], [−0.1, 0]], so exp(−αA) is the rotation by 0.1·α.
    const angle = 0.1 * 10;
    const expected = [
      [-Math.sin(angle), Math.cos(angle)],
      [Math.cos(angle), Math.sin(angle)],
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
  it("is read back as it was written, and leaves the keys of others alone", () => {
    const asked =
      "#screen=counterexample&lr=0.1&counterexample.lr=1e-9&counterexample.rule=exp&counterexample.g=fixed&counterexample.matrix=0,-1;1,0.25";
    const { settings, refusals } = readAddress(asked);
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
    const written = writeAddress("#screen=counterexample&lr=0.1&counterexample.lr=5", settings);
    expect(written.startsWith("#screen=counterexample&lr=0.1&")).toBe(true);
    expect(readAddress(written)).toEqual({ settings, refusals: [] });
  });
  it("leaves the slide's own settings out", () => {
    expect(writeAddress("#screen=counterexample&counterexample.lr=5", readAddress("").settings)).toBe(
      "#screen=counterexample",
    );
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
    const { settings, refusals } = readAddress(`#${key}=${value}&counterexample.rule=exp`);
    expect(refusals[0]).toContain(key);
    expect(refusals[0]).toContain(right);
    expect(settings).toEqual({ ...readAddress("").settings, rule: "exp" });
  });
  it("refuses a key it does not know and lists the ones it does", () => {
    expect(readAddress("#counterexample.speed=3").refusals).toEqual([
      "“counterexample.speed” is not a setting of this screen; counterexample.lr, counterexample.matrix, counterexample.rule, counterexample.g are.",
    ]);
  });
});

describe("the program on the page", () => {
  it("prints the line of the slide, plural and all", () => {
    expect(printedLine(1)).toBe("Weighted matrix stopped being unitary after 1 iterations");
  });
  it("has the slide's body for the naive rule and the exponential for the other", () => {
    const { settings } = readAddress("");
    const code = (rule: "naive" | "exp") =>
      listing({ ...settings, rule }, SWAP, String).map((line) => line.code);
    expect(code("naive")).toContain("    U = U + lr * sigmoid(U)");
    expect(code("naive")).toContain("U = np.array([[0, 1], [1, 0]]); lr = 10");
    expect(code("exp")).toContain("    U = expm(-lr * A) @ U");
  });
  it("marks an entry whose digits do not all fit", () => {
    expect([0, 1, -0.5, 0.8660254037844387].map(shortEntry)).toEqual(["0", "1", "-0.5", "0.866…"]);
  });
});

describe("the matrix of Arjovsky et al.", () => {
  it.each([2, 5, 8])("stays unitary when every parameter takes the slide's step, at n = %i", (n) => {
    const parameters = randomArjovsky(n, random(1, "arjovsky"));
    const far = moved(moved(parameters, 10), 10);
    expect(far.angles[0][0]).not.toBe(parameters.angles[0][0]);
    expect(arjovskyDrift(far)).toBeLessThan(1e-13);
  });
});

function relative(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  );
}
