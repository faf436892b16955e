import { beforeAll, describe, expect, it } from "vitest";
import type { RuleId } from "../../src/config/schema";
import { tensors } from "../../src/kernels/tensors";
import { type Device, deckDirection } from "../../src/math/algebra";
import { arrays, frobenius, type Matrix } from "../../src/math/arrays";
import { expmAdjoint, expmArray } from "../../src/math/expm";
import { deckCosine, eigenangles, largestDifference } from "../../src/math/exponent";
import { random } from "../../src/math/random";
import { RULES } from "../../src/rules";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, type EntryOf, matrixOf, type Nearness } from "./golden";

type Entry = EntryOf<"ascent_example">;
type Near = (entry: Entry, field: string, got: unknown, nearness: Nearness) => void;
const GIVEN = ["theta", "target", "loss", "after_one_step.*.alpha"];
const algebra = arrays("float64");

const loss = (w: Matrix, { target }: Entry) => 0.5 * frobenius(algebra.sub(w, matrixOf(target))) ** 2;

/** The loss after one step of each rule, from W₀ = I and B as given. */
async function losses<M>(device: Device<M>, entry: Entry, near: Near, nearness: Nearness): Promise<void> {
  const b = matrixOf(entry.B);
  const w = expmArray(b);
  const cases: readonly [field: string, RuleId, start: Matrix, toB: number][] = [
    ["deck_minus", "deck-minus", algebra.identity(b), -0.5],
    ["deck_plus", "deck-plus", algebra.identity(b), 0.5],
    ["exact", "exp", algebra.identity(b), -0.5],
    ["riemann", "riemannian", w, 0],
  ];
  for (const [k, { alpha }] of entry.after_one_step.entries()) {
    for (const [field, id, start, toB] of cases) {
      const trained = RULES[id].begin(device, start, {
        numbers: "real",
        optimiser: "sgd",
        random: random(1, "ascent"),
      });
      const [setting, gradient] = [algebra.scale(b, toB), matrixOf(entry.G)].map((g) => device.fromHost(g));
      // At B = 0, W = I the direction of the gradient ±b/2 is ±b: one step with learning rate 1 sets B = b.
      if (toB !== 0) await trained.step(setting, { learningRate: 1, rebase: 1, beta: 0 });
      await trained.step(gradient, { learningRate: alpha, rebase: 1, beta: 0 });
      near(entry, `after_one_step.${k}.${field}`, loss(await device.toHost(trained.w), entry), nearness);
      device.free(setting, gradient);
      trained.free();
    }
  }
}

describe("the example on which the deck's rule climbs", () => {
  const { entries, near } = comparing("ascent_example", GIVEN);
  const [entry] = entries;
  const b = matrixOf(entry.B);

  it("is the reference's in every matrix", async () => {
    const w = expmArray(b);
    const g = algebra.sub(w, matrixOf(entry.target));
    const nearness = { relative: 1e-12 };
    // Two planes, each turned by θ.
    const turn = [
      [0, -entry.theta],
      [entry.theta, 0],
    ];
    const planes = [0, 1, 2, 3].map((i) =>
      [0, 1, 2, 3].map((j) => (i >> 1 === j >> 1 ? turn[i % 2][j % 2] : 0)),
    );
    near(entry, "B", planes, nearness);
    near(entry, "loss0", loss(w, entry), nearness);
    near(entry, "G", g, nearness);
    near(entry, "A", deckDirection(algebra, g, w), nearness);
    const m = await expmAdjoint(algebra, b, g);
    near(entry, "gradB", algebra.sub(m, algebra.adjoint(m)), nearness);
  });

  it("has the reference's loss after one step of four rules at three rates", async () => {
    await losses(algebra, entry, near, { relative: 1e-12 });
  });

  it("climbs by the deck's descent sign and descends by the exact gradient, at every rate", async () => {
    for (const { alpha, deck_minus, exact } of entry.after_one_step) {
      expect(deck_minus, `α = ${alpha}`).toBeGreaterThan(entry.loss0);
      expect(exact, `α = ${alpha}`).toBeLessThan(entry.loss0);
    }
    const angles = eigenangles(b, false);
    expect(largestDifference(angles, false)).toBeCloseTo(2 * entry.theta, 12);
    expect(2 * entry.theta).toBeGreaterThan(Math.PI);
    expect(await deckCosine(expmArray(b), b, matrixOf(entry.G))).toBeLessThan(0);
  });
});

describe.each(BACKENDS)("the example on which the deck's rule climbs, in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  const { entries, near } = comparing(
    "ascent_example",
    [...GIVEN, "B", "loss0", "G", "A", "gradB"],
    `float32 on ${backend}`,
  );

  it("has the reference's loss after one step of four rules at three rates", async () => {
    await losses(tensors, entries[0], near, { relative: 2e-5 });
  });
});
