import fc from "fast-check";
import { Matrix as Dense, determinant } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { NUMBERS } from "../../src/config/schema";
import { type ArjovskyParameters, arjovskyGradient, arjovskyMatrix } from "../../src/math/arjovsky";
import { drift, frobenius, type Matrix } from "../../src/math/arrays";
import { complexForm, realForm } from "../../src/math/complex";
import { givensGradient, givensProduct, pairsOf } from "../../src/math/givens";
import { givensAngles } from "../../src/math/givens-angles";
import { householderGradient, householderProduct, householderVectors } from "../../src/math/householder";
import { random } from "../../src/math/random";
import { scaledCayley, scaledCayleyGradient, signsOf, skewOf } from "../../src/math/scaled-cayley";
import { RULES } from "../../src/rules";
import { algebra, at, begin, distance, gaussian, inner, orthogonal } from "./rules-setting";

const seeds = fc.integer({ min: 1, max: 1e6 });
const det = ({ n, values }: Matrix) => determinant(Dense.from1DArray(n, n, Array.from(values)));
const identity = (n: number) => algebra.identity({ n, values: new Float64Array(n * n) });

/** A signed permutation: orthogonal, and full of columns that are already where they belong. */
const signedPermutation = (n: number, seed: number): Matrix => {
  const stream = random(seed, "signs");
  const values = new Float64Array(n * n);
  const left = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n; i++)
    values[i * n + left.splice(stream.below(left.length), 1)[0]] = stream.next() < 0.5 ? -1 : 1;
  return { n, values };
};

/** The slope of f along each entry of x by central differences. */
function slopes(x: Matrix, f: (x: Matrix) => number, step = 1e-6): Float64Array {
  return x.values.slice().map((value, i) => {
    const [up, down] = [1, -1].map((sign) => {
      const values = Float64Array.from(x.values);
      values[i] = value + sign * step;
      return f({ n: x.n, values });
    });
    return (up - down) / (2 * step);
  }) as Float64Array;
}

describe("a product of reflections", () => {
  it("equals any orthogonal matrix that it starts from, of either determinant", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), seeds, fc.boolean(), (n, seed, signed) => {
        const w0 = signed ? signedPermutation(n, seed) : orthogonal(n, random(seed, "start"));
        const v = householderVectors(w0);
        expect(distance(householderProduct(v), w0)).toBeLessThan(1e-12);
      }),
    );
  });

  it("uses n reflections or n − 1, depending on the determinant, and trains all that it uses", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), seeds, fc.boolean(), (n, seed, signed) => {
        const w0 = signed ? signedPermutation(n, seed) : orthogonal(n, random(seed, "start"));
        const v = householderVectors(w0);
        const lengths = Array.from({ length: n }, (_, k) =>
          Math.hypot(...v.values.subarray(k * n, (k + 1) * n)),
        );
        const active = Math.sign(det(w0)) === (-1) ** n ? n : n - 1;
        expect(lengths.map((length) => Number(length.toFixed(12)))).toEqual(
          Array.from({ length: n }, (_, k) => (k < active ? 1 : 0)),
        );
      }),
    );
  });

  it("has the gradient of finite differences", () => {
    for (const n of [1, 2, 5, 6]) {
      const stream = random(n, "householder");
      const [v, g] = [gaussian(n, stream), gaussian(n, stream)];
      const wanted = { n, values: slopes(v, (x) => inner(g, householderProduct(x))) };
      expect(distance(householderGradient(v, g), wanted)).toBeLessThan(1e-7 * (1 + frobenius(wanted)));
    }
  });

  it("trains from the identity, at which all reflections cancel", async () => {
    const target = orthogonal(4, random(1, "target"));
    const w0 = identity(4);
    const trained = begin("householder", w0);
    expect(distance(trained.w, w0)).toBeLessThan(1e-15);
    const loss = () => distance(trained.w, target) ** 2 / 2;
    const before = loss();
    for (let i = 0; i < 200; i++) await trained.step(algebra.sub(trained.w, target), at(0.05));
    expect(loss()).toBeLessThan(before / 2);
  });
});

