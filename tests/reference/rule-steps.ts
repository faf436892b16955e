import { Matrix as Dense, LuDecomposition, SVD } from "ml-matrix";
import type { RuleId } from "../../src/config/schema";
import { arrays, matrix, rows } from "../../src/math/arrays";
import { expmAdjoint, expmArray } from "../../src/math/expm";
import { givensAngles } from "../../src/math/givens-angles";
import { householderVectors } from "../../src/math/householder";
import { signsOf } from "../../src/math/scaled-cayley";
import type { Rows } from "./network";

/**
 * One step of each rule for a real W in float64, written from its formula on nested arrays. It uses from the lab only exp
 * and its adjoint derivative, which the golden file verifies, and where the products start: the initial reflections,
 * the initial angles, and the signs of D.
 */
export type RuleStep = (w: Rows, gradient: Rows) => Rows | Promise<Rows>;

export interface StepRates {
  /** α */
  readonly rate: number;
  readonly beta: number;
}

const times = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const transpose = (a: Rows): Rows => a[0].map((_, j) => a.map((row) => row[j]));
/** a + s·b. */
const plus = (a: Rows, b: Rows, s = 1): Rows => a.map((row, i) => row.map((x, j) => x + s * b[i][j]));
const zeros = (n: number): Rows => Array.from({ length: n }, () => new Array<number>(n).fill(0));
const identity = (n: number): Rows => zeros(n).map((row, i) => row.map((_, j) => Number(i === j)));
const exp = (b: Rows): Rows => rows(expmArray(matrix(b)));

/** GWᵀ − WGᵀ. */
const turning = (w: Rows, g: Rows): Rows => plus(times(g, transpose(w)), times(w, transpose(g)), -1);

/** W = exp(B)·W₀ with B ← B − α·D. */
function exponential(
  w0: Rows,
  rate: () => number,
  direction: (w: Rows, g: Rows, b: Rows) => Rows | Promise<Rows>,
) {
  let b = zeros(w0.length);
  return async (w: Rows, g: Rows): Promise<Rows> => {
    b = plus(b, await direction(w, g, b), -rate());
    return times(exp(b), w0);
  };
}

/** M − Mᵀ with M the adjoint derivative of exp at B, applied to G·W₀ᵀ. */
async function exactGradient(b: Rows, g: Rows, w0: Rows): Promise<Rows> {
  const m = rows(await expmAdjoint(arrays("float64"), matrix(b), matrix(times(g, transpose(w0)))));
  return plus(m, transpose(m), -1);
}

/** (I + αA/2)⁻¹(I − αA/2)·W. */
function cayley(w: Rows, g: Rows, rate: number): Rows {
  const half = turning(w, g).map((row) => row.map((x) => (x * rate) / 2));
  const eye = identity(w.length);
  const right = times(plus(eye, half, -1), w);
  return new LuDecomposition(new Dense(plus(eye, half))).solve(new Dense(right)).to2DArray();
}

/** UVᵀ of M = UΣVᵀ. */
export function polar(m: Rows): Rows {
  const svd = new SVD(new Dense(m));
  return svd.leftSingularVectors.mmul(svd.rightSingularVectors.transpose()).to2DArray();
}

/** H₁⋯Hₙ with Hₖ = I − 2vₖvₖᵀ/‖vₖ‖². */
function reflections(vectors: Rows): Rows {
  return vectors.reduce((product, v) => {
    const square = v.reduce((sum, x) => sum + x * x, 0);
    if (square === 0) return product;
    const along = product.map((row) => row.reduce((sum, x, j) => sum + x * v[j], 0));
    return product.map((row, i) => row.map((x, j) => x - (2 * along[i] * v[j]) / square));
  }, identity(vectors.length));
}

const aboveDiagonal = (a: Rows): Rows => a.map((row, i) => row.map((x, j) => (j > i ? x : 0)));

