import { afterAll, expect } from "vitest";
import { type Matrix, matrix } from "../../src/math/arrays";
import { complexForm, realForm } from "../../src/math/complex";
import { type Golden, golden } from "./golden-file";

export { type Golden, golden } from "./golden-file";
export type Rows = number[][];
export interface ComplexRows {
  readonly re: Rows;
  readonly im: Rows;
}

/** What a file of this format holds besides what it says of itself. */
export type Section = Exclude<keyof Golden, "format" | "seed" | "note">;
export const SECTIONS = Object.keys(golden).filter(
  (key) => !["format", "seed", "note"].includes(key),
) as Section[];
export type EntryOf<S extends Section> = Golden[S] extends readonly (infer E)[] ? E : Golden[S];

export const isComplex = (value: unknown): value is ComplexRows =>
  typeof value === "object" && value !== null && "re" in value && "im" in value;

const isMatrix = (value: unknown): value is Matrix =>
  typeof value === "object" && value !== null && "n" in value && "values" in value;

/** A golden matrix; a complex one in real form. */
export const matrixOf = (value: unknown): Matrix =>
  isComplex(value) ? realForm({ re: matrix(value.re), im: matrix(value.im) }) : matrix(value as Rows);

/** All numbers of nested lists or of a matrix, in order; of a complex array first the real, then the imaginary parts. */
export function flat(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (isMatrix(value)) return Array.from(value.values);
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

/** The inverse of {@link states}: rows of [Re; Im] as all real and all imaginary parts. */
export function unstacked(values: ArrayLike<number>, width: number, complex: boolean): unknown {
  if (!complex) return values;
  const part = (first: boolean) => Array.from(values).filter((_, i) => i % width < width / 2 === first);
  return { re: part(true), im: part(false) };
}

interface Eigenvalues {
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
}

/** The eigenvalues found, each in the place of the wanted one that it is nearest to. */
export function paired(found: Eigenvalues, wanted: Eigenvalues): { re: number[]; im: number[] } {
  const left = Array.from(found.re, (re, i) => ({ re, im: found.im[i] }));
  expect(left, "eigenvalues").toHaveLength(wanted.re.length);
  const matched = Array.from(wanted.re, (re, i) => {
    const distance = (z: { re: number; im: number }) => Math.hypot(z.re - re, z.im - wanted.im[i]);
    const nearest = left.reduce((best, one) => (distance(one) < distance(best) ? one : best));
    return left.splice(left.indexOf(nearest), 1)[0];
  });
  return { re: matched.map(({ re }) => re), im: matched.map(({ im }) => im) };
}

/** Where the fields of an entry that hold values are, such as `W_after.euclid`, `counts.3.iterations` or `h`. */
export function fieldsOf(value: unknown, path = ""): string[] {
  const isRecord = (x: unknown) => typeof x === "object" && x !== null && !Array.isArray(x) && !isComplex(x);
  if (!isRecord(value) && !(Array.isArray(value) && value.some(isRecord))) return [path];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) =>
    fieldsOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

const at = (entry: unknown, path: string): unknown =>
  path.split(".").reduce((value, key) => (value as Record<string, unknown>)[key], entry);

/** How near: ‖got − wanted‖ ≤ relative·‖wanted‖, or ≤ absolute, both in the Frobenius norm. */
export type Nearness = { readonly relative: number } | { readonly absolute: number };

/**
 * Compares the values of a section and says at the end how many they were. It fails where a field of an entry was
 * neither compared nor named as given.
 * @param given fields that hold what is put in, or what this suite leaves to another: `params` stands for all in it,
 *   `counts.*.lr` for that field of every item of a list
 * @param variant what this suite compares, where it is one of several for the section
 */
export function comparing<S extends Section>(
  section: S,
  given: readonly string[],
  variant = "float64",
): {
  readonly entries: readonly EntryOf<S>[];
  /** `got` is a number, nested lists, typed arrays or a matrix, a complex one in real form. */
  near(entry: EntryOf<S>, field: string, got: unknown, nearness: Nearness): void;
  /** Exactly, or both null. */
  equal(entry: EntryOf<S>, field: string, got: number | string | null): void;
} {
  const entries = [golden[section]].flat() as EntryOf<S>[];
  const compared = entries.map(() => new Set<string>());
  let values = 0;
  afterAll(() => {
    const isGiven = (field: string) => {
      const anywhere = field.replace(/\.\d+\./g, ".*.");
      return given.some((name) => anywhere === name || anywhere.startsWith(`${name}.`));
    };
    const missed = entries.flatMap((entry, i) =>
      fieldsOf(entry)
        .filter((field) => !isGiven(field) && !compared[i].has(field))
        .map((field) => `${section}[${i}].${field}`),
    );
    process.stdout.write(`golden: ${section}, ${variant}: ${values} values compared\n`);
    expect(missed, "fields that nothing was compared with").toEqual([]);
    expect(values).toBeGreaterThan(0);
  });
  const mark = (entry: EntryOf<S>, field: string, count: number) => {
    const fields = compared[entries.indexOf(entry)];
    if (!fields.has(field)) values += count;
    fields.add(field);
  };
  return {
    entries,
    near(entry, field, got, nearness) {
      const wanted = at(entry, field);
      const isForm = isMatrix(got) && isComplex(wanted);
      const [found, right] = [flat(isForm ? complexParts(got) : got), flat(wanted)];
      expect(found.length, `values of ${field}`).toBe(right.length);
      const error = Math.hypot(...found.map((value, i) => value - right[i]));
      const allowed = "absolute" in nearness ? nearness.absolute : nearness.relative * Math.hypot(...right);
      // Written so that a NaN is not near.
      if (!(error <= allowed)) {
        const place = `${section}[${entries.indexOf(entry)}].${field}`;
        expect.fail(`${place} is off by ${error} in norm, and ${allowed} is allowed.`);
      }
      mark(entry, field, right.length);
    },
    equal(entry, field, got) {
      expect(got, field).toBe(at(entry, field));
      mark(entry, field, 1);
    },
  };
}

const complexParts = (form: Matrix): number[] => {
  const { re, im } = complexForm(form);
  return [...re.values, ...im.values];
};
