import { describe, expect, test } from "vitest";
import { plainText, type Sentence } from "../../src/plot/sentence";
import { accuracy } from "../../src/screens/lab/charts/accuracy";
import type { ByStep } from "../../src/screens/lab/charts/by-step";
import { readCurve } from "../../src/screens/lab/charts/curve";
import { drift } from "../../src/screens/lab/charts/drift";
import { distanceFromCircle, type Spectra, spectraSentence } from "../../src/screens/lab/charts/eigenvalues";
import { gradientByStep } from "../../src/screens/lab/charts/gradient";
import { heatSentence } from "../../src/screens/lab/charts/gradient-heat-map";
import { loss } from "../../src/screens/lab/charts/loss";
import { throughTimeSentence } from "../../src/screens/lab/charts/through-time";
import type { RunLabel } from "../../src/screens/lab/run-label";
import { LANE_LOOKS } from "../../src/screens/lane-looks";
import type { Stop } from "../../src/worker/protocol";

const run: RunLabel = {
  lanes: { a: "RNN", b: "Unitary" },
  preset: "remember",
  step: 320,
  length: 500,
  parameters: "",
  configJson: "{}",
};
const stop: Stop = { step: 3, quantity: "gradient ∂L/∂W", value: "NaN", explanation: "" };
const read = (sentence: Sentence) => plainText(sentence).replaceAll("\u202f", " ");

/** norms[T] = 0.5 and norms[1] = ratio times that, with T = 66. */
const norms = (ratio: number) => Float32Array.from({ length: 67 }, (_, t) => (t === 1 ? 0.5 * ratio : 0.5));
const gradient = (a: ArrayLike<number>, b: ArrayLike<number>, stopped: Stop | null = null) =>
  read(
    throughTimeSentence({
      run,
      lanes: { a: { norms: a, stopped }, b: { norms: b, stopped: null } },
    }),
  );
const last = (value: number, stopped: Stop | null = null): ByStep["lanes"]["a"] => {
  const line = { x: [0, 320], y: [9, value] };
  return {
    line,
    curve: readCurve(line, stopped, { from: "left", x: "step" }),
    stopped,
    now: stopped ? null : value,
  };
};

describe("the sentence of the gradient through time", () => {
  test("says what part of the gradient at T is left at t = 1", () => {
    expect(gradient(norms(4e-8), norms(0.91))).toBe(
      "At t = 1 RNN keeps 4 × 10⁻⁸ of the gradient it has at t = 66; Unitary keeps 91 %.",
    );
  });
  test("says how many times larger it is when it grows", () => {
    expect(gradient(norms(3e5), norms(1))).toBe(
      "At t = 1 RNN has 3 × 10⁵ times the gradient it has at t = 66; Unitary keeps 100 %.",
    );
    expect(gradient(norms(0.5), norms(40))).toContain("; Unitary has 40 times.");
  });
  test("says plainly that nothing is left after an underflow", () => {
    expect(gradient(norms(0), norms(1))).toContain("RNN keeps nothing of the gradient");
    expect(gradient(new Float32Array(67), norms(1))).toContain("RNN has no gradient, not even at t = 66");
  });
  test("says where a lane stopped and why", () => {
    expect(gradient(norms(Number.NaN), norms(0.91), stop)).toBe(
      "RNN stopped at step 3 (gradient ∂L/∂W: NaN); at t = 1 Unitary keeps 91 % of the gradient it has at t = 66.",
    );
    expect(gradient(norms(Number.POSITIVE_INFINITY), norms(1))).toMatch(/^The gradient of RNN is ∞ at t = 1/);
  });
  test("gives the value of an infinite gradient at T, of which there is no share", () => {
    const overflown = Float32Array.from({ length: 67 }, (_, t) => (t === 66 ? Number.POSITIVE_INFINITY : 1));
    expect(gradient(overflown, norms(1))).toMatch(
      /^The gradient of RNN is ∞ at t = 66; at t = 1 Unitary keeps/,
    );
  });
  test("speaks in the past tense, with its step, of a lane measured earlier", () => {
    const told = (
      a: ArrayLike<number>,
      b: ArrayLike<number>,
      of: { a?: number; b?: number },
      stopped = false,
    ) =>
      read(
        throughTimeSentence({
          run,
          lanes: {
            a: { norms: a, stopped: stopped ? stop : null, ...(of.a !== undefined && { measuredAt: of.a }) },
            b: { norms: b, stopped: null, ...(of.b !== undefined && { measuredAt: of.b }) },
          },
        }),
      );
    expect(told(norms(4e-8), norms(0.91), { a: 1480 })).toBe(
      "At step 1 480, at t = 1 RNN kept 4 × 10⁻⁸ of the gradient it had at t = 66; Unitary keeps 91 %.",
    );
    expect(told(norms(4e-8), norms(40), { b: 0 })).toBe(
      "At t = 1 RNN keeps 4 × 10⁻⁸ of the gradient it has at t = 66; at step 0 Unitary had 40 times.",
    );
    expect(told(norms(3e5), norms(1), { a: 2 }, true)).toBe(
      "At step 2, at t = 1 RNN had 3 × 10⁵ times the gradient it had at t = 66, then stopped at step 3; Unitary keeps 100 %.",
    );
    expect(told(new Float32Array(67), norms(1), { a: 2 })).toMatch(
      /^At step 2 RNN had no gradient, not even at t = 66; at t = 1 Unitary/,
    );
    expect(told(norms(Number.POSITIVE_INFINITY), norms(1), { a: 2 })).toMatch(
      /^At step 2 the gradient of RNN was ∞ at t = 1;/,
    );
  });
  test("takes t = 0 for a sequence of one step, and waits for the first measurement", () => {
    expect(gradient([0.1, 0.2], [1, 1])).toContain("At t = 0 RNN keeps 50 % of the gradient it has at t = 1");
    expect(gradient([], [1, 1])).toContain("RNN is not measured yet");
  });
});

