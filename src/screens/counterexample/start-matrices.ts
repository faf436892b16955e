import { type Matrix, matrix } from "../../math/arrays";
import { projectToOrthogonal } from "../../math/nearest-orthogonal";
import { random } from "../../math/random";

/** Where the loop starts: one of the presets, or the person's own entries. */
export type StartMatrix =
  | { readonly kind: "swap" }
  | { readonly kind: "rotation" }
  | { readonly kind: "random"; readonly seed: number }
  | { readonly kind: "own"; readonly rows: readonly (readonly number[])[] };

export const SIZES = [2, 3, 4] as const;
/** Beyond this an entry says nothing about the loop, and its square soon cannot be held. */
export const MAX_ENTRY = 1e6;
export const MAX_SEED = 4294967295;

const ROTATION_ANGLE = Math.PI / 6;
const RANDOM_SIZE = 4;

/** The matrix U₀ of a choice. */
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

/** The polar factor of a Gaussian matrix: every orthogonal matrix is equally likely. */
function randomOrthogonal(n: number, seed: number): Matrix {
  const stream = random(seed, "counterexample");
  return projectToOrthogonal(matrix(Array.from({ length: n * n }, () => stream.normal()))).nearest;
}

/** U₀ in another size: its leading block, filled up with the identity, which keeps a unitary one unitary. */
export function resized(u: Matrix, n: number): StartMatrix {
  const entry = (i: number, j: number) => (i < u.n && j < u.n ? u.values[i * u.n + j] : Number(i === j));
  return {
    kind: "own",
    rows: Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j))),
  };
}

const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as a person or an address writes it; null where it is none. */
export function parseNumeral(text: string): number | null {
  const plain = text.trim().replace("−", "-");
  return NUMERAL.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** An entry of the matrix, or the sentence that says what would be one. */
export function parseEntry(text: string): { value: number } | { refusal: string } {
  const value = parseNumeral(text);
  if (value === null)
    return { refusal: `“${text.trim().slice(0, 20)}” is not a number; 0.5 and -1 would be.` };
  if (Math.abs(value) > MAX_ENTRY)
    return { refusal: `${text.trim().slice(0, 20)} is too large; entries go from -1000000 to 1000000.` };
  return { value };
}