/** (I + A)⁻¹(I − A)D with the skew A of these entries above the diagonal. */
function scaledCayley(entries: Rows, d: Rows): Rows {
  const [above, eye] = [aboveDiagonal(entries), identity(entries.length)];
  const a = plus(above, transpose(above), -1);
  const right = times(plus(eye, a, -1), d);
  return new LuDecomposition(new Dense(plus(eye, a))).solve(new Dense(right)).to2DArray();
}

/** A = (I − W₀D)(I + W₀D)⁻¹ = 2(I + W₀D)⁻¹ − I. */
function inverseCayley(w0: Rows, d: Rows): Rows {
  const eye = identity(w0.length);
  const inverse = new LuDecomposition(new Dense(plus(eye, times(w0, d)))).solve(new Dense(eye)).to2DArray();
  return plus(plus(inverse, inverse), eye, -1);
}

/** Layers of rotations of rows p and p + 1, from the angles θ[layer][p], times D: each a matrix of its own. */
function rotations(angles: Rows, d: Rows): Rows {
  const n = angles.length;
  return angles.reduce((product, row, layer) => {
    const g = identity(n);
    for (let p = layer % 2; p + 1 < n; p += 2) {
      const [c, s] = [Math.cos(row[p]), Math.sin(row[p])];
      [g[p][p], g[p][p + 1], g[p + 1][p], g[p + 1][p + 1]] = [c, -s, s, c];
    }
    return times(g, product);
  }, d);
}

/** Gradient descent on the numbers that W is made of, with the gradient by central differences. */
function parametrised(start: Rows, rate: () => number, product: (parameters: Rows) => Rows): RuleStep {
  let parameters = start;
  const step = 1e-6;
  return (_w, g) => {
    const loss = (at: Rows) =>
      product(at).reduce((sum, row, i) => sum + row.reduce((s, x, j) => s + x * g[i][j], 0), 0);
    const slope = (i: number, j: number) => {
      const moved = (by: number) =>
        loss(parameters.map((row, p) => (p === i ? row.map((x, q) => (q === j ? x + by : x)) : row)));
      return (moved(step) - moved(-step)) / (2 * step);
    };
    parameters = parameters.map((row, i) => row.map((x, j) => x - rate() * slope(i, j)));
    return product(parameters);
  };
}

/**
 * A rule starting from W₀, with its state; the rates are read at each step.
 * @throws RangeError for a rule that trains only complex matrices, and for one that is not implemented here
 */
export function ruleStep(id: RuleId, w0: Rows, rates: StepRates): RuleStep {
  const rate = () => rates.rate;
  switch (id) {
    case "none":
    case "euclidean":
      return (w, g) => plus(w, g, -rates.rate);
    case "soft":
      return (w, g) => {
        const defect = plus(times(w, transpose(w)), identity(w.length), -1);
        return plus(plus(w, g, -rates.rate), times(defect, w), -4 * rates.beta * rates.rate);
      };
    case "frozen":
      return (w) => w;
    case "exp":
      return exponential(w0, rate, (_w, g, b) => exactGradient(b, g, w0));
    case "deck-minus":
      return exponential(w0, rate, turning);
    case "deck-plus":
      return exponential(w0, () => -rates.rate, turning);
    case "riemannian":
      return (w, g) => times(exp(turning(w, g).map((row) => row.map((x) => -rates.rate * x))), w);
    case "cayley":
      return (w, g) => cayley(w, g, rates.rate);
    case "projection":
      return (w, g) => polar(plus(w, g, -rates.rate));
    case "householder":
      return parametrised(rows(householderVectors(matrix(polar(w0)))), rate, reflections);
    case "arjovsky":
    case "diagonal":
      throw new RangeError(`The rule ${id} trains complex matrices only.`);
    case "scornn": {
      const start = polar(w0);
      const d = rows(signsOf(matrix(start), false));
      return parametrised(inverseCayley(start, d), rate, (a) => scaledCayley(a, d));
    }
    case "givens": {
      const { angles, d } = givensAngles(matrix(polar(w0)), false);
      return parametrised(rows(angles), rate, (at) => rotations(at, rows(d)));
    }
  }
  throw new RangeError(
    `The reference has no rule “${id satisfies never}”: write it in tests/reference/rule-steps.ts.`,
  );
}
