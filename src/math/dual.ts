import type { Algebra } from "./algebra";

/** A + εD with ε² = 0: a matrix and its derivative in one direction. */
export interface Dual<M> {
  readonly value: M;
  readonly slope: M;
}

/** The algebra of dual numbers over an algebra: every result comes with its derivative. */
export function dual<M>(base: Algebra<M>): Algebra<Dual<M>> {
  return {
    precision: base.precision,
    identity: ({ value }) => ({ value: base.identity(value), slope: base.zeros(value) }),
    zeros: ({ value }) => ({ value: base.zeros(value), slope: base.zeros(value) }),
    mul: (a, b) => ({
      value: base.mul(a.value, b.value),
      slope: base.add(base.mul(a.value, b.slope), base.mul(a.slope, b.value)),
    }),
    mulAdjoint: (a, b) => ({
      value: base.mulAdjoint(a.value, b.value),
      slope: base.add(base.mulAdjoint(a.value, b.slope), base.mulAdjoint(a.slope, b.value)),
    }),
    add: (a, b) => ({ value: base.add(a.value, b.value), slope: base.add(a.slope, b.slope) }),
    sub: (a, b) => ({ value: base.sub(a.value, b.value), slope: base.sub(a.slope, b.slope) }),
    scale: (a, s) => ({ value: base.scale(a.value, s), slope: base.scale(a.slope, s) }),
    combine: (coefficients, terms) => ({
      value: base.combine(
        coefficients,
        terms.map(({ value }) => value),
      ),
      slope: base.combine(
        coefficients,
        terms.map(({ slope }) => slope),
      ),
    }),
    adjoint: (a) => ({ value: base.adjoint(a.value), slope: base.adjoint(a.slope) }),
    skew: (a) => ({ value: base.skew(a.value), slope: base.skew(a.slope) }),
    norm1: (a) => base.norm1(a.value),
    tidy: (f) => f(),
    free: (...all) => base.free(...all.flatMap(({ value, slope }) => [value, slope])),
  };
}
