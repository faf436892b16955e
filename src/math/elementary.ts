/**
 * Elementary functions computed with additions, multiplications and divisions only, which IEEE 754 rounds the same way
 * everywhere. ECMAScript does not specify the last digit of `Math.cos`, `Math.log` or `**`, and browsers and Node do
 * differ in it. Everything that determines a run's numbers uses these functions, so that a seed gives the same run
 * everywhere.
 */

/** c₀ + c₁z + c₂z² + … */
function series(coefficients: readonly number[], z: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * z + coefficients[k];
  return sum;
}

const sign = (k: number) => (k % 2 === 0 ? 1 : -1);
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
/**
 * The Taylor coefficients (−1)ᵏ/(2k)! of cos after 1 − z/2 and (−1)ᵏ/(2k + 1)! of sin after x; enough for |x| ≤ π/4.
 */
const COSINE = [2, 3, 4, 5, 6, 7, 8, 9].map((k) => sign(k) / factorial(2 * k));
const SINE = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => sign(k) / factorial(2 * k + 1));

/** cos(x + low) for |x| ≤ π/4 and a `low` smaller than x's last digit. */
function cosineNear0(x: number, low: number): number {
  const z = x * x;
  const half = z / 2;
  const main = 1 - half;
  return main + (1 - main - half + (z * z * series(COSINE, z) - x * low));
}

/** sin(x + low), likewise. */
function sineNear0(x: number, low: number): number {
  const z = x * x;
  return x + (low * (1 - z / 2) + x * z * series(SINE, z));
}

/** π/2 as a sum of three parts, of which the first two have 33 bits, so that small multiples of them are exact. */
const HALF_PI = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;

/** cos(x − quarters·π/2). */
function wave(x: number, quarters: number): number {
  const turned = x % (2 * Math.PI);
  const quadrant = Math.round(turned / (Math.PI / 2));
  // turned = quadrant·π/2 + high + low with |high + low| ≤ π/4.
  const main = turned - quadrant * HALF_PI[0];
  const rest = main - quadrant * HALF_PI[1];
  const lost = quadrant * HALF_PI[2] - (main - rest - quadrant * HALF_PI[1]);
  const high = rest - lost;
  const low = rest - high - lost;
  const place = (quadrant - quarters) & 3;
  const value = place % 2 === 0 ? cosineNear0(high, low) : sineNear0(high, low);
  return place === 1 || place === 2 ? -value : value;
}

/** cos(x), to a unit in the last place for |x| < 2π; beyond, x is taken modulo the double nearest to 2π. */
export const cos = (x: number): number => wave(x, 0);

/** sin(x), likewise. */
export const sin = (x: number): number => wave(x, 1);

/** ln 2 as a sum of two parts; whole multiples of the first are exact. */
const LOG_2 = [0.6931471803691238, 1.9082149292705877e-10] as const;
/** 2/(2k + 3): ln(1 + f) = 2s + s·z·Σ 2zᵏ/(2k + 3) with s = f/(2 + f), z = s², enough for √½ ≤ 1 + f ≤ √2. */
const LOGARITHM = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => 2 / (2 * k + 3));

/** ln(x), to a unit in the last place. */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return Math.log(x);
  let [m, exponent] = [x, 0];
  for (; m < Math.SQRT1_2; exponent--) m *= 2;
  for (; m >= Math.SQRT2; exponent++) m /= 2;
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  // 2s = f − s·f, and s·f = f²/2 − s·f²/2: the terms added to f are small.
  const half = (f * f) / 2;
  return s * (half + z * series(LOGARITHM, z)) + exponent * LOG_2[1] - half + f + exponent * LOG_2[0];
}

/** 1/(k + 2)!: eʳ = 1 + r + r²·Σ rᵏ/(k + 2)!, enough for |r| ≤ ln(2)/2. */
const EXPONENTIAL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((k) => 1 / factorial(k + 2));

/** eˣ, to two units in the last place for |x| < 708. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 708)) return Math.exp(x);
  const exponent = Math.round(x / Math.LN2);
  const r = x - exponent * LOG_2[0] - exponent * LOG_2[1];
  const value = 1 + (r + r * r * series(EXPONENTIAL, r));
  return exponent < 0 ? value / power(2, -exponent) : value * power(2, exponent);
}

/** xⁿ for a whole n ≥ 0, by squaring: to n units in the last place. */
export function power(x: number, n: number): number {
  let [result, square] = [1, x];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** arctan(x)/x as a series in x², enough for |x| ≤ tan(π/16). */
const ARCTANGENT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((k) => sign(k) / (2 * k + 1));

/**
 * The angle of the point (x, y), between −π and π, as `Math.atan2` has it, to a few units in the last place. The angle
 * of (0, 0) is 0.
 */
export function angleOf(y: number, x: number): number {
  const [down, across] = [Math.abs(y), Math.abs(x)];
  const [less, more] = down < across ? [down, across] : [across, down];
  // Twice the half angle, and that once more.
  let tangent = more === 0 ? 0 : less / more;
  for (let halvings = 0; halvings < 2; halvings++) tangent /= 1 + Math.sqrt(1 + tangent * tangent);
  const near0 = 4 * tangent * series(ARCTANGENT, tangent * tangent);
  const inQuadrant = down < across ? near0 : more === 0 ? 0 : Math.PI / 2 - near0;
  const above = x < 0 ? Math.PI - inQuadrant : inQuadrant;
  return y < 0 ? -above : above;
}
