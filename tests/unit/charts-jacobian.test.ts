import { describe, expect, test } from "vitest";
import { plainText } from "../../src/plot/sentence";
import { type JacobianShown, jacobianSentence } from "../../src/screens/lab/charts/jacobian";
import { deadUnits, jacobianDomain, jacobianLine } from "../../src/screens/lab/charts/jacobian-curves";

const run = { lanes: { a: "RNN", b: "Unitary" } };
type Lane = JacobianShown["lanes"]["a"];
const range = (largest: number, smallest: number) => ({
  largest: Float64Array.of(largest, 0),
  smallest: Float64Array.of(smallest, 0),
});
const lane = (whole: [number, number], matrix: number, slopes: number): Lane => ({
  measures: {
    times: Float64Array.of(0, 66),
    whole: range(...whole),
    matrix: range(matrix, matrix),
    slopes: range(slopes, slopes),
    bounds: { upper: 1, lower: 0 },
  },
});
const say = (view: JacobianShown["view"], a: Lane, b: Lane) =>
  plainText(jacobianSentence({ run, view, steps: 66, lanes: { a, b } })).replaceAll("\u202f", " ");
const plain = lane([-500 + Math.log10(4), Number.NEGATIVE_INFINITY], -12, 0);
const unitary = lane([0, 0], 0, -6);

describe("the sentence of the Jacobian", () => {
  test("gives the range of factors on a change in h, including an exact 0 and 10⁻⁵⁰⁰", () => {
    expect(say("jacobian", plain, unitary)).toBe(
      "Over 66 time steps a change in h is multiplied by 0 to 4 × 10⁻⁵⁰⁰ in RNN, by 1 in Unitary.",
    );
  });
  test("says why the smallest factor is 0 if a unit was dead", () => {
    const dead: Lane = {
      ...unitary,
      measures: {
        ...unitary.measures!,
        whole: range(0, Number.NEGATIVE_INFINITY),
        slopes: range(0, Number.NEGATIVE_INFINITY),
      },
    };
    expect(say("jacobian", plain, dead)).toContain("by 0 (dead units) to 1 in Unitary.");
    expect(deadUnits(plain.measures)).toBeUndefined();
  });
  test("gives the factors of W and of σ′ separately", () => {
    expect(say("split", plain, unitary)).toBe(
      "Over 66 time steps W alone multiplies the largest direction by 1 × 10⁻¹² in RNN, by 1 in Unitary; σ′ alone by 1 and 1 × 10⁻⁶.",
    );
  });
  test("says of which lane a measurement of an earlier step is", () => {
    const of = (lane: Lane, measuredAt: number): Lane => ({ ...lane, measuredAt });
    expect(say("jacobian", of(plain, 8), unitary)).toMatch(
      /by 1 in Unitary, as measured of RNN at step 8\.$/,
    );
    expect(say("split", plain, of(unitary, 480))).toMatch(/, as measured of Unitary at step 480\.$/);
    expect(say("jacobian", of(plain, 8), of(unitary, 480))).toMatch(
      /, as measured of RNN at step 8 and of Unitary at step 480\.$/,
    );
    expect(say("jacobian", of(plain, 480), of(unitary, 480))).toMatch(/Unitary, as measured at step 480\.$/);
  });
  test("says so if nothing is measured yet", () => {
    const nothing: Lane = { measures: null };
    expect(say("jacobian", nothing, nothing)).toBe(
      "The Jacobian is being measured in both networks, over 66 time steps.",
    );
    expect(say("split", nothing, nothing)).toBe(
      "The products of W alone and of σ′ alone are being measured in both networks, over 66 time steps.",
    );
    expect(say("jacobian", nothing, unitary)).toContain(
      "multiplied by 1 in Unitary; RNN’s is being measured.",
    );
  });
  test("waits for no lane that stopped before anything was finite", () => {
    const lost: Lane = { measures: null, lost: " stopped at step 0 (loss: NaN)" };
    const waiting: Lane = { measures: null };
    expect(say("jacobian", lost, unitary)).toContain(
      "multiplied by 1 in Unitary; RNN stopped at step 0 (loss: NaN).",
    );
    expect(say("split", lost, waiting)).toBe(
      "RNN stopped at step 0 (loss: NaN); Unitary’s Jacobian is being measured.",
    );
    expect(say("jacobian", lost, lost)).toBe(
      "RNN stopped at step 0 (loss: NaN); Unitary stopped at step 0 (loss: NaN).",
    );
  });
});

describe("the lines of the Jacobian", () => {
  test("are 0 only if the value is exactly 0, however small it is", () => {
    const { y } = jacobianLine(plain.measures, ({ whole }) => whole.largest);
    expect(y[0]).toBeGreaterThan(0);
    expect(jacobianLine(plain.measures, ({ whole }) => whole.smallest).y[0]).toBe(0);
  });
  test("fit on the axis fully if heavy, and do not flatten those if light", () => {
    const light = { x: [0, 66], y: [1e-200, 1] };
    const [low, high] = jacobianDomain("jacobian", [1e-60, 1], { a: light, b: light });
    expect(low).toBeLessThanOrEqual(1e-60);
    expect(high).toBeGreaterThanOrEqual(1);
    expect(low).toBeGreaterThan(1e-100);
    // W and σ′ have equal weight.
    expect(jacobianDomain("split", [1e-60, 1], { a: light, b: light })[0]).toBeLessThanOrEqual(1e-200);
  });
});
