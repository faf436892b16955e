import { beforeAll, describe, expect, it, vi } from "vitest";
import { ACTIVATIONS_BY_ID } from "../../src/kernels/activations";
import type { Recurrence } from "../../src/kernels/recurrence";
import * as reference from "../../src/kernels/reference-scan";
import type { ScanActivation } from "../../src/kernels/rnn-scan";
import { simdRecurrence } from "../../src/kernels/simd/recurrence";
import { random } from "../../src/math/random";

const IDS = Object.keys(ACTIVATIONS_BY_ID) as ScanActivation[];
const PAIRS: ScanActivation = "modrelu-complex";

interface Size {
  readonly n: number;
  readonly batch: number;
  readonly steps: number;
}
const size = (n: number, batch: number, steps: number): Size => ({ n, batch, steps });

type Values = Float32Array<ArrayBuffer>;
interface Inputs {
  readonly w: Values;
  readonly drive: Values;
  readonly h0: Values;
  readonly threshold: Values;
  readonly direct: Values;
}

async function fresh(): Promise<Recurrence> {
  const simd = await simdRecurrence();
  if (!simd) throw new Error("This Node has no WebAssembly SIMD.");
  return simd;
}

/** Random inputs; W is drawn so that its spectral radius is about 1 and neither way through time fades. */
function draw(id: ScanActivation, { n, batch, steps }: Size): Inputs {
  const stream = random(n * batch * steps, `scan ${id}`);
  const values = (length: number, bound: number) =>
    Float32Array.from({ length }, () => stream.uniform(-bound, bound));
  return {
    w: values(n * n, Math.sqrt(3 / n)),
    drive: values(steps * batch * n, 1),
    h0: values(batch * n, 1),
    threshold: values(id === PAIRS ? n / 2 : n, 0.1),
    direct: values(steps * batch * n, 1),
  };
}

/**
 * What each of the four functions should give in double precision, and what it gives. Both are given the same
 * float32 inputs, so that no function is blamed for what it was handed.
 */
function compare(simd: Recurrence, id: ScanActivation, of: Size, inputs: Inputs) {
  const { n, batch, steps } = of;
  const [scanSize, activation] = [{ steps, batch, units: n }, ACTIVATIONS_BY_ID[id]];
  const { direct, ...forward } = inputs;
  const [states, moments] = [(steps + 1) * batch * n, steps * batch * n];

  const wanted = {
    h: new Float64Array(states),
    gradient: new Float64Array(states),
    delta: new Float64Array(moments),
    dW: new Float64Array(n * n),
  };
  reference.scan(scanSize, activation, forward, wanted.h);
  const h = Float32Array.from(wanted.h);
  const backward = { w: inputs.w, h, direct, threshold: inputs.threshold };
  reference.scanGradient(scanSize, activation, backward, wanted.gradient);
  const gradient = Float32Array.from(wanted.gradient);
  const upTo = { h, gradient, threshold: inputs.threshold };
  reference.scanDelta(scanSize, activation, upTo, wanted.delta);
  const delta = Float32Array.from(wanted.delta);
  reference.scanWeightGradient(scanSize, { h, delta }, wanted.dW);

  const found = {
    h: new Float32Array(states),
    gradient: new Float32Array(states),
    delta: new Float32Array(moments),
    dW: new Float32Array(n * n),
  };
  simd.scan(scanSize, activation, forward, found.h);
  simd.scanGradient(scanSize, activation, backward, found.gradient);
  simd.scanDelta(scanSize, activation, upTo, found.delta);
  simd.scanWeightGradient(scanSize, { h, delta }, found.dW);
  return { wanted, found };
}

/** Largest difference over largest wanted value; NaN if there is one anywhere. */
function error(found: Float32Array, wanted: Float64Array): number {
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  return wanted.reduce((worst, value, i) => Math.max(worst, Math.abs(found[i] - value)), 0) / largest;
}

