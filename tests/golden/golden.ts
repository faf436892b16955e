import { readFileSync } from "node:fs";
import { afterAll, expect } from "vitest";
import { type Matrix, matrix } from "../../src/math/arrays";
import { realForm } from "../../src/math/complex";
import type bundled from "./golden.json";

export type Golden = typeof bundled;
export type Rows = number[][];
export interface ComplexRows {
  readonly re: Rows;
  readonly im: Rows;
}

/** The float64 reference values of FORMAT.md; the environment variable GOLDEN_FILE names another file of that format. */
export const golden = JSON.parse(
  readFileSync(process.env.GOLDEN_FILE ?? new URL("golden.json", import.meta.url), "utf8"),
) as Golden;

export const isComplex = (value: unknown): value is ComplexRows =>
  typeof value === "object" && value !== null && "re" in value;

/** A golden matrix; a complex one in real form. */
export const matrixOf = (value: unknown): Matrix =>
  isComplex(value) ? realForm({ re: matrix(value.re), im: matrix(value.im) }) : matrix(value as Rows);

/** All numbers of nested lists, in order; of a complex array first the real, then the imaginary parts. */
export function flat(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (isComplex(value)) return [...flat(value.re), ...flat(value.im)];
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as ArrayLike<unknown>).flatMap(flat);
  throw new TypeError(`${String(value)} is not an array of numbers.`);
}

/** [T, batch, n] complex numbers as [T, batch, 2n] real ones, Re before Im of each state; real ones as they are. */
export function states(value: unknown): number[] {
  if (!isComplex(value)) return flat(value);
  const rows = (part: unknown): number[][] =>
    Array.isArray((part as unknown[])[0]) ? (part as unknown[]).flatMap(rows) : [part as number[]];
  const [re, im] = [rows(value.re), rows(value.im)];
  return re.flatMap((row, i) => [...row, ...im[i]]);
}

/** Compares a section's values and says at the end how many it compared. */
export function comparing(section: keyof Golden) {
  let compared = 0;
  afterAll(() => {
    expect(compared, `values compared in ${section}`).toBeGreaterThan(0);
    process.stdout.write(`golden: ${section}: ${compared} values compared\n`);
  });
  /** max |got − wanted| ≤ tolerance · max(floor, max |wanted|), with as many values on both sides. */
  return (got: unknown, wanted: unknown, tolerance: number, floor = 0): void => {
    const [found, right] = [flat(got), flat(wanted)];
    expect(found.length).toBe(right.length);
    const scale = right.reduce((largest, value) => Math.max(largest, Math.abs(value)), floor);
    const error = found.reduce((largest, value, i) => Math.max(largest, Math.abs(value - right[i])), 0);
    expect(found.every(Number.isFinite)).toBe(true);
    expect(error).toBeLessThanOrEqual(tolerance * scale);
    compared += right.length;
  };
}
