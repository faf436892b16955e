import type { ComplexMatrix } from "./complex";
import { cos, sin } from "./elementary";

/** The factors of Arjovsky's W, each as a product with a complex n×n matrix X. */

/** A vector of n complex numbers. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const zeros = (n: number): ComplexMatrix => ({
  re: { n, values: new Float64Array(n * n) },
  im: { n, values: new Float64Array(n * n) },
});

/** diag(e^{iθ}) X. */
export function turn(x: ComplexMatrix, angles: Float64Array): ComplexMatrix {
  const { n } = x.re;
  const result = zeros(n);
  for (let i = 0; i < n; i++) {
    const [c, s] = [cos(angles[i]), sin(angles[i])];
    for (let at = i * n; at < (i + 1) * n; at++) {
      result.re.values[at] = c * x.re.values[at] - s * x.im.values[at];
      result.im.values[at] = s * x.re.values[at] + c * x.im.values[at];
    }
  }
  return result;
}

/** ∂L/∂θ of Y = diag(e^{iθ}) X, from Y and ∂L/∂Y: dY = i·diag(dθ)·Y. */
export function turnGradient(y: ComplexMatrix, gradient: ComplexMatrix): Float64Array {
  const { n } = y.re;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let at = i * n; at < (i + 1) * n; at++) {
      sum += gradient.im.values[at] * y.re.values[at] - gradient.re.values[at] * y.im.values[at];
    }
    return sum;
  });
}

/** ΠX: row i is row permutation[i] of X. */
export function permute(x: ComplexMatrix, permutation: readonly number[]): ComplexMatrix {
  const { n } = x.re;
  const result = zeros(n);
  for (const part of ["re", "im"] as const) {
    for (const [i, j] of permutation.entries()) {
      result[part].values.set(x[part].values.subarray(j * n, (j + 1) * n), i * n);
    }
  }
  return result;
}

/** Row i is Σⱼ e^{sign·2πi·ij/n} (row j of X) / √n: the unitary Fourier matrix for −1, its inverse for +1. */
export function fourier(x: ComplexMatrix, sign: 1 | -1): ComplexMatrix {
  const { n } = x.re;
  const result = zeros(n);
  const [re, im] = [result.re.values, result.im.values];
  // The n-th roots of unity over √n.
  const angles = Float64Array.from({ length: n }, (_, k) => (sign * 2 * Math.PI * k) / n);
  const cosines = angles.map((angle) => cos(angle) / Math.sqrt(n));
  const sines = angles.map((angle) => sin(angle) / Math.sqrt(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [c, s] = [cosines[(i * j) % n], sines[(i * j) % n]];
      for (let k = 0; k < n; k++) {
        const a = x.re.values[j * n + k];
        const b = x.im.values[j * n + k];
        re[i * n + k] += c * a - s * b;
        im[i * n + k] += s * a + c * b;
      }
    }
  }
  return result;
}

/** RX with R = I − 2vv* / ‖v‖². */
export function reflect(x: ComplexMatrix, v: ComplexVector): ComplexMatrix {
  const { n } = x.re;
  const along = adjointTimes(x, v);
  const factor = 2 / squareNorm(v);
  const result = zeros(n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const at = i * n + k;
      // (v*X)ₖ is the conjugate of (X*v)ₖ.
      result.re.values[at] = x.re.values[at] - factor * (v.re[i] * along.re[k] + v.im[i] * along.im[k]);
      result.im.values[at] = x.im.values[at] - factor * (v.im[i] * along.re[k] - v.re[i] * along.im[k]);
    }
  }
  return result;
}

/**
 * ∂L/∂v of Y = RX from X and ∂L/∂Y: with Q = (∂L/∂Y) X* it is −(2/‖v‖²)·[(Q + Q*)v − 2 Re(v*Qv) v/‖v‖²].
 */
export function reflectGradient(x: ComplexMatrix, gradient: ComplexMatrix, v: ComplexVector): ComplexVector {
  const { n } = x.re;
  const qv = times(gradient, adjointTimes(x, v));
  const adjointQv = times(x, adjointTimes(gradient, v));
  const square = squareNorm(v);
  let quadratic = 0;
  for (let i = 0; i < n; i++) quadratic += v.re[i] * qv.re[i] + v.im[i] * qv.im[i];
  const component = (part: "re" | "im") =>
    v[part].map(
      (value, i) => (-2 / square) * (qv[part][i] + adjointQv[part][i] - (2 * quadratic * value) / square),
    );
  return { re: component("re"), im: component("im") };
}

function squareNorm({ re, im }: ComplexVector): number {
  let sum = 0;
  for (let i = 0; i < re.length; i++) sum += re[i] * re[i] + im[i] * im[i];
  return sum;
}

/** Xv. */
function times({ re, im }: ComplexMatrix, v: ComplexVector): ComplexVector {
  const { n } = re;
  const result = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const a = re.values[i * n + j];
      const b = im.values[i * n + j];
      result.re[i] += a * v.re[j] - b * v.im[j];
      result.im[i] += a * v.im[j] + b * v.re[j];
    }
  }
  return result;
}

/** X*v. */
function adjointTimes({ re, im }: ComplexMatrix, v: ComplexVector): ComplexVector {
  const { n } = re;
  const result = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const a = re.values[i * n + j];
      const b = im.values[i * n + j];
      result.re[j] += a * v.re[i] + b * v.im[i];
      result.im[j] += a * v.im[i] - b * v.re[i];
    }
  }
  return result;
}
