import { deckDirection } from "../math/algebra";
import { newtonSchulz } from "../math/polar";
import { descent } from "./descent";
import { gradientInB } from "./exponential";
import { type Rule, skewEntriesOf } from "./rule";
import { exponentialTimes } from "./static-exponential";

const rebases = ({ step, rebase }: { readonly step: number; readonly rebase: number }) => step % rebase === 0;

/**
 * Dynamic trivialisation (Lezcano-Casado 2019, "Trivializations for gradient-based optimization on manifolds"):
 * W = exp(B)·base with the exact gradient in B, and base ← W, B ← 0 every K steps. At B = 0 that gradient is
 * A = GW* − WG*, and K = 1 is steepest descent along the group, W ← exp(−αA)·W.
 */
export const riemannian: Rule = descent<"b" | "base">(
  {
    label: "Riemannian",
    shortName: "Riemannian",
    network: "Unitary",
    formula: tex`W \leftarrow e^{-\alpha A}\, W,\quad A = G W^{*} - W G^{*}\;\;(K = 1)`,
    keeps: "unitary",
    numbers: ["real", "complex"],
    reads: ["precondition", "clip", "rebase"],
    products: 1 + 5 + 1,
    trained: skewEntriesOf,
    python: { file: "riemannian", name: "Riemannian", keywords: ({ rebase }) => ({ rebase }) },
  },
  (w0) => ({ w: w0, base: w0, b: { n: w0.n, values: new Float64Array(w0.n * w0.n) } }),
  {
    direction: (device, state, gradient, at) =>
      rebases(at)
        ? device.tidy(() => deckDirection(device, gradient, state.w))
        : gradientInB(device, state, gradient),
    async retract(device, state, delta, at) {
      const base = rebases(at) ? state.w : state.base;
      const b = rebases(at) ? device.scale(delta, -1) : device.sub(state.b, delta);
      try {
        const turned = await exponentialTimes(device, b, base);
        // Products of thousands of rounded rotations would wander off; one polar step brings each back.
        const w = device.tidy(() => newtonSchulz(device, turned));
        device.free(turned);
        return { w, b, base };
      } catch (error) {
        device.free(b);
        throw error;
      }
    },
  },
);
