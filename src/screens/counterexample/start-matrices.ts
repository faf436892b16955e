import { type Matrix, matrix } from "../../math/arrays";
import { projectToOrthogonal } from "../../math/nearest-orthogonal";
import { random } from "../../math/random";

/** The starting matrix: one of the presets, or the user's own entries. */
export type StartMatrix =
  | { readonly kind: "swap" }
  | { readonly kind: "rotation" }
  | { readonly kind: "random"; readonly seed: number }
  | { readonly kind: "own"; readonly rows: readonly (readonly number[])[] };

export const SIZES = [2, 3, 4] as const;
/** Largest entry: beyond it the loop shows nothing new, and squares soon overflow. */
export const MAX_ENTRY = 1e6;
export const MAX_SEED = 4294967295;

const ROTATION_ANGLE = Math.PI / 6;
const RANDOM_SIZE = 4;

/** Returns the matrix U₀ of a choice. */
export function startMatrix(start: StartMatrix): Matrix {
  switch (start.kind) {
    case "swap":
      return matrix([
        [0, 1],
        [1, 0],
      ]);
    case "rotation": {
      const [cos, sin] = [Math.cos(ROTATION_ANGLE), Math.sin(ROTATION_ANGLE)];
      return matrix([
        [cos, -sin],
        [sin, cos],
      ]);
    }
    case "random":
      return randomOrthogonal(RANDOM_SIZE, start.seed);
    case "own":
      return matrix(start.rows);
  }
}

/** Draws the polar factor of a Gaussian matrix, which is uniform (Haar) on the orthogonal matrices. */
function randomOrthogonal(n: number, seed: number): Matrix {
  const stream = random(seed, "counterexample");
  return projectToOrthogonal(matrix(Array.from({ length: n * n }, () => stream.normal()))).nearest;
}

/** Resizes U₀: its leading block, extended by the identity, so that a unitary matrix made larger stays unitary. */
export function resized(u: Matrix, n: number): StartMatrix {
  const entry = (i: number, j: number) => (i < u.n && j < u.n ? u.values[i * u.n + j] : Number(i === j));
  return {
    kind: "own",
    rows: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j))),
  };
}

const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Parses a number as typed or as in an address; null if it is not a number. */
export function parseNumeral(text: string): number | null {
  const plain = text.trim().replace("−", "-");
  return NUMERAL.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** Parses an entry of the matrix, or returns a sentence on what is wrong. */
export function parseEntry(text: string): { value: number } | { refusal: string } {
  const value = parseNumeral(text);
  if (value === null)
    return { refusal: `“${text.trim().slice(0, 20)}” is not a number; 0.5 and -1 would be.` };
  if (Math.abs(value) > MAX_ENTRY)
    return { refusal: `${text.trim().slice(0, 20)} is too large; entries go from -1000000 to 1000000.` };
  return { value };
}