test("the sentence of the gradient by step gives the newest norms", () => {
  expect(read(gradientByStep.sentence({ run, lanes: { a: last(0.0034), b: last(2e-5) } }))).toBe(
    "‖∂L/∂W‖ at step 320: RNN 0.0034; Unitary 2 × 10⁻⁵.",
  );
});

test("the sentence of the drift tells rounding from drift", () => {
  expect(read(drift.sentence({ run, floor: 6e-6, lanes: { a: last(4.5), b: last(3e-6) } }))).toBe(
    "Drift at step 320: RNN 4.5; Unitary 3 × 10⁻⁶, no more than rounding.",
  );
});

test("the sentences of loss and accuracy name both lanes, the baseline and the held-out values", () => {
  const heldOut = { a: { step: 300, value: 0.07 }, b: { step: 300, value: 0.002 } };
  const props = {
    run,
    heldOut,
    lanes: { a: last(0.066), b: last(0.001) },
    measure: undefined,
    baseline: { value: 0.065, name: "chance" },
  };
  expect(read(loss.sentence(props))).toBe(
    "At step 320 RNN 0.066, Unitary 0.001, baseline (dotted) 0.065; held-out set at step 300 (hollow) 0.07 and 0.002.",
  );
  expect(read(accuracy.sentence({ ...props, lanes: { a: last(0.25, stop), b: last(1) } }))).toBe(
    "At step 320 RNN stopped at step 3 (gradient ∂L/∂W: NaN), Unitary 100 %, baseline (dotted) 6.5 %; " +
      "held-out set at step 300 (hollow) 7 % and 0.2 %.",
  );
});

test("a held-out value of another step than the one shown is said with it, as of a lane that has stopped", () => {
  const lanes = { a: last(0.25, stop), b: last(1) };
  const baseline = { value: 0.25, name: "chance" };
  const said = (a: number, b: number) => {
    const heldOut = { a: { step: a, value: 0.07 }, b: { step: b, value: 1 } };
    const sentence = read(accuracy.sentence({ run, heldOut, lanes, measure: undefined, baseline }));
    return sentence.slice(sentence.indexOf("; ") + 2);
  };
  expect(said(0, 320)).toBe("held-out set (hollow) 7 % at step 0 and 100 % at step 320.");
  expect(said(0, 300)).toBe("held-out set (hollow) 7 % at step 0 and 100 % at step 300.");
  expect(said(320, 320)).toBe("held-out set (hollow) 7 % and 100 %.");
});

