import { describe, expect, it } from "vitest";
import { measureJacobian } from "../../src/math/jacobian";
import { powerRanges } from "../../src/math/matrix-powers";
import { comparing, golden, matrixOf } from "./golden";

const close = comparing("nonnormal_powers");
const STEPS = 200;

describe.each(golden.nonnormal_powers)(
  "the norms of the powers of $name",
  ({ A, norm2_of_power, argmax, max }) => {
    const right = Object.entries<number>(norm2_of_power).map(([t, norm]) => [Number(t), norm] as const);

    it("are those of the reference", () => {
      const found = powerRanges(
        matrixOf(A),
        right.map(([t]) => t),
      );
      for (const [i, [, norm]] of right.entries()) close([10 ** found[i].largest], [norm], 1e-11);
    });

    it("are largest where the reference says, and as large", () => {
      const norms = powerRanges(
        matrixOf(A),
        Array.from({ length: STEPS + 1 }, (_, t) => t),
      ).map(({ largest }) => largest);
      expect(norms.indexOf(Math.max(...norms))).toBe(argmax);
      close([10 ** Math.max(...norms)], [max], 1e-11);
    });

    it("are what the Jacobian of an identity network grows by, with t = T − argmax its largest", () => {
      const w = matrixOf(A);
      const { times, whole } = measureJacobian(w, new Float64Array((argmax + 1) * w.n), () => {}, false);
      expect(times[0]).toBe(0);
      close([10 ** whole.largest[0]], [max], 1e-11);
    });
  },
);
