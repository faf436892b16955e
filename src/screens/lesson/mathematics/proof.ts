import { arrays, frobenius, type Matrix } from "../../../math/arrays";
import { expmArray } from "../../../math/expm";
import { inverseOf } from "../../../math/matrix-powers";

const algebra = arrays("float64");

/** A line of a proof: an equation, with both of its sides evaluated. */
export interface ProofLine {
  /** As MathML. */
  readonly left: string;
  readonly right: string;
  readonly because: string;
  readonly values: readonly [Matrix, Matrix];
  /** ‖left − right‖_F. */
  readonly miss: number;
  readonly holds: boolean;
}

/** The proof as corrected, or as printed in the lecture. */
export const VERSIONS = ["corrected", "printed"] as const;
export type Version = (typeof VERSIONS)[number];

/** Relative difference up to which two sides count as equal. */
const ROUNDING = 1e-12;

function line(left: string, right: string, because: string, values: readonly [Matrix, Matrix]): ProofLine {
  const miss = frobenius(algebra.sub(...values));
  const size = Math.max(1, ...values.map(frobenius));
  return { left, right, because, values, miss, holds: miss <= ROUNDING * size };
}

function inverseOfExp(b: Matrix): Matrix {
  const inverse = inverseOf(expmArray(b));
  // exp(B) is always invertible; elimination can fail only by rounding.
  if (!inverse) return expmArray(algebra.scale(b, -1));
  return { n: b.n, values: inverse.values.map((value) => value * 10 ** inverse.log10) };
}

/** Evaluates the proof that exp(B) is unitary line by line for this B: which lines hold, and the error of the others. */
export function proof(version: Version, b: Matrix): readonly ProofLine[] {
  const { adjoint, mul, add, scale } = algebra;
  const w = expmArray(b);
  const bStar = adjoint(b);
  const identity = algebra.identity(b);
  const product = mul(w, expmArray(bStar));
  const expOfSum = expmArray(add(b, bStar));
  const together = line(
    tex`\exp(B)\exp(B^*)`,
    tex`\exp(B+B^*)`,
    "holds if B and B* commute, as for any skew B, since B* = −B",
    [product, expOfSum],
  );
  const end = line(tex`\exp(B+B^*)`, tex`\exp(0)=I`, "needs B* = −B: B skew", [expOfSum, identity]);
  if (version === "corrected") {
    return [
      line(tex`WW^*`, tex`\exp(B)\exp(B)^*`, "what W is", [
        mul(w, adjoint(w)),
        mul(w, adjoint(expmArray(b))),
      ]),
      line(tex`\exp(B)\exp(B)^*`, tex`\exp(B)\exp(B^*)`, "always: the series is adjoint term by term", [
        mul(w, adjoint(w)),
        product,
      ]),
      together,
      end,
    ];
  }
  const inverse = inverseOfExp(b);
  const minus = expmArray(scale(b, -1));
  return [
    line(tex`WW^*`, tex`\exp(B)\exp^{-1}(B)^*`, "the first slip: W* is exp(B)*, with no inverse", [
      mul(w, adjoint(w)),
      mul(w, adjoint(inverse)),
    ]),
    line(tex`\exp(B)\exp^{-1}(B)^*`, tex`\exp(B)\exp(-B)^*`, "always: exp(−B) undoes exp(B)", [
      mul(w, adjoint(inverse)),
      mul(w, adjoint(minus)),
    ]),
    line(
      tex`\exp(B)\exp(-B)^*`,
      tex`\exp(B)\exp(B^*)`,
      "the second slip, which takes the first one back: exp(−B)* is exp(−B*)",
      [mul(w, adjoint(minus)), product],
    ),
    together,
    end,
  ];
}
