import fc from "fast-check";
import { Matrix as Dense, determinant } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { NUMBERS, type Numbers, type RuleId } from "../../src/config/schema";
import { deckDirection } from "../../src/math/algebra";
import { arrays, drift, frobenius, type Matrix } from "../../src/math/arrays";
import { complexForm, realForm } from "../../src/math/complex";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { retract } from "../../src/math/polar";
import { random } from "../../src/math/random";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { RULE_IDS, RULES } from "../../src/rules";
import { algebra, at, begin, distance, gaussian, givenTo, inner, orthogonal } from "./rules-setting";

const { sub, scale } = algebra;
const seeds = fc.integer({ min: 1, max: 1e6 });
const sizes = fc.integer({ min: 2, max: 7 });
const det = ({ n, values }: Matrix) => determinant(Dense.from1DArray(n, n, Array.from(values)));

/** Every rule with every kind of numbers that it can do. */
const CASES = RULE_IDS.flatMap((id) => RULES[id].numbers.map((numbers) => ({ id, numbers })));
const keeping = CASES.filter(({ id }) => RULES[id].keeps === "unitary");
const inside = CASES.filter(({ id }) => RULES[id].keeps === "inside the circle");
const moving = CASES.filter(({ id }) => id !== "frozen");

describe("rules that keep W unitary", () => {
  it.each(keeping)("do so after every step, however large: $id, $numbers", async ({ id, numbers }) => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        seeds,
        fc.double({ min: 1e-3, max: 30, noNaN: true }),
        async (n, seed, size) => {
          const stream = random(seed, "promise");
          const trained = begin(id, orthogonal(n, stream, numbers), { numbers, seed });
          for (let i = 0; i < 10; i++) {
            await trained.step(scale(gaussian(n, stream, numbers), size), at(0.3, { rebase: 3 }));
            expect(drift(trained.w)).toBeLessThan(1e-11);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each(keeping)("do so over 300 steps: $id, $numbers", async ({ id, numbers }) => {
    const stream = random(3, "rules");
    const trained = begin(id, orthogonal(4, stream, numbers), { numbers, optimiser: "adam" });
    for (let i = 0; i < 300; i++) await trained.step(gaussian(4, stream, numbers), at(0.1));
    expect(drift(trained.w)).toBeLessThan(1e-11);
  });

  it.each(keeping.filter(({ numbers }) => numbers === "real"))(
    "keep its determinant: $id",
    async ({ id }) => {
      // A projected step longer than 1 may land in the other component, so the steps are small.
      for (const n of [2, 3, 4, 5]) {
        for (const seed of [1, 2, 3, 4]) {
          const stream = random(seed, "determinant");
          const w0 = orthogonal(n, stream);
          const trained = begin(id, w0);
          for (let i = 0; i < 20; i++) await trained.step(gaussian(n, stream), at(0.05));
          expect(det(trained.w)).toBeCloseTo(det(w0), 10);
        }
      }
    },
  );
});

describe("rules that keep λ inside the circle", () => {
  /** The largest |λ| of a diagonal, and of it in float32. */
  const largest = ({ n, values }: Matrix) =>
    Math.max(
      ...Array.from({ length: n }, (_, j) => Math.hypot(values[j], values[n + j])),
      ...Array.from({ length: n }, (_, j) => Math.hypot(Math.fround(values[j]), Math.fround(values[n + j]))),
    );

  it("are the diagonal ones", () => {
    expect(inside.map(({ id }) => id)).toEqual(["diagonal"]);
  });

  it.each(inside.flatMap((one) => OPTIMISER_IDS.map((optimiser) => ({ ...one, optimiser }))))(
    "do so after every step, however large: $id, $numbers, by $optimiser",
    async ({ id, numbers, optimiser }) => {
      await fc.assert(
        fc.asyncProperty(
          sizes,
          seeds,
          fc.double({ min: 1e-3, max: 30, noNaN: true }),
          async (n, seed, size) => {
            const stream = random(seed, "inside");
            const trained = begin(id, gaussian(n, stream, numbers), { numbers, optimiser, seed });
            expect(largest(trained.w)).toBeLessThan(1);
            for (let i = 0; i < 30; i++) {
              const g = scale(gaussian(n, stream, numbers), size);
              await trained.step(givenTo(id, g), at(3));
              expect(largest(trained.w)).toBeLessThan(1);
            }
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it.each(inside)(
    "do so where a gradient always pulls λ outwards, and none where it has become 0: $id",
    async ({ id, numbers }) => {
      for (const [pull, end] of [
        [-1, 1],
        [1, 0],
      ]) {
        const trained = begin(id, gaussian(3, random(1, "pull"), numbers), { numbers, optimiser: "adam" });
        for (let i = 0; i < 400; i++) {
          const g = { n: 3, values: trained.w.values.map((x) => pull * x) };
          await trained.step(g, at(2));
          expect(largest(trained.w)).toBeLessThan(1);
        }
        expect(largest(trained.w)).toBeCloseTo(end, 4);
      }
    },
  );

  it.each(inside)(
    "leave λ at 0 where a step was so large that exp(ν) is infinite: $id",
    async ({ id, numbers }) => {
      const trained = begin(id, gaussian(3, random(1, "far"), numbers), { numbers });
      for (let i = 0; i < 3; i++) {
        const outwards = trained.w.values.map((x) => 1e6 * x);
        await trained.step({ n: 3, values: i === 0 ? outwards : Float64Array.of(1, 2, 3, 4, 5, 6) }, at(1e3));
        expect(Array.from(trained.w.values, Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
      }
    },
  );

  it.each(inside)("refuse a step that is not finite: $id", async ({ id, numbers }) => {
    const trained = begin(id, gaussian(2, random(1, "bad"), numbers), { numbers });
    const before = trained.w.values.slice();
    const g = { n: 2, values: Float64Array.of(1, Number.NaN, 0, 0) };
    await expect(trained.step(g, at(1))).rejects.toThrow(RangeError);
    expect(trained.w.values).toEqual(before);
  });
});

describe("rules that do not keep W unitary", () => {
  it.each(["none", "euclidean", "soft"] as const)("%s leaves the group in one step", async (id) => {
    const stream = random(3, "rules");
    const trained = begin(id, orthogonal(4, stream));
    await trained.step(gaussian(4, stream), at(0.01));
    expect(drift(trained.w)).toBeGreaterThan(1e-3);
  });
  it("soft attracts W to the group if the loss is constant", async () => {
    const stream = random(4, "rules");
    const trained = begin("soft", scale(orthogonal(4, stream), 1.2));
    const before = drift(trained.w);
    for (let i = 0; i < 100; i++) await trained.step(algebra.zeros(trained.w), at(0.02, { beta: 1 }));
    expect(drift(trained.w)).toBeLessThan(1e-3 * before);
  });
  it("frozen never changes W, whatever the settings", async () => {
    const stream = random(5, "rules");
    const w0 = gaussian(4, stream);
    const trained = begin("frozen", w0, { optimiser: "adam" });
    for (let i = 0; i < 3; i++) await trained.step(gaussian(4, stream), at(10));
    expect(trained.w.values).toEqual(w0.values);
  });
});

/** The change of the linear loss Re⟨G, W⟩ in a few small steps along the same G. */
async function changeOf(
  id: RuleId,
  numbers: Numbers,
  optimiser: "sgd" | "momentum",
  n: number,
  seed: number,
): Promise<{ change: number; gradient: number; turning: number }> {
  const stream = random(seed, "descent");
  const g = givenTo(id, gaussian(n, stream, numbers));
  const trained = begin(id, orthogonal(n, stream, numbers), { numbers, optimiser, seed });
  const w0 = trained.w;
  const turning = RULES[id].diagonal ? frobenius(g) : frobenius(deckDirection(algebra, g, w0));
  for (let i = 0; i < 3; i++) await trained.step(g, at(1e-5, { rebase: 2 }));
  return { change: inner(g, sub(trained.w, w0)), gradient: frobenius(g), turning };
}

describe("a small step", () => {
  const preconditioned = moving.flatMap((one) =>
    (["sgd", "momentum"] as const).map((by) => ({ ...one, by })),
  );
  it.each(preconditioned)(
    "changes a linear loss in the direction of its sign: $id, $numbers, by $by",
    async (one) => {
      await fc.assert(
        fc.asyncProperty(sizes, seeds, async (n, seed) => {
          const { change, gradient, turning } = await changeOf(one.id, one.numbers, one.by, n, seed);
          // A gradient at right angles to the group moves nothing along it, not even in proportion.
          fc.pre(turning > 0.1 * gradient);
          const sign = one.id === "deck-plus" ? 1 : -1;
          // Not by rounding: in proportion to the step.
          expect((sign * change) / gradient ** 2).toBeGreaterThan(1e-9);
        }),
        { numRuns: 20 },
      );
    },
  );
});

describe("a preconditioned direction", () => {
  const lie = ["exp", "deck-minus", "deck-plus", "riemannian"] as const;
  const cases = lie.flatMap((id) => OPTIMISER_IDS.map((optimiser) => ({ id, optimiser })));
  it.each(cases)("stays skew, so that W stays unitary: $id by $optimiser", async ({ id, optimiser }) => {
    for (const numbers of NUMBERS) {
      const stream = random(6, "skew");
      const trained = begin(id, orthogonal(5, stream, numbers), { numbers, optimiser });
      for (let i = 0; i < 20; i++) {
        await trained.step(gaussian(5, stream, numbers), at(0.05, { rebase: 50 }));
        const b = trained.exponent as Matrix;
        expect(frobenius(b)).toBeGreaterThan(0);
        expect(frobenius(algebra.add(b, algebra.adjoint(b)))).toBeLessThan(1e-12 * frobenius(b));
      }
    }
  });

  it.each(moving.filter(({ id, numbers }) => numbers === "complex" && !RULES[id].diagonal))(
    "keeps a complex W complex: $id",
    async ({ id }) => {
      const stream = random(7, "form");
      const trained = begin(id, orthogonal(4, stream, "complex"), { numbers: "complex", optimiser: "adam" });
      for (let i = 0; i < 20; i++) await trained.step(gaussian(4, stream, "complex"), at(0.02));
      expect(distance(trained.w, realForm(complexForm(trained.w)))).toBeLessThan(1e-11);
    },
  );
});

describe("the retraction to the nearest orthogonal matrix", () => {
  it.each(["float64", "float32"] as const)("finds it from any distance, in %s", async (precision) => {
    const device = arrays(precision);
    const tolerance = precision === "float64" ? 1e-12 : 1e-5;
    await fc.assert(
      fc.asyncProperty(sizes, seeds, fc.double({ min: 1e-3, max: 5, noNaN: true }), async (n, seed, size) => {
        const stream = random(seed, "retract");
        const w = device.fromHost(orthogonal(n, stream));
        const d = device.scale(device.fromHost(gaussian(n, stream)), size / n);
        const { nearest, smallestSingularValue } = projectToOrthogonal(device.toHost(device.sub(w, d)));
        fc.pre(smallestSingularValue > 1e-2);
        const found = device.toHost(await retract(device, w, d));
        expect(distance(found, nearest)).toBeLessThan(tolerance / smallestSingularValue);
      }),
      { numRuns: 60 },
    );
  });
  it("refuses a step that is not finite", async () => {
    const trained = begin("projection", algebra.identity({ n: 2, values: new Float64Array(4) }));
    const g = { n: 2, values: Float64Array.of(1, Number.NaN, 0, 0) };
    await expect(trained.step(g, at(1))).rejects.toThrow(RangeError);
    expect(drift(trained.w)).toBe(0);
  });
});

describe("a rule in the wrong lane", () => {
  it.each([
    ["householder", "complex", /Householder.*real matrices only.*complex/],
    ["diagonal", "real", /Linear recurrent unit.*complex matrices only.*real/],
    ["arjovsky", "real", /Arjovsky.*complex matrices only.*real/],
  ] as const)("%s is refused on %s numbers with a sentence", (id, numbers, sentence) => {
    const w0 = orthogonal(3, random(8, "refusal"), numbers);
    expect(() => begin(id, w0, { numbers })).toThrow(sentence);
  });
});
