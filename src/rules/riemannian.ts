import { deckDirection } from "../math/algebra";
import { expm } from "../math/expm";
import { newtonSchulz } from "../math/polar";
import type { Rule } from "./rule";

/** Steepest descent along the group, re-based at every step: W ← exp(−αA)·W with A = GW* − WG*. */
export const riemannian: Rule = {
  id: "riemannian",
  label: "Riemannian",
  formula: tex`W \leftarrow e^{-\alpha A}\, W,\quad A = G W^{*} - W G^{*}`,
  keeps: "unitary",
  begin(algebra, w0) {
    let w = algebra.scale(w0, 1);
    return {
      get w() {
        return w;
      },
      exponent: undefined,
      async step(gradient, rate) {
        const exponent = algebra.tidy(() => algebra.scale(deckDirection(algebra, gradient, w), -rate));
        const turn = await expm(algebra, exponent).finally(() => algebra.free(exponent));
        // Products of thousands of rounded rotations would wander off; one polar step brings each back.
        const next = algebra.tidy(() => newtonSchulz(algebra, algebra.mul(turn, w)));
        algebra.free(turn, w);
        w = next;
      },
      free: () => algebra.free(w),
    };
  },
};
