import { describe, expect, it } from "vitest";
import { type Activation, SCAN_ACTIVATION_IDS, SCAN_ACTIVATIONS } from "../../src/kernels/activations";
import { scan } from "../../src/kernels/reference-scan";
import type { ScanActivation } from "../../src/kernels/rnn-pass";
import type { Matrix } from "../../src/math/arrays";
import { measureJacobian, spreadTimes } from "../../src/math/jacobian";
import { powerRanges } from "../../src/math/matrix-powers";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { random } from "../../src/math/random";
import { singularValues } from "../../src/math/scaled";

const isPaired = (id: ScanActivation) => id === "modrelu-complex";

const gaussian = (n: number, size: number, seed: string): Matrix => {
  const stream = random(1, seed);
  return { n, values: Float64Array.from({ length: n * n }, () => size * stream.normal()) };
};
const orthogonal = (n: number) => projectToOrthogonal(gaussian(n, 1, "orthogonal")).nearest;

/** One sequence through a network in float64. */
function run(id: ScanActivation, w: Matrix, steps: number, threshold: number, drives = 0.8) {
  const { n } = w;
  const stream = random(2, `drive of ${id}`);
  const size = { steps, batch: 1, units: n };
  const drive = Float64Array.from({ length: steps * n }, () => drives * stream.normal());
  const thresholds = new Float64Array(isPaired(id) ? n / 2 : n).fill(threshold);
  const activation = SCAN_ACTIVATIONS[id];
  const from = (h0: Float64Array, begin: number) => {
    const h = new Float64Array((steps - begin + 1) * n);
    const rest = drive.subarray(begin * n);
    scan(
      { ...size, steps: steps - begin },
      activation,
      { w: w.values, inputTerm: rest, h0, threshold: thresholds },
      h,
    );
    return h;
  };
  return { states: from(new Float64Array(n), 0), from, thresholds };
}

const measured = (id: ScanActivation, w: Matrix, states: Float64Array, thresholds: Float64Array) => {
  const activation: Activation = SCAN_ACTIVATIONS[id];
  return measureJacobian(w, states, (g, h) => activation.pullBack(g, h, thresholds), isPaired(id));
};

describe.each(SCAN_ACTIVATION_IDS)("∂h_T/∂h_t with %s", (id) => {
  const [n, steps] = [6, 5];
  const w = gaussian(n, 0.5, "W");
  const { states, from, thresholds } = run(id, w, steps, isPaired(id) || id === "modrelu" ? 0.1 : 0);

  it("has the singular values of the differences that the scan itself makes", () => {
    const { times, whole } = measured(id, w, states, thresholds);
    expect(Array.from(times)).toEqual([0, 1, 2, 3, 4, 5]);
    const step = 1e-6;
    for (const t of times) {
      const difference = new Float64Array(n * n);
      for (let j = 0; j < n; j++) {
        const [up, down] = [step, -step].map((by) => {
          const h = states.slice(t * n, (t + 1) * n);
          h[j] += by;
          return t === steps ? h : from(h, t).slice((steps - t) * n);
        });
        for (let i = 0; i < n; i++) difference[i * n + j] = (up[i] - down[i]) / (2 * step);
      }
      const right = singularValues(n, difference);
      expect(10 ** whole.largest[t]).toBeCloseTo(right[0], 7);
      expect(10 ** whole.smallest[t]).toBeCloseTo(right[n - 1], 7);
    }
  });

  it("lies within the bounds from the singular values of W and σ′, at every measured t", () => {
    const wide = gaussian(8, 0.4, "wide");
    const run40 = run(id, wide, 40, isPaired(id) ? 0.1 : 0.05);
    const { times, whole, bounds } = measured(id, wide, run40.states, run40.thresholds);
    for (const [k, t] of times.entries()) {
      const back = 40 - t;
      expect(whole.largest[k]).toBeLessThanOrEqual(back * Math.log10(bounds.upper) + 1e-9);
      if (back > 0) expect(whole.smallest[k]).toBeGreaterThanOrEqual(back * Math.log10(bounds.lower) - 1e-9);
      expect(whole.smallest[k]).toBeLessThanOrEqual(whole.largest[k] + 1e-9);
    }
  });
});

describe("∂h_T/∂h_0 with an orthogonal W, n = 64, over 100 steps", () => {
  const w = orthogonal(64);
  const at0 = (id: ScanActivation, threshold: number) => {
    const { states, thresholds } = run(id, w, 100, threshold, 0.3);
    return measured(id, w, states, thresholds);
  };

  it.each([
    ["identity", 0],
    ["modrelu", 0],
    ["modrelu", 0.2],
  ] as const)("keeps every direction whole with %s, threshold %d", (id, threshold) => {
    const { whole, slopes, matrix } = at0(id, threshold);
    for (const each of [whole, slopes, matrix]) {
      for (const value of [...each.largest, ...each.smallest]) expect(Math.abs(value)).toBeLessThan(1e-10);
    }
  });

  it("is below 4⁻¹⁰⁰ with sigmoid, though W alone keeps everything", () => {
    const { whole, slopes, matrix } = at0("sigmoid", 0);
    expect(whole.largest[0]).toBeLessThan(-100 * Math.log10(4));
    expect(slopes.largest[0]).toBeLessThan(-100 * Math.log10(4));
    expect(Math.abs(matrix.largest[0])).toBeLessThan(1e-10);
  });

  it("loses whole directions with ReLU, which gives an exact 0", () => {
    const { whole, slopes } = at0("relu", 0);
    expect(whole.smallest[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(slopes.smallest[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(whole.largest[0]).toBeLessThan(0);
  });
});

describe("a product that is too large or too small for float64", () => {
  const states = new Float64Array(1001);
  const scalar = (value: number) =>
    measureJacobian({ n: 1, values: Float64Array.of(value) }, states, () => {}, false);

  it("keeps its power of ten", () => {
    expect(scalar(10).whole.largest[0]).toBeCloseTo(1000, 9);
    expect(scalar(0.1).whole.largest[0]).toBeCloseTo(-1000, 9);
    expect(scalar(0.1).matrix.smallest[0]).toBeCloseTo(-1000, 9);
  });

  it("is 0 if W is 0, and NaN if W has a NaN", () => {
    expect(scalar(0).whole.largest[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(scalar(Number.NaN).whole.largest[0]).toBeNaN();
    expect(scalar(Number.NaN).matrix.largest[0]).toBeNaN();
  });
});

describe("the smallest singular value", () => {
  it("is accurate far below the rounding of the largest", () => {
    const w: Matrix = { n: 2, values: Float64Array.of(1, 0.5, 0, 1e-3) };
    // det Wᵏ = 10⁻³ᵏ is the product of its two singular values.
    for (const [i, { largest, smallest }] of powerRanges(w, [1, 10, 40]).entries())
      expect(largest + smallest).toBeCloseTo(-3 * [1, 10, 40][i], 9);
  });
});

describe("the measured time steps", () => {
  it("are whole, evenly spaced from 0 to T, both included, and never more than requested", () => {
    expect(spreadTimes(3, 16)).toEqual([0, 1, 2, 3]);
    for (const steps of [1, 15, 16, 66, 784]) {
      const times = spreadTimes(steps, 16);
      expect([times[0], times.at(-1)]).toEqual([0, steps]);
      expect(times.length).toBeLessThanOrEqual(16);
      const gaps = times.slice(1).map((t, i) => t - times[i]);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }
  });
});
