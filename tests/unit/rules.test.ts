import { describe, expect, it } from "vitest";
import { RULES } from "../../src/config/schema";
import { deckDirection } from "../../src/math/algebra";
import { arrays, drift, frobenius, type Matrix, matrix } from "../../src/math/arrays";
import { expmAdjoint, expmArray } from "../../src/math/expm";
import { projectToOrthogonal } from "../../src/math/polar";
import { random } from "../../src/math/random";
import { RULES_BY_ID } from "../../src/rules";
import golden from "../golden/golden.json";

type Rows = number[][];
const algebra = arrays("float64");
const { sub, scale, adjoint } = algebra;
const distance = (a: Matrix, b: Matrix) => frobenius(sub(a, b));
const inner = (a: Matrix, b: Matrix) =>
  Array.from(a.values).reduce((sum, value, i) => sum + value * b.values[i], 0);
const isReal = (entry: { complex?: boolean }) => entry.complex !== true;

describe("the gradient through exp", () => {
  it.each(golden.exp_grad.filter(isReal))("agrees with the reference at n = $n", async (entry) => {
    const [b, g] = [matrix(entry.B as Rows), matrix(entry.G as Rows)];
    const m = await expmAdjoint(algebra, b, g);
    expect(distance(m, matrix(entry.M as Rows))).toBeLessThan(1e-11 * frobenius(m));
    const gradB = sub(m, adjoint(m));
    expect(distance(gradB, matrix(entry.gradB as Rows))).toBeLessThan(1e-11 * frobenius(m));
    const a = deckDirection(algebra, g, expmArray(b));
    expect(distance(a, matrix(entry.A as Rows))).toBeLessThan(1e-11 * frobenius(a));
    expect(inner(gradB, a) / frobenius(gradB) / frobenius(a)).toBeCloseTo(entry.cos_A_gradB, 10);
  });
});

/** W after one step of a rule from W₀. */
async function stepFrom(id: keyof typeof RULES_BY_ID, w: Matrix, g: Matrix, rate: number): Promise<Matrix> {
  const held = RULES_BY_ID[id].begin(algebra, w);
  await held.step(g, rate);
  return held.w;
}

describe("one step of each rule", () => {
  const entries = golden.rules.filter(isReal);

  it.each(entries)(
    "from W = exp(B) agrees with the reference where the base does not matter, n = $n, α = $lr",
    async (entry) => {
      const [w, g] = [matrix(entry.W as Rows), matrix(entry.G as Rows)];
      const after = entry.W_after as unknown as Record<string, Rows>;
      const close = async (id: keyof typeof RULES_BY_ID, wanted: Rows) => {
        const found = await stepFrom(id, w, g, entry.lr);
        expect(distance(found, matrix(wanted)), id).toBeLessThan(1e-11);
      };
      await close("none", after.euclid);
      await close("euclidean", after.euclid);
      await close("riemannian", after.riemann);
      // With B = 0 the exact gradient is the deck's direction, and both rules are one Riemannian step.
      await close("exp", after.riemann);
      await close("deck-minus", after.riemann);
    },
  );

  it.each(entries)("from W₀ = I, B as given, agrees with the reference: n = $n, α = $lr", async (entry) => {
    const [b, g] = [matrix(entry.B as Rows), matrix(entry.G as Rows)];
    const after = entry.W_after as unknown as Record<string, Rows>;
    for (const [id, wanted, sign] of [
      ["deck-plus", after.deck_plus, 1],
      ["deck-minus", after.deck_minus, -1],
      ["exp", after.exact_exp, -1],
    ] as const) {
      const held = RULES_BY_ID[id].begin(algebra, algebra.identity(b));
      // At B = 0, W = I the direction of the gradient ±b/2 is ±b, since b is skew: one step of rate 1 sets B = b.
      await held.step(scale(b, sign / 2), 1);
      await held.step(g, entry.lr);
      expect(distance(held.w, matrix(wanted)), id).toBeLessThan(1e-11 * Math.max(1, frobenius(b)));
    }
  });
});

describe("what the rules promise", () => {
  const stream = random(3, "rules");
  const draw = (n: number): Matrix => ({
    n,
    values: Float64Array.from({ length: n * n }, () => stream.normal()),
  });

  it.each(RULES.filter((id) => RULES_BY_ID[id].keeps === "unitary"))(
    "%s keeps W orthogonal over 200 large random steps",
    async (id) => {
      for (const n of [2, 3, 7]) {
        const held = RULES_BY_ID[id].begin(algebra, projectToOrthogonal(draw(n)).nearest);
        for (let i = 0; i < 200; i++) await held.step(draw(n), 0.3);
        expect(drift(held.w), `n = ${n}`).toBeLessThan(1e-11);
      }
    },
  );

  it.each(["none", "euclidean"] as const)("%s leaves the group in one step", async (id) => {
    const w = await stepFrom(id, projectToOrthogonal(draw(4)).nearest, draw(4), 0.01);
    expect(drift(w)).toBeGreaterThan(1e-3);
  });

  it.each(RULES)("%s moves a linear loss the way its sign says", async (id) => {
    const [w0, g] = [projectToOrthogonal(draw(5)).nearest, draw(5)];
    const w = await stepFrom(id, w0, g, 1e-4);
    const change = inner(g, sub(w, w0));
    if (id === "deck-plus") expect(change).toBeGreaterThan(0);
    else expect(change).toBeLessThan(0);
  });
});

describe("the deck’s rule with the descent sign", () => {
  it("climbs on the 4×4 example where the exact gradient descends", async () => {
    const example = golden.ascent_example;
    const [b, g, target] = [example.B, example.G, example.target].map((rows) => matrix(rows as Rows));
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

describe("the nearest orthogonal matrix", () => {
  it.each(golden.polar.filter(isReal))("is the reference’s polar factor, n = $n", ({ M, Q, singular }) => {
    const { nearest, distance: moved, smallestSingularValue } = projectToOrthogonal(matrix(M as Rows));
    expect(distance(nearest, matrix(Q as Rows))).toBeLessThan(1e-11);
    expect(moved).toBeCloseTo(Math.hypot(...singular.map((s) => s - 1)), 10);
    expect(smallestSingularValue).toBeCloseTo(Math.min(...singular), 10);
  });
  it("refuses a matrix that is not finite", () => {
    expect(() => projectToOrthogonal({ n: 1, values: Float64Array.of(Number.NaN) })).toThrow(
      "no longer finite",
    );
  });
});