describe("the recurrence in WebAssembly SIMD", () => {
  let simd: Recurrence;
  beforeAll(async () => {
    simd = await fresh();
  });

  const sizes = [
    size(32, 16, 66),
    size(64, 16, 100),
    size(128, 16, 100),
    size(1, 3, 5),
    size(5, 1, 9),
    size(33, 3, 20),
    size(6, 3, 7),
    size(16, 4, 1),
    size(2, 1, 1),
  ];
  // Pairs need an even number of units.
  const cases = IDS.flatMap((id) =>
    sizes.filter(({ n }) => id !== PAIRS || n % 2 === 0).map((of) => ({ id, ...of })),
  );

  it.each(cases)(
    "agrees with the reference in double precision: $id, n = $n, batch $batch, T = $steps",
    ({ id, ...of }) => {
      const { found, wanted } = compare(simd, id, of, draw(id, of));
      for (const name of ["h", "gradient", "delta", "dW"] as const) {
        expect(error(found[name], wanted[name]), name).toBeLessThan(2e-6);
      }
    },
  );

  /** σ of each value by itself: one step from h₀ = 0 that is driven by the value. */
  function applied(id: ScanActivation, values: number[], threshold = 0): { found: Values; wanted: Values } {
    const n = values.length;
    const inputs = {
      w: new Float32Array(n * n),
      drive: Float32Array.from(values),
      h0: new Float32Array(n),
      threshold: new Float32Array(n).fill(threshold),
    };
    const [found, wanted] = [new Float32Array(2 * n), new Float32Array(2 * n)];
    const one = { steps: 1, batch: 1, units: n };
    simd.scan(one, ACTIVATIONS_BY_ID[id], inputs, found);
    reference.scan(one, ACTIVATIONS_BY_ID[id], inputs, wanted);
    return { found: found.subarray(n), wanted: wanted.subarray(n) };
  }

  it.each(["tanh", "sigmoid"] as const)("computes %s to 2·10⁻⁷, and small values to as many digits", (id) => {
    const spread = Array.from({ length: 801 }, (_, i) => (i - 400) / 20);
    const around = Array.from({ length: 200 }, (_, i) => (i % 2 ? 1 : -1) * 10 ** (-i / 6));
    const { found, wanted } = applied(id, [...spread, ...around]);
    wanted.forEach((right, i) => {
      const difference = Math.abs(found[i] - right);
      expect(difference).toBeLessThan(2e-7);
      if (Math.abs(right) < 0.5) expect(difference).toBeLessThanOrEqual(4e-7 * Math.abs(right));
    });
  });

  it.each(IDS)("takes infinities, NaN and zeros as the reference does: %s", (id) => {
    const { POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN: not } = Number;
    const values = [POSITIVE_INFINITY, NEGATIVE_INFINITY, not, 0, -0, 3e38, -3e38, 1e-40, 1, not, -1, 2];
    for (const threshold of [0, 0.5, -0.5, not]) {
      // A pair's partner stands half way on, so no value is next to an infinity without the reference's knowing.
      const { found, wanted } = applied(id, values, threshold);
      for (let i = 0; i < values.length; i++) {
        if (Number.isFinite(wanted[i])) expect(found[i]).toBeCloseTo(wanted[i], 6);
        else expect(found[i], `σ(${values[i]})`).toBe(wanted[i]);
      }
    }
  });

  it.each(["relu", "identity", "modrelu"] as const)(
    "lets a state that explodes become infinite, then NaN, in the same step as the reference: %s",
    (id) => {
      const [n, steps] = [5, 12];
      const inputs = {
        w: Float32Array.from({ length: n * n }, (_, i) => (i % 6 === 0 ? 1e5 : 0)),
        drive: new Float32Array(steps * n),
        h0: Float32Array.from([1, -1, 0, 2, -3]),
        threshold: new Float32Array(n),
      };
      const [found, wanted] = [1, 2].map(() => new Float32Array((steps + 1) * n));
      const of = { steps, batch: 1, units: n };
      simd.scan(of, ACTIVATIONS_BY_ID[id], inputs, found);
      reference.scan(of, ACTIVATIONS_BY_ID[id], inputs, wanted);
      const kind = (x: number) => (Number.isFinite(x) ? "finite" : String(x));
      expect(Array.from(found, kind)).toEqual(Array.from(wanted, kind));
      expect(Array.from(found, kind)).toContain("Infinity");
      expect(Array.from(found, kind)).toContain("NaN");

      const direct = new Float32Array(steps * n).fill(1);
      const [back, backWanted] = [1, 2].map(() => new Float32Array((steps + 1) * n));
      const h = new Float32Array((steps + 1) * n).fill(1);
      const backward = { w: inputs.w, h, direct, threshold: inputs.threshold };
      simd.scanGradient(of, ACTIVATIONS_BY_ID[id], backward, back);
      reference.scanGradient(of, ACTIVATIONS_BY_ID[id], backward, backWanted);
      expect(Array.from(back, kind)).toEqual(Array.from(backWanted, kind));
      expect(Array.from(back, kind)).toContain("NaN");
    },
  );

  it("gives in a used memory the numbers that it gives in a fresh one, whatever the sizes before", async () => {
    const sequence = [size(5, 3, 4), size(33, 5, 9), size(64, 16, 20), size(5, 3, 4), size(10, 1, 2)];
    for (const [k, of] of sequence.entries()) {
      const id = IDS[k % IDS.length] === PAIRS ? "tanh" : IDS[k % IDS.length];
      const used = compare(simd, id, of, draw(id, of)).found;
      const unused = compare(await fresh(), id, of, draw(id, of)).found;
      expect(used).toEqual(unused);
      // Leaves infinities in all of the memory that the next, smaller call will use.
      const infinite = draw(id, of);
      infinite.drive.fill(Number.POSITIVE_INFINITY);
      infinite.direct.fill(Number.POSITIVE_INFINITY);
      compare(simd, id, of, infinite);
    }
  });

  it("is absent where the device does not know SIMD, so that the plain recurrence is taken", async () => {
    const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    expect(await simdRecurrence()).toBeUndefined();
    validate.mockRestore();
  });
});
