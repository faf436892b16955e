import { describe, expect, it } from "vitest";
import { type CellSize, width } from "../../src/kernels/cell-size";
import { realForm } from "../../src/math/complex";
import { type Eigenbasis, inEigenbasis } from "../../src/sequence/eigenbasis";
import { forward } from "../../src/sequence/network";
import { relativeError } from "../reference/network";
import { inputsOf, networkOf } from "./sequence-example";

const sizeOf = (units: number, complex: boolean): CellSize => ({ inputs: 1, outputs: 1, units, complex });

/** A real W as `inEigenbasis` takes it. */
const real = (rows: number[][]) => ({
  size: sizeOf(rows.length, false),
  w: Float32Array.from(rows.flat()),
});

/** The states that the eigenvectors and coordinates make: [T+1, w]. */
function rebuilt({ re, im, vectorsRe, vectorsIm, modulus, phase }: Eigenbasis, complex: boolean): number[] {
  const m = re.length;
  const n = vectorsRe.length / m;
  return Array.from({ length: modulus.length / m }, (_, t) => {
    const state = new Array<number>(complex ? 2 * n : n).fill(0);
    for (let k = 0; k < m; k++) {
      const [size, angle] = [modulus[t * m + k], phase[t * m + k]];
      const [a, b] = [size * Math.cos(angle), size * Math.sin(angle)];
      const times = !complex && im[k] !== 0 ? 2 : 1;
      for (let i = 0; i < n; i++) {
        const [x, y] = [vectorsRe[k * n + i], vectorsIm[k * n + i]];
        state[i] += times * (a * x - b * y);
        if (complex) state[n + i] += a * y + b * x;
      }
    }
    return state;
  }).flat();
}

/** The largest |W v − λ v| of all entries, with W read off its flat form. */
function residual(w: Float32Array, { re, im, vectorsRe, vectorsIm }: Eigenbasis, complex: boolean): number {
  const m = re.length;
  const n = vectorsRe.length / m;
  const columns = complex ? 2 * n : n;
  let worst = 0;
  for (let k = 0; k < m; k++) {
    for (let i = 0; i < n; i++) {
      let [x, y] = [0, 0];
      for (let j = 0; j < n; j++) {
        const [a, b] = [w[i * columns + j], complex ? w[(n + i) * columns + j] : 0];
        const [vx, vy] = [vectorsRe[k * n + j], vectorsIm[k * n + j]];
        x += a * vx - b * vy;
        y += a * vy + b * vx;
      }
      const [vx, vy] = [vectorsRe[k * n + i], vectorsIm[k * n + i]];
      worst = Math.max(worst, Math.hypot(x - re[k] * vx + im[k] * vy, y - re[k] * vy - im[k] * vx));
    }
  }
  return worst;
}

const anglesOf = ({ re, im }: Eigenbasis) => Array.from(re, (x, k) => Math.atan2(im[k], x));

describe.each([
  { complex: false, n: 7 },
  { complex: false, n: 24 },
  { complex: true, n: 6 },
])("the states in the eigenbasis of W, complex $complex, n = $n", ({ complex, n }) => {
  const network = networkOf({ activation: "tanh", complex, n });
  const { states } = forward(network, inputsOf(network, 12, false));
  const basis = inEigenbasis(network, states) as Eigenbasis;

  it("make up the states again", () => {
    expect(relativeError(rebuilt(basis, complex), states)).toBeLessThan(1e-11);
  });

  it("belong to eigenvectors of norm 1, whose largest entry is positive", () => {
    expect(residual(network.w, basis, complex)).toBeLessThan(1e-12);
    for (let k = 0; k < basis.re.length; k++) {
      const re = Array.from(basis.vectorsRe.subarray(k * n, (k + 1) * n));
      const im = Array.from(basis.vectorsIm.subarray(k * n, (k + 1) * n));
      expect(Math.hypot(...re, ...im)).toBeCloseTo(1, 12);
      const sizes = re.map((x, i) => Math.hypot(x, im[i]));
      const largest = sizes.indexOf(Math.max(...sizes));
      expect(re[largest]).toBeCloseTo(sizes[largest], 12);
    }
  });

  it("are in the order of the eigenangles", () => {
    const angles = anglesOf(basis);
    expect(angles).toEqual(angles.toSorted((one, other) => one - other));
    if (complex) expect(angles).toHaveLength(n);
    else {
      const pairs = Array.from(basis.im).filter((y) => y > 0).length;
      expect(angles.every((angle) => angle >= 0)).toBe(true);
      expect(angles.length + pairs).toBe(n);
    }
  });
});

