import type { Rule } from "./rule";

/** W ← W − αG: gradient descent when nobody asks W to stay anything. */
export function additive(names: Pick<Rule, "id" | "label" | "formula">): Rule {
  return {
    ...names,
    keeps: "nothing",
    begin(algebra, w0) {
      let w = algebra.scale(w0, 1);
      return {
        get w() {
          return w;
        },
        exponent: undefined,
        async step(gradient, rate) {
          const next = algebra.tidy(() => algebra.sub(w, algebra.scale(gradient, rate)));
          algebra.free(w);
          w = next;
        },
        free: () => algebra.free(w),
      };
    },
  };
}