describe("Arjovsky’s product", () => {
  it("has the gradient of finite differences, n = 3", () => {
    const n = 3;
    const stream = random(2, "arjovsky");
    const flat = Float64Array.from({ length: 7 * n }, () => stream.normal());
    const c = complexForm(gaussian(n, stream, "complex"));
    const permutation = [2, 0, 1];
    const at = (x: Float64Array): ArjovskyParameters => {
      const part = (i: number) => x.slice(i * n, (i + 1) * n);
      return {
        angles: [part(0), part(1), part(2)],
        normals: [
          { re: part(3), im: part(4) },
          { re: part(5), im: part(6) },
        ],
      };
    };
    // Half, since the real form has every entry twice.
    const loss = (x: Float64Array) => inner(realForm(c), realForm(arjovskyMatrix(at(x), permutation))) / 2;
    const { angles, normals } = arjovskyGradient(at(flat), permutation, c);
    const found = [...angles, normals[0].re, normals[0].im, normals[1].re, normals[1].im];
    for (let i = 0; i < flat.length; i++) {
      const [up, down] = [1e-6, -1e-6].map((step) => loss(flat.map((x, j) => (j === i ? x + step : x))));
      expect(found[Math.floor(i / n)][i % n]).toBeCloseTo((up - down) / 2e-6, 6);
    }
  });

  it("draws its own start, the same for the same seed, and unitary for every size", () => {
    for (const n of [2, 3, 8]) {
      const w0 = orthogonal(n, random(1, "start"), "complex");
      const [one, same, other] = [1, 1, 2].map(
        (seed) => begin("arjovsky", w0, { numbers: "complex", seed }).w,
      );
      expect(drift(one)).toBeLessThan(1e-13);
      expect(one).toEqual(same);
      expect(distance(one, other)).toBeGreaterThan(0.1);
    }
  });
});

/** Orthogonal and unitary matrices, and signed permutations, which have the eigenvalue −1 and entries of 0. */
const starts = (check: (w0: Matrix, complex: boolean, seed: number) => void) =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      seeds,
      fc.constantFrom(...NUMBERS),
      fc.boolean(),
      (n, seed, numbers, signed) => {
        const complex = numbers === "complex";
        const real = signed && signedPermutation(n, seed);
        const zeros = { n, values: new Float64Array(n * n) };
        const structured = real && complex ? realForm({ re: real, im: zeros }) : real;
        check(structured || orthogonal(n, random(seed, "start"), numbers), complex, seed);
      },
    ),
  );

describe("the scaled Cayley transform", () => {
  it("equals any W₀, of either determinant and with eigenvalues −1, by a skew A of small entries", () => {
    starts((w0, complex) => {
      const d = signsOf(w0, complex);
      const a = skewOf(w0, d);
      expect(algebra.add(a, algebra.adjoint(a)).values.every((x) => x === 0)).toBe(true);
      expect(Math.max(...a.values.map(Math.abs))).toBeLessThan(5);
      expect(distance(scaledCayley(a, d), w0)).toBeLessThan(1e-12);
    });
  });

  it("has signs on the diagonal with |det(I + W₀D)| ≥ 1", () => {
    starts((w0, complex) => {
      const d = signsOf(w0, complex);
      expect(distance(algebra.mul(d, d), identity(w0.n))).toBe(0);
      expect(Math.abs(det(algebra.add(identity(w0.n), algebra.mul(w0, d))))).toBeGreaterThan(1 - 1e-9);
      // Those of a complex row are one sign.
      if (complex) expect(distance(d, realForm(complexForm(d)))).toBe(0);
    });
  });

  it.each(NUMBERS)("has the gradient of finite differences in the entries of A, %s", (numbers) => {
    for (const n of [1, 2, 4, 5]) {
      const stream = random(n, "scornn");
      const d = signsOf(orthogonal(n, stream, numbers), numbers === "complex");
      const a = algebra.skew(gaussian(n, stream, numbers));
      const g = gaussian(n, stream, numbers);
      const found = scaledCayleyGradient(scaledCayley(a, d), d, g);
      // Entry (i, j) of A above the diagonal, and its negative below; in the real form both halves of it move.
      const slope = (i: number, j: number) => {
        const unit = algebra.zeros(a);
        unit.values[i * a.n + j] = 1;
        const at = (step: number) =>
          inner(g, scaledCayley(algebra.add(a, algebra.scale(algebra.skew(unit), step)), d));
        return (at(1e-6) - at(-1e-6)) / 2e-6;
      };
      for (let i = 0; i < a.n; i++)
        for (let j = i + 1; j < a.n; j++) expect(found.values[i * a.n + j]).toBeCloseTo(slope(i, j), 6);
    }
  });
});

