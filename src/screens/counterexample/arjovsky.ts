import { arrays, frobenius, type Matrix } from "../../math/arrays";
import type { Random } from "../../math/random";

/** n complex numbers. */
export interface ComplexVector {
  readonly re: readonly number[];
  readonly im: readonly number[];
}

/** Parameters of W = D₃R₂F⁻¹D₂ΠR₁FD₁: 7n real numbers and a fixed permutation. */
export interface ArjovskyParameters {
  /** Angles of the three diagonal matrices D = diag(e^{iθ}). */
  readonly angles: readonly [readonly number[], readonly number[], readonly number[]];
  /** Normals of the two reflections R = I − 2vv* / ‖v‖². */
  readonly normals: readonly [ComplexVector, ComplexVector];
  /** (Πh)ᵢ = h[permutation[i]]. */
  readonly permutation: readonly number[];
}

/** Returns W·h for the recurrent matrix of Arjovsky, Shah and Bengio (2015, eq. 6), with the unitary Fourier matrix F. */
export function arjovskyTimes(
  { angles, normals, permutation }: ArjovskyParameters,
  h: ComplexVector,
): ComplexVector {
  let x = turn(h, angles[0]);
  x = reflect(fourier(x, -1), normals[0]);
  x = { re: permutation.map((j) => x.re[j]), im: permutation.map((j) => x.im[j]) };
  x = fourier(turn(x, angles[1]), 1);
  return turn(reflect(x, normals[1]), angles[2]);
}

/** Returns ‖WW* − I‖_F, from the columns of W. */
export function arjovskyDrift(parameters: ArjovskyParameters): number {
  const n = parameters.permutation.length;
  const zeros = new Array<number>(n).fill(0);
  const columns = zeros.map((_, j) =>
    arjovskyTimes(parameters, { re: zeros.map((__, i) => Number(i === j)), im: zeros }),
  );
  // The real form [[R, −I], [I, R]] contains each entry twice, hence the √2.
  const values = new Float64Array(4 * n * n);
  for (const [j, { re, im }] of columns.entries()) {
    for (let i = 0; i < n; i++) {
      values[i * 2 * n + j] = values[(i + n) * 2 * n + j + n] = re[i];
      values[(i + n) * 2 * n + j] = im[i];
      values[i * 2 * n + j + n] = -im[i];
    }
  }
  const w: Matrix = { n: 2 * n, values };
  const algebra = arrays("float64");
  const product = algebra.mul(w, algebra.adjoint(w));
  return frobenius(algebra.sub(product, algebra.identity(w))) / Math.SQRT2;
}

/** Draws parameters as the authors do: angles U(−π, π), normals U(−1, 1). */
export function randomArjovsky(n: number, random: Random): ArjovskyParameters {
  const draw = (width: number) => Array.from({ length: n }, () => random.uniform(-width, width));
  const permutation = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [permutation[i], permutation[j]] = [permutation[j], permutation[i]];
  }
  return {
    angles: [draw(Math.PI), draw(Math.PI), draw(Math.PI)],
    normals: [
      { re: draw(1), im: draw(1) },
      { re: draw(1), im: draw(1) },
    ],
    permutation,
  };
}

/** Updates every parameter p to p + α·sigmoid(p): the slide's update, applied to the parameters instead of W. */
export function updatedParameters(parameters: ArjovskyParameters, rate: number): ArjovskyParameters {
  const move = (values: readonly number[]) => values.map((p) => p + rate / (1 + Math.exp(-p)));
  const moveComplex = ({ re, im }: ComplexVector): ComplexVector => ({ re: move(re), im: move(im) });
  const [d1, d2, d3] = parameters.angles;
  const [v1, v2] = parameters.normals;
  return {
    ...parameters,
    angles: [move(d1), move(d2), move(d3)],
    normals: [moveComplex(v1), moveComplex(v2)],
  };
}

function turn({ re, im }: ComplexVector, angles: readonly number[]): ComplexVector {
  const [cos, sin] = [angles.map(Math.cos), angles.map(Math.sin)];
  return {
    re: re.map((x, i) => x * cos[i] - im[i] * sin[i]),
    im: re.map((x, i) => x * sin[i] + im[i] * cos[i]),
  };
}

/** Returns h − 2v(v*h)/‖v‖². */
function reflect(h: ComplexVector, v: ComplexVector): ComplexVector {
  let [re, im, square] = [0, 0, 0];
  for (let i = 0; i < v.re.length; i++) {
    re += v.re[i] * h.re[i] + v.im[i] * h.im[i];
    im += v.re[i] * h.im[i] - v.im[i] * h.re[i];
    square += v.re[i] ** 2 + v.im[i] ** 2;
  }
  const [a, b] = [(2 * re) / square, (2 * im) / square];
  return {
    re: h.re.map((x, i) => x - (v.re[i] * a - v.im[i] * b)),
    im: h.im.map((x, i) => x - (v.re[i] * b + v.im[i] * a)),
  };
}

/** Returns Σₖ hₖ e^{sign·2πijk/n} / √n: the unitary Fourier transform for −1, its inverse for +1. */
function fourier({ re, im }: ComplexVector, sign: 1 | -1): ComplexVector {
  const n = re.length;
  const sums = re.map((_, j) => {
    let [x, y] = [0, 0];
    for (let k = 0; k < n; k++) {
      const angle = (sign * 2 * Math.PI * ((j * k) % n)) / n;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      x += re[k] * cos - im[k] * sin;
      y += re[k] * sin + im[k] * cos;
    }
    return [x / Math.sqrt(n), y / Math.sqrt(n)] as const;
  });
  return { re: sums.map(([x]) => x), im: sums.map(([, y]) => y) };
}
