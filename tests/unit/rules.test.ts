import { describe, expect, it } from "vitest";
import { cayley } from "../../src/math/cayley";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { random } from "../../src/math/random";
import { at, begin, distance, gaussian, orthogonal } from "./rules-setting";

describe("the Riemannian rule", () => {
  it("with a base for K steps is the exponential rule started again from every K-th W", async () => {
    const stream = random(1, "rules");
    const [w0, g] = [orthogonal(6, stream), gaussian(6, stream)];
    const trained = begin("riemannian", w0);
    let fresh = begin("exp", w0);
    for (let step = 0; step < 9; step++) {
      if (step % 3 === 0) fresh = begin("exp", fresh.w);
      await trained.step(g, at(0.05, { rebase: 3 }));
      await fresh.step(g, at(0.05));
      expect(distance(trained.w, fresh.w)).toBeLessThan(1e-12);
    }
    const everyStep = begin("riemannian", w0);
    for (let step = 0; step < 9; step++) await everyStep.step(g, at(0.05));
    expect(distance(trained.w, everyStep.w)).toBeGreaterThan(1e-3);
  });
});

describe("Cayley’s transform", () => {
  it("refuses a matrix that has none", () => {
    expect(() => cayley({ n: 2, values: Float64Array.of(-2, 0, 0, 1) })).toThrow("no Cayley transform");
  });
});

describe("the nearest orthogonal matrix", () => {
  it("is refused for a matrix that is not finite", () => {
    expect(() => projectToOrthogonal({ n: 1, values: Float64Array.of(Number.NaN) })).toThrow(
      "The nearest orthogonal matrix: entry (1, 1) is NaN",
    );
  });
});
