import type { Algebra } from "../math/algebra";
import { expm } from "../math/expm";
import type { Rule } from "./rule";

/** What the direction of B is computed from. */
export interface ExponentialPoint<M> {
  /** B. */
  readonly b: M;
  /** W₀ of W = exp(B)·W₀. */
  readonly base: M;
  /** W. */
  readonly w: M;
  /** G = ∂L/∂W. */
  readonly gradient: M;
}

/**
 * W = exp(B)·W₀ with B ← B − α·D and D skew-Hermitian, so that W stays as unitary as W₀ is. The rules of this
 * family differ in D alone.
 * @param direction D; allocates freely, the caller tidies
 */
export function staticExponential(
  names: Pick<Rule, "id" | "label" | "formula">,
  direction: <M>(algebra: Algebra<M>, point: ExponentialPoint<M>) => Promise<M>,
): Rule {
  return {
    ...names,
    keeps: "unitary",
    begin(algebra, w0) {
      const base = algebra.scale(w0, 1);
      let b = algebra.zeros(w0);
      let w = algebra.scale(w0, 1);
      return {
        get w() {
          return w;
        },
        get exponent() {
          return b;
        },
        async step(gradient, rate) {
          const d = await direction(algebra, { b, base, w, gradient });
          const nextB = algebra.tidy(() => algebra.sub(b, algebra.scale(d, rate)));
          algebra.free(d);
          const turn = await expm(algebra, nextB).catch((error: unknown) => {
            algebra.free(nextB);
            throw error;
          });
          const nextW = algebra.mul(turn, base);
          algebra.free(turn, b, w);
          [b, w] = [nextB, nextW];
        },
        free: () => algebra.free(base, b, w),
      };
    },
  };
}
