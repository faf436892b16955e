import { describe, expect, it } from "vitest";
import type { RuleId } from "../../src/config/schema";
import { deckDirection } from "../../src/math/algebra";
import { frobenius, type Matrix } from "../../src/math/arrays";
import { cayley } from "../../src/math/cayley";
import { expmAdjoint, expmArray } from "../../src/math/expm";
import { newtonSchulz, projectToOrthogonal } from "../../src/math/polar";
import golden from "../golden/golden.json";
import { algebra, at, begin, distance, inner, numbersOf, read } from "./rules-setting";

const { add, sub, scale, adjoint } = algebra;

describe("the gradient through exp", () => {
  it.each(golden.exp_grad)("agrees with the reference: n = $n, complex $complex", async (entry) => {
    const [b, g] = [read(entry.B), read(entry.G)];
    const m = await expmAdjoint(algebra, b, g);
    expect(distance(m, read(entry.M))).toBeLessThan(1e-11 * frobenius(m));
    const gradB = sub(m, adjoint(m));
    expect(distance(gradB, read(entry.gradB))).toBeLessThan(1e-11 * frobenius(m));
    const a = deckDirection(algebra, g, expmArray(b));
    expect(distance(a, read(entry.A))).toBeLessThan(1e-11 * frobenius(a));
    expect(inner(gradB, a) / frobenius(gradB) / frobenius(a)).toBeCloseTo(entry.cos_A_gradB, 10);
  });
});

/** The reference's results of one step, by its own names. */
const afterwards = (entry: (typeof golden.rules)[number]) =>
  entry.W_after as Readonly<Record<string, unknown>>;

describe("one step of each rule agrees with the reference", () => {
  it.each(golden.rules)(
    "from W = exp(B), where the base does not matter: n = $n, α = $lr, complex $complex",
    async (entry) => {
      const [w, g] = [read(entry.W), read(entry.G)];
      const after = afterwards(entry);
      for (const [id, wanted, start] of [
        ["none", after.euclid, w],
        ["euclidean", after.euclid, w],
        ["soft", after.soft, w],
        ["soft", after.soft_from_W_plus_005G, add(w, scale(g, 0.05))],
        ["riemannian", after.riemann, w],
        // With B = 0 the exact gradient is the deck's direction, and both rules are one Riemannian step.
        ["exp", after.riemann, w],
        ["deck-minus", after.riemann, w],
        ["cayley", after.cayley, w],
        ["projection", after.polar, w],
        ["frozen", entry.W, w],
      ] as [RuleId, unknown, Matrix][]) {
        const held = begin(id, start, { numbers: numbersOf(entry) });
        await held.step(g, at(entry.lr, { beta: entry.beta }));
        expect(distance(held.w, read(wanted)), id).toBeLessThan(1e-11);
      }
    },
  );

  it.each(golden.rules)("from W₀ = I, B as given: n = $n, α = $lr, complex $complex", async (entry) => {
    const [b, g] = [read(entry.B), read(entry.G)];
    const after = afterwards(entry);
    for (const [id, wanted, sign] of [
      ["deck-plus", after.deck_plus, 1],
      ["deck-minus", after.deck_minus, -1],
      ["exp", after.exact_exp, -1],
      // Within one tangent space dynamic trivialisation is the static one.
      ["riemannian", after.exact_exp, -1],
    ] as const) {
      const held = begin(id, algebra.identity(b), { numbers: numbersOf(entry) });
      // At B = 0, W = I the direction of the gradient ±b/2 is ±b, since b is skew: one step of rate 1 sets B = b.
      await held.step(scale(b, sign / 2), at(1, { rebase: 1000 }));
      await held.step(g, at(entry.lr, { rebase: 1000 }));
      expect(distance(held.w, read(wanted)), id).toBeLessThan(1e-11 * Math.max(1, frobenius(b)));
    }
  });
});

describe("the Riemannian rule", () => {
  it("with a base for K steps is the exponential rule begun afresh from every K-th W", async () => {
    const [entry] = golden.rules.filter(({ n }) => n === 6);
    const [w0, g] = [read(entry.W), read(entry.G)];
    const held = begin("riemannian", w0);
    let fresh = begin("exp", w0);
    for (let step = 0; step < 9; step++) {
      if (step % 3 === 0) fresh = begin("exp", fresh.w);
      await held.step(g, at(0.05, { rebase: 3 }));
      await fresh.step(g, at(0.05));
      expect(distance(held.w, fresh.w)).toBeLessThan(1e-12);
    }
    const everyStep = begin("riemannian", w0);
    for (let step = 0; step < 9; step++) await everyStep.step(g, at(0.05));
    expect(distance(held.w, everyStep.w)).toBeGreaterThan(1e-3);
  });
});

describe("the deck’s rule with the descent sign", () => {
  it("climbs on the 4×4 example where the exact gradient descends", async () => {
    const example = golden.ascent_example;
    const [b, g, target] = [example.B, example.G, example.target].map(read);
    const loss = (w: Matrix) => 0.5 * frobenius(sub(w, target)) ** 2;
    expect(loss(expmArray(b))).toBeCloseTo(example.loss0, 12);
    const a = deckDirection(algebra, g, expmArray(b));
    const m = await expmAdjoint(algebra, b, g);
    const gradB = sub(m, adjoint(m));
    for (const rate of [1e-3, 1e-2]) {
      expect(loss(expmArray(sub(b, scale(a, rate))))).toBeGreaterThan(example.loss0);
      expect(loss(expmArray(sub(b, scale(gradB, rate))))).toBeLessThan(example.loss0);
    }
  });
});

describe("Cayley’s transform", () => {
  it.each(golden.cayley)("is the reference’s: n = $n, complex $complex", ({ A, C }) => {
    expect(distance(cayley(read(A)), read(C))).toBeLessThan(1e-12);
  });
  it("refuses the matrix that has none", () => {
    expect(() => cayley({ n: 2, values: Float64Array.of(-2, 0, 0, 1) })).toThrow("no Cayley transform");
  });
});

describe("the nearest orthogonal matrix", () => {
  it.each(golden.polar)("is the reference’s polar factor: n = $n, complex $complex", ({ M, Q, singular }) => {
    const { nearest, distance: moved, smallestSingularValue } = projectToOrthogonal(read(M));
    expect(distance(nearest, read(Q))).toBeLessThan(1e-11);
    // The real form of a complex matrix has each singular value twice.
    const times = read(M).n / singular.length;
    expect(moved / Math.sqrt(times)).toBeCloseTo(Math.hypot(...singular.map((s) => s - 1)), 10);
    expect(smallestSingularValue).toBeCloseTo(Math.min(...singular), 10);
  });
  it.each(golden.newton_schulz)("is approached as the reference’s Newton–Schulz does, n = $n", ({ W }) => {
    let x = read(W[0]);
    for (const wanted of W.slice(1)) {
      x = newtonSchulz(algebra, x);
      expect(distance(x, read(wanted))).toBeLessThan(1e-12);
    }
  });
  it("refuses a matrix that is not finite", () => {
    expect(() => projectToOrthogonal({ n: 1, values: Float64Array.of(Number.NaN) })).toThrow(
      "no longer finite",
    );
  });
});
