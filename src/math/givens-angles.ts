import { arrays, type Matrix } from "./arrays";
import { type ComplexMatrix, complexForm } from "./complex";
import { angleOf } from "./elementary";
import { pairsOf } from "./givens";

/** Re and Im. */
type Complex = readonly [number, number];

/** The unitary 2×2 matrix [[d̄, −c̄], [c, d]] of determinant 1, on rows p and p + 1. */
interface Factor {
  readonly c: Complex;
  readonly d: Complex;
}

const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const conjugate = ([a, b]: Complex): Complex => [a, -b];
const minus = ([a, b]: Complex): Complex => [-a, -b];
const modulus = ([a, b]: Complex) => Math.sqrt(a * a + b * b);

/** Numbers smaller than this count as 0, so that rounding does not choose an angle. */
const ROUNDING = 1e-10;

const argument = (x: Complex) => (modulus(x) < ROUNDING ? 0 : angleOf(x[1], x[0]));

/** The same angle between −π and π. */
const wrapped = (angle: number) => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

/**
 * The angles and D of {@link givensProduct} for any orthogonal or unitary W₀. Clements et al. 2016, "Optimal design for
 * universal multiport interferometers", make the entries below the diagonal zero, antidiagonal by antidiagonal, by
 * turns from the right and from the left, and what remains is a diagonal. That is taken through all layers to the
 * right end: the signs of a real W₀ all move to the last place, so that D = diag(1, …, 1, det W₀).
 */
export function givensAngles(w0: Matrix, complex: boolean): { readonly angles: Matrix; readonly d: Matrix } {
  const { fromHost, identity, zeros } = arrays("float64");
  const { n: size } = w0;
  const u = complex ? complexForm(w0) : { re: fromHost(w0), im: zeros(w0) };
  const { n } = u.re;
  const { left, right } = eliminated(u);
  const diagonal = Array.from({ length: n }, (_, k) => entry(u, k, k));
  // Left·Δ·Right = Δ·(Δ⁻¹·Left·Δ)·Right.
  const throughDiagonal = (p: number, { c, d }: Factor): Factor => ({
    c: times(times(conjugate(diagonal[p + 1]), c), diagonal[p]),
    d,
  });
  const angles = zeros(w0);
  const ends = identity(w0);
  const signs = diagonal.map(([re]) => Math.sign(re));
  const phases = diagonal.map(argument);
  for (const { layer, p } of pairsOf(n).reverse()) {
    const outer = left.get(layer * n + p);
    const { c, d } = outer ? throughDiagonal(p, outer) : (right.get(layer * n + p) as Factor);
    const at = layer * size + p;
    if (complex) {
      // diag(e^{iΛ}) times the factor is diag(e^{iφ}, 1)·R(θ)·diag(e^{iΛ′}).
      const next = [argument(c) + phases[p + 1], argument(d) + phases[p + 1]];
      angles.values[at] = angleOf(modulus(c), modulus(d));
      angles.values[at + 1] = wrapped(phases[p] + phases[p + 1] - next[0] - next[1]);
      [phases[p], phases[p + 1]] = next;
    } else {
      angles.values[at] = angleOf(signs[p + 1] * c[0], signs[p] * d[0]);
      [signs[p], signs[p + 1]] = [1, signs[p] * signs[p + 1]];
    }
  }
  if (complex) for (let k = 0; k < n; k++) angles.values[n * size + k] = wrapped(phases[k]);
  else for (let k = 0; k < n; k++) ends.values[k * n + k] = signs[k];
  return { angles, d: ends };
}

const entry = ({ re, im }: ComplexMatrix, i: number, j: number): Complex => [
  re.values[i * re.n + j],
  im.values[i * re.n + j],
];

/**
 * Takes U to a diagonal Δ in place, with U = Left·Δ·Right.
 * @returns the factors by layer·n + p
 */
function eliminated(u: ComplexMatrix): { left: Map<number, Factor>; right: Map<number, Factor> } {
  const { n } = u.re;
  const [left, right] = [new Map<number, Factor>(), new Map<number, Factor>()];
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (i % 2 === 1) {
        // Columns p and p + 1 by the factor's inverse, so that entry (n − 1 − j, p) becomes 0.
        const p = i - 1 - j;
        const [c, d] = unit(entry(u, n - 1 - j, p), entry(u, n - 1 - j, p + 1));
        right.set(j * n + p, { c, d });
        combine(u, [p, p + 1, n], [d, minus(c), conjugate(c), conjugate(d)]);
      } else {
        // Rows p and p + 1 by the factor's inverse, so that entry (p + 1, j) becomes 0.
        const p = n - 1 - i + j;
        const [c, x] = unit(entry(u, p + 1, j), entry(u, p, j));
        const d = conjugate(x);
        left.set((n - 1 - j) * n + p, { c, d });
        combine(u, [p * n, (p + 1) * n, 1], [d, conjugate(c), minus(c), conjugate(d)]);
      }
    }
  }
  return { left, right };
}

/** Two numbers divided by √(|c|² + |d|²); 0 and 1 if that is 0. */
function unit(c: Complex, d: Complex): readonly [Complex, Complex] {
  const length = Math.sqrt(c[0] ** 2 + c[1] ** 2 + d[0] ** 2 + d[1] ** 2);
  if (length < ROUNDING) {
    return [
      [0, 0],
      [1, 0],
    ];
  }
  return [
    [c[0] / length, c[1] / length],
    [d[0] / length, d[1] / length],
  ];
}

/** Two rows or columns x and y, by their first places and their stride, become ax + by and cx + dy. */
function combine(
  { re: { n, values: re }, im: { values: im } }: ComplexMatrix,
  [first, second, stride]: readonly [number, number, number],
  [a, b, c, d]: readonly [Complex, Complex, Complex, Complex],
): void {
  for (let k = 0; k < n; k++) {
    const i = first + k * stride;
    const j = second + k * stride;
    const x = re[i];
    const xi = im[i];
    const y = re[j];
    const yi = im[j];
    re[i] = a[0] * x - a[1] * xi + b[0] * y - b[1] * yi;
    im[i] = a[0] * xi + a[1] * x + b[0] * yi + b[1] * y;
    re[j] = c[0] * x - c[1] * xi + d[0] * y - d[1] * yi;
    im[j] = c[0] * xi + c[1] * x + d[0] * yi + d[1] * y;
  }
}
