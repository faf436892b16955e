import { describe, expect, it } from "vitest";
import { measureJacobian } from "../../src/math/jacobian";
import { powerRanges } from "../../src/math/matrix-powers";
import { spectrum } from "../../src/math/spectrum";
import { comparing, matrixOf } from "./golden";

const STEPS = 200;
const nearness = { relative: 1e-11 };

describe("the norms of the powers of a matrix with spectral radius 0.9", () => {
  const { entries, near, equal } = comparing("nonnormal_powers", ["name", "A"]);

  it.each(entries)("are those of the reference: $name", (entry) => {
    const powers = Object.keys(entry.norm2_of_power).map(Number);
    const found = powerRanges(matrixOf(entry.A), powers);
    for (const [i, t] of powers.entries())
      near(entry, `norm2_of_power.${t}`, 10 ** found[i].largest, nearness);
    // A defective matrix has its eigenvalues to the root of the roundoff only.
    expect(spectrum(matrixOf(entry.A)).spectralRadius).toBeCloseTo(0.9, 1);
  });

  it.each(entries)("are largest where the reference says, and as large: $name", (entry) => {
    const norms = powerRanges(
      matrixOf(entry.A),
      Array.from({ length: STEPS + 1 }, (_, t) => t),
    ).map(({ largest }) => largest);
    const largest = Math.max(...norms);
    equal(entry, "argmax", norms.indexOf(largest));
    near(entry, "max", 10 ** largest, nearness);
  });

  it.each(entries)(
    "are what the Jacobian of an identity network grows by, largest over argmax steps: $name",
    (entry) => {
      const w = matrixOf(entry.A);
      const states = new Float64Array((entry.argmax + 1) * w.n);
      const { times, whole } = measureJacobian(w, states, () => {}, false);
      expect(times[0]).toBe(0);
      near(entry, "max", 10 ** whole.largest[0], nearness);
    },
  );
});