describe.each([false, true])("without activation and input, complex %s", (complex) => {
  it("each coordinate is multiplied by its eigenvalue", () => {
    const network = networkOf({ activation: "identity", complex, n: 5 });
    const w = width(network.size);
    // h_{t+1} = W h_t from a state that is not 0.
    const states = new Float64Array(4 * w);
    for (let i = 0; i < w; i++) states[i] = 1 + i / 3;
    for (let i = w; i < states.length; i++) {
      const [row, before] = [i % w, i - (i % w) - w];
      for (let j = 0; j < w; j++) states[i] += network.w[row * w + j] * states[before + j];
    }
    const { re, im, modulus, phase } = inEigenbasis(network, states) as Eigenbasis;
    const m = re.length;
    for (let at = m; at < modulus.length; at++) {
      const k = at % m;
      expect(modulus[at] / modulus[at - m]).toBeCloseTo(Math.hypot(re[k], im[k]), 10);
      const turn = phase[at] - phase[at - m] - Math.atan2(im[k], re[k]);
      expect(Math.cos(turn)).toBeCloseTo(1, 10);
    }
  });
});

describe("special matrices", () => {
  it("have the coordinates found by hand: a rotation and two real eigenvalues", () => {
    const [cos, sin] = [0.5 * Math.cos(1), 0.5 * Math.sin(1)];
    const w = real([
      [cos, -sin, 0, 0],
      [sin, cos, 0, 0],
      [0, 0, -0.25, 0],
      [0, 0, 0, 0.75],
    ]);
    const basis = inEigenbasis(w, Float64Array.of(3, 4, -2, 5)) as Eigenbasis;
    expect(anglesOf(basis)).toEqual([0, 1, Math.PI].map((angle) => expect.closeTo(angle, 6)));
    expect(Array.from(basis.re)).toEqual([0.75, cos, -0.25].map((x) => expect.closeTo(x, 6)));
    // (3, 4) = 2 Re(c v) with |v| = 1 on two entries of modulus 1/√2: |c| = 5/√2.
    expect(Array.from(basis.modulus)).toEqual([5, 5 / Math.SQRT2, 2].map((x) => expect.closeTo(x, 6)));
    expect(basis.phase[0]).toBe(0);
    expect(basis.phase[2]).toBe(Math.PI);
  });

  it("tell λ from its conjugate if W is complex", () => {
    const angles = [-2, -0.5, 0.5, 3];
    const part = (f: (x: number) => number) => ({
      n: 4,
      values: Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? f(angles[(at / 5 + 1) % 4]) : 0)),
    });
    const w = Float32Array.from(realForm({ re: part(Math.cos), im: part(Math.sin) }).values);
    const state = Float64Array.of(1, 2, 3, 4, 0, 0, 3, 3);
    const basis = inEigenbasis({ size: sizeOf(4, true), w }, state) as Eigenbasis;
    expect(anglesOf(basis)).toEqual(angles.map((angle) => expect.closeTo(angle, 6)));
    // Unit k has the angle k + 1 of four.
    expect(Array.from(basis.modulus)).toEqual(
      [5, 1, 2, Math.hypot(3, 3)].map((size) => expect.closeTo(size, 6)),
    );
    expect(Array.from(basis.phase)).toEqual(
      [Math.atan2(3, 4), 0, 0, Math.PI / 4].map((angle) => expect.closeTo(angle, 6)),
    );
  });

  it("begin with the largest of equal eigenangles", () => {
    const rows = [0.25, 0.75, 0.5].map((value, i) => [0, 1, 2].map((j) => (i === j ? value : 0)));
    const { re, modulus } = inEigenbasis(real(rows), Float64Array.of(1, 2, 3)) as Eigenbasis;
    expect(Array.from(re)).toEqual([0.75, 0.5, 0.25].map((x) => expect.closeTo(x, 12)));
    expect(Array.from(modulus)).toEqual([2, 3, 1].map((x) => expect.closeTo(x, 12)));
  });

  it.each([false, true])("the identity, of one eigenvalue, has a basis: complex %s", (complex) => {
    const n = complex ? 8 : 4;
    const w = Float32Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0));
    const states = Float64Array.from({ length: 3 * n }, (_, i) => Math.sin(i + 1));
    const basis = inEigenbasis({ size: sizeOf(4, complex), w }, states) as Eigenbasis;
    expect(relativeError(rebuilt(basis, complex), states)).toBeLessThan(1e-10);
  });

  it("have none if they are defective, nearly so, or not finite", () => {
    const state = (n: number) => new Float64Array(n).fill(1);
    const at = (w: ReturnType<typeof real>) => inEigenbasis(w, state(w.size.units));
    expect(
      at(
        real([
          [1, 1],
          [0, 1],
        ]),
      ),
    ).toBeNull();
    const jordan = (n: number, value: number) =>
      Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (i === j ? value : j === i + 1 ? 1 : 0)),
      );
    for (const n of [3, 6, 20])
      for (const value of [0, 0.5, -1]) expect(at(real(jordan(n, value)))).toBeNull();
    expect(
      at(
        real([
          [1, 1],
          [2 ** -45, 1],
        ]),
      ),
    ).toBeNull();
    expect(at(real([[Number.NaN]]))).toBeNull();
    // A 2×2 block and two other eigenvalues, in other coordinates: similarities by integers, which round nothing.
    const seen = [
      [2, 1, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, -1],
    ];
    for (const [i, j] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
      [2, 1],
    ]) {
      for (let k = 0; k < 4; k++) seen[j][k] += seen[i][k];
      for (let k = 0; k < 4; k++) seen[k][i] -= seen[k][j];
    }
    expect(at(real(seen))).toBeNull();
  });
});
