import { type Matrix, requireFinite } from "./arrays";
import { complexForm, realForm } from "./complex";
import { cos, sin } from "./elementary";

/**
 * W = Gₙ⋯G₂G₁D with layers of rotations of neighbouring rows: of (0, 1), (2, 3), … in odd layers, of (1, 2), (3, 4), …
 * in even ones (Jing, Shen et al. 2017, "Tunable efficient unitary neural networks (EUNN)", with all n layers). In a
 * complex W each rotation is diag(e^{iφ}, 1)·R(θ), and D = diag(e^{iω}).
 *
 * All angles are entries of one matrix of the size of W, or of its real form: θ of layer l = 0, 1, … and rows p, p + 1
 * at (l, p), its φ at (l, p + 1), and ω in row n. The others are 0. A real D is fixed: see {@link givensAngles}.
 */

/** R: row a ← cos·a − sin·b, row b ← sin·a + cos·b, by the angle at this place of the matrix of angles. */
interface Rotation {
  readonly a: number;
  readonly b: number;
  readonly angle: number;
}

/**
 * The rotations in the order in which they act on the rows of [Re; Im], or on those of a real matrix. A phase rotates
 * a row of Re with the row of Im below it, and a complex row is rotated in both.
 */
function rotationsOf(size: number, complex: boolean): Rotation[] {
  const n = complex ? size / 2 : size;
  const rotations: Rotation[] = [];
  if (complex) for (let k = 0; k < n; k++) rotations.push({ a: k, b: n + k, angle: n * size + k });
  for (const { layer, p } of pairsOf(n)) {
    const angle = layer * size + p;
    rotations.push({ a: p, b: p + 1, angle });
    if (!complex) continue;
    rotations.push({ a: n + p, b: n + p + 1, angle }, { a: p, b: n + p, angle: angle + 1 });
  }
  return rotations;
}

/** The places of the n(n − 1)/2 rotations, those of the first layer first: rows p and p + 1. */
export function pairsOf(n: number): { readonly layer: number; readonly p: number }[] {
  const pairs: { layer: number; p: number }[] = [];
  for (let layer = 0; layer < n; layer++) for (let p = layer % 2; p + 1 < n; p += 2) pairs.push({ layer, p });
  return pairs;
}

/** The first n columns of a matrix: all of a real one, [Re; Im] of a complex one. */
function columnsOf(x: Matrix, complex: boolean): Float64Array {
  if (!complex) return Float64Array.from(x.values);
  const { re, im } = complexForm(x);
  return Float64Array.from([...re.values, ...im.values]);
}

function rotate(x: Float64Array, n: number, { a, b }: Rotation, c: number, s: number): void {
  for (let j = 0; j < n; j++) {
    const one = x[a * n + j];
    const other = x[b * n + j];
    x[a * n + j] = c * one - s * other;
    x[b * n + j] = s * one + c * other;
  }
}

/**
 * W, in 3n³ operations, or 18n³ if it is complex.
 * @param d D of a real W; the identity of a complex one
 * @throws RangeError if an angle is not finite
 */
export function givensProduct(angles: Matrix, d: Matrix, complex: boolean): Matrix {
  const { values } = requireFinite(angles, "The angles of the rotations");
  const n = complex ? d.n / 2 : d.n;
  const x = columnsOf(d, complex);
  for (const rotation of rotationsOf(d.n, complex)) {
    const angle = values[rotation.angle];
    rotate(x, n, rotation, cos(angle), sin(angle));
  }
  if (!complex) return { n, values: x };
  return realForm({
    re: { n, values: x.subarray(0, n * n) },
    im: { n, values: x.subarray(n * n) },
  });
}

/**
 * The gradient in the angles for G = ∂L/∂W, in about three times the operations of W. Rotation by rotation from the
 * last, W and G are taken back to what they are before it, and the slope in its angle is ⟨G, dR·R⁻¹·W⟩.
 */
export function givensGradient({ values }: Matrix, w: Matrix, gradient: Matrix, complex: boolean): Matrix {
  const n = complex ? w.n / 2 : w.n;
  const [x, g] = [columnsOf(w, complex), columnsOf(gradient, complex)];
  const slopes = new Float64Array(w.n * w.n);
  for (const rotation of rotationsOf(w.n, complex).reverse()) {
    const { a, b, angle } = rotation;
    for (let j = 0; j < n; j++) slopes[angle] += g[b * n + j] * x[a * n + j] - g[a * n + j] * x[b * n + j];
    const [c, s] = [cos(values[angle]), -sin(values[angle])];
    rotate(x, n, rotation, c, s);
    rotate(g, n, rotation, c, s);
  }
  return { n: w.n, values: slopes };
}