describe("the rule scornn", () => {
  it.each(NUMBERS)("moves W = D four times as far as exp does at the same rate, %s", async (numbers) => {
    const w0 = identity(numbers === "real" ? 4 : 8);
    const g = gaussian(4, random(1, "scornn"), numbers);
    const moved = async (id: "scornn" | "exp") => {
      const trained = begin(id, w0, { numbers });
      await trained.step(g, at(1e-6));
      return algebra.sub(trained.w, w0);
    };
    const [ours, exp] = [await moved("scornn"), await moved("exp")];
    expect(distance(ours, algebra.scale(exp, 4))).toBeLessThan(1e-4 * frobenius(ours));
  });
});

describe("a product of rotations of neighbouring rows", () => {
  it("has each pair of n layers once, and no row twice in a layer", () => {
    for (const n of [1, 2, 5, 8]) {
      const pairs = pairsOf(n);
      expect(pairs).toHaveLength((n * (n - 1)) / 2);
      const rows = pairs.flatMap(({ layer, p }) => [`${layer} ${p}`, `${layer} ${p + 1}`]);
      expect(new Set(rows).size).toBe(rows.length);
    }
  });

  it("equals any W₀, of either determinant", () => {
    starts((w0, complex) => {
      const { angles, d } = givensAngles(w0, complex);
      expect(distance(givensProduct(angles, d, complex), w0)).toBeLessThan(1e-12);
      const signs = Array.from({ length: d.n }, (_, k) => d.values[k * d.n + k]);
      expect(signs.slice(0, -1).every((sign) => sign === 1)).toBe(true);
      expect(signs[d.n - 1]).toBe(complex ? 1 : Math.round(det(w0)));
    });
  });

  it.each(NUMBERS)(
    "has the gradient of finite differences, of as many angles as are counted, %s",
    (numbers) => {
      const complex = numbers === "complex";
      for (const n of [1, 2, 5, 6]) {
        const stream = random(n, "givens");
        const { angles, d } = givensAngles(orthogonal(n, stream, numbers), complex);
        const g = gaussian(n, stream, numbers);
        const found = givensGradient(angles, givensProduct(angles, d, complex), g, complex);
        // Half for a complex W, since the real form has every entry twice.
        const wanted = slopes(angles, (x) => inner(g, givensProduct(x, d, complex)) / (complex ? 2 : 1));
        expect(distance(found, { n: angles.n, values: wanted })).toBeLessThan(1e-7 * (1 + frobenius(g)));
        expect(wanted.filter((slope) => slope !== 0)).toHaveLength(RULES.givens.trained(n, complex));
      }
    },
  );

  it.each(NUMBERS)("trains from the identity, at which every angle is 0, %s", async (numbers) => {
    const target = orthogonal(4, random(1, "target"), numbers);
    const trained = begin("givens", identity(target.n), { numbers });
    const loss = () => distance(trained.w, target) ** 2;
    const before = loss();
    for (let i = 0; i < 200; i++) await trained.step(algebra.sub(trained.w, target), at(0.1));
    expect(loss()).toBeLessThan(before / 2);
  });
});
