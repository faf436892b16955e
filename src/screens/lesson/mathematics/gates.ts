import { logistic } from "../../../kernels/cells/cell-kind";
import { random } from "../../../math/random";

/** Returns the gate σ(b) of a bias b alone. */
export const gateOf = logistic;

/** Returns log₁₀ of the product of t equal gates, t = 0 … steps. */
export const productsOf = (gate: number, steps: number): readonly number[] =>
  Array.from({ length: steps + 1 }, (_, t) => t * Math.log10(gate));

/** Returns the number of time steps over which a factor halves: ln ½ / ln |λ|; Infinity if |λ| is 1. */
export const halfLife = (modulus: number): number =>
  modulus === 1 ? Number.POSITIVE_INFINITY : Math.log(0.5) / Math.log(modulus);

/** Two sequences that differ in their first word alone, and how far apart the states of a network stay, t = 0 … T. */
export interface Told {
  /** ‖h_t − h′_t‖ of a linear unitary network, which keeps every difference. */
  readonly unitary: readonly number[];
  /** The same of c, of a gate that stays open until it is told to forget. */
  readonly gated: readonly number[];
}

/** Units of both networks, and the time step of the first word. */
const UNITS = 4;
const FIRST = 2;

/**
 * Computes both distances: h_t = W h_{t−1} + x_t with W a rotation in each plane, and c_t = f_t c_{t−1} + x_t with f = 1, or
 * `closed` at the time step `reset`.
 */
export function toldToForget(steps: number, reset: number, closed: number): Told {
  const stream = random(1, "lesson told to forget");
  const angles = Array.from({ length: UNITS / 2 }, () => stream.uniform(0.1, 3));
  const word = () => Array.from({ length: UNITS }, () => stream.normal());
  const [one, other] = [word(), word()];
  const distances = (next: (state: readonly number[], t: number) => readonly number[]) => {
    let [a, b]: (readonly number[])[] = [new Array<number>(UNITS).fill(0), new Array<number>(UNITS).fill(0)];
    const all = [0];
    for (let t = 1; t <= steps; t++) {
      const plus = (state: readonly number[], x: readonly number[]) =>
        t === FIRST ? state.map((value, i) => value + x[i]) : state;
      [a, b] = [plus(next(a, t), one), plus(next(b, t), other)];
      all.push(Math.hypot(...a.map((value, i) => value - b[i])));
    }
    return all;
  };
  const turned = (state: readonly number[]) =>
    angles.flatMap((angle, k) => {
      const [x, y] = [state[2 * k], state[2 * k + 1]];
      return [Math.cos(angle) * x - Math.sin(angle) * y, Math.sin(angle) * x + Math.cos(angle) * y];
    });
  const size = Math.hypot(...one.map((value, i) => value - other[i]));
  const scaled = (all: readonly number[]) => all.map((value) => value / size);
  return {
    unitary: scaled(distances(turned)),
    gated: scaled(distances((state, t) => state.map((value) => (t === reset ? closed : 1) * value))),
  };
}

/** Returns eigenvalues on a ring: |λ|² uniform between the squares of both radii, the phase uniform on the circle. */
export function ringOf(
  min: number,
  max: number,
  count: number,
): { readonly re: number[]; readonly im: number[] } {
  const stream = random(1, "lesson ring");
  const drawn = Array.from({ length: count }, () => {
    const modulus = Math.sqrt(min * min + stream.uniform(0, 1) * (max * max - min * min));
    const phase = stream.uniform(0, 2 * Math.PI);
    return [modulus * Math.cos(phase), modulus * Math.sin(phase)] as const;
  });
  return { re: drawn.map(([re]) => re), im: drawn.map(([, im]) => im) };
}