test("the sentence of the heat map says of which steps its shares are, of a stopped lane too", () => {
  const column = (x: number, ratio: number) => ({ x, values: norms(ratio) });
  const said = (step: number, a: readonly number[], b: readonly number[]) => {
    const lanes = { a: a.map((x) => column(x, 0.5)), b: b.map((x) => column(x, 1)) };
    return read(heatSentence({ run: { ...run, step }, lanes })).replace(/^.*t = 1: /, "");
  };
  expect(said(320, [0, 320], [0, 320])).toBe(
    "RNN 50 % at step 0, 50 % at step 320; Unitary 100 % at step 0, 100 % at step 320.",
  );
  expect(said(320, [0], [0, 320])).toMatch(/^RNN 50 % at step 0; Unitary/);
  expect(said(0, [0], [0])).toBe("RNN 50 %; Unitary 100 %.");
});

test("the sentences of loss and accuracy say what is measured where their names do not", () => {
  const heldOut = { a: { step: 300, value: 0.16 }, b: { step: 300, value: 0.02 } };
  const lanes = { a: last(0.15), b: last(0.01) };
  const baseline = { value: 0.17, name: "always answering 1" };
  expect(read(loss.sentence({ run, heldOut, lanes, baseline, measure: "mean squared error" }))).toBe(
    "Mean squared error at step 320: RNN 0.15, Unitary 0.01, baseline (dotted) 0.17; " +
      "held-out set at step 300 (hollow) 0.16 and 0.02.",
  );
});

describe("the sentence of the eigenvalues", () => {
  const told = (lanes: Spectra["lanes"]) =>
    read(spectraSentence({ names: run.lanes, looks: LANE_LOOKS, lanes }));
  const spectrum = (...moduli: number[]) => {
    const angles = moduli.map((_, k) => 0.3 + k);
    return {
      re: moduli.map((r, k) => r * Math.cos(angles[k])),
      im: moduli.map((r, k) => r * Math.sin(angles[k])),
      spectralRadius: Math.max(...moduli),
      trail: [],
    };
  };
  test("says how near the circle they are, or else how large the largest is", () => {
    expect(told({ a: spectrum(0.2, 0.93), b: spectrum(1 + 2e-7, 1) })).toBe(
      "All of Unitary’s lie within 2 × 10⁻⁷ of the circle; RNN’s largest |λ| is 0.93.",
    );
  });
  test("says so while they are being computed and when there are none", () => {
    const broken = { re: [Number.NaN], im: [0], spectralRadius: Number.NaN, trail: [] };
    expect(told({ a: null, b: broken })).toBe(
      "Unitary has no eigenvalues: its W is not finite; RNN’s eigenvalues are being computed.",
    );
  });
  test("waits for no lane that stopped before anything was finite", () => {
    const lost = { a: " stopped at step 0 (loss: NaN)" };
    const shown = { names: run.lanes, looks: LANE_LOOKS, lanes: { a: null, b: null }, lost };
    expect(read(spectraSentence(shown))).toBe(
      "Unitary’s eigenvalues are being computed; RNN stopped at step 0 (loss: NaN).",
    );
  });
  test("speaks in the past tense, with its step, of a spectrum measured earlier", () => {
    const earlier = { ...spectrum(2.6, 1), measuredAt: 480 };
    expect(told({ a: spectrum(0.2, 0.93), b: earlier })).toBe(
      "At step 480 Unitary’s largest |λ| was 2.6; RNN’s largest |λ| is 0.93.",
    );
    const near = { ...spectrum(1 + 2e-7, 1), measuredAt: 480 };
    const on = { re: [1, -1], im: [0, 0], spectralRadius: 1, trail: [], measuredAt: 0 };
    expect(told({ a: on, b: near })).toBe(
      "At step 480 all of Unitary’s lay within 2 × 10⁻⁷ of the circle; at step 0 all of RNN’s lay on the circle.",
    );
    const broken = { re: [Number.NaN], im: [0], spectralRadius: Number.NaN, trail: [], measuredAt: 7 };
    expect(told({ a: broken, b: null })).toBe(
      "Unitary’s eigenvalues are being computed; at step 7 RNN had no eigenvalues: its W was not finite.",
    );
  });
  test("measures the distance to the circle from both sides", () => {
    expect(distanceFromCircle(spectrum(0.75, 1.1))).toBeCloseTo(0.25, 12);
  });
});
