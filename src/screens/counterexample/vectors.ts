import { type Matrix, rows } from "../../math/arrays";

/** Returns U·v. */
export const times = (u: Matrix, v: readonly number[]): number[] =>
  rows(u).map((row) => row.reduce((sum, entry, j) => sum + entry * v[j], 0));

/** Returns ‖v‖. */
export const length = (v: readonly number[]): number => Math.hypot(...v);

/** Returns the slide's v = [3, 4], padded with zeros to n entries. */
export const slideVector = (n: number): number[] => Array.from({ length: n }, (_, i) => [3, 4][i] ?? 0);

/** Returns the k-th unit vector along the axes. */
export const unitVector = (n: number, k: number): number[] =>
  Array.from({ length: n }, (_, i) => Number(i === k));
