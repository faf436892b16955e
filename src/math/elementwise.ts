/**
 * Arithmetic entry by entry, on numbers of any shape, so that each optimiser stands once and moves flat tensors,
 * matrices on a device and plain arrays alike. Values are immutable: an operation returns new ones.
 */
export interface Elementwise<T> {
  /** As many zeros, in the same shape. */
  zeros(like: T): T;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  /** s·A for a real number s. */
  scale(a: T, s: number): T;
  /** A + s for a real number s. */
  shift(a: T, s: number): T;
  /** A ⊘ B, entry by entry. */
  divide(a: T, b: T): T;
  /** A ⊙ A, entry by entry. */
  square(a: T): T;
  /** √A, entry by entry. */
  sqrt(a: T): T;
  /** Runs `f` and frees what it allocated except its result; a no-op where memory is garbage-collected. */
  tidy<R>(f: () => R): R;
  /** Frees what the caller owns; a no-op where memory is garbage-collected. */
  free(...values: T[]): void;
}

/** Entry-by-entry arithmetic on plain arrays, from how one maps over them and over two at once. */
export function elementwise<T>(
  map: (a: T, f: (x: number) => number) => T,
  zip: (a: T, b: T, f: (x: number, y: number) => number) => T,
): Elementwise<T> {
  return {
    zeros: (like) => map(like, () => 0),
    add: (a, b) => zip(a, b, (x, y) => x + y),
    sub: (a, b) => zip(a, b, (x, y) => x - y),
    scale: (a, s) => map(a, (x) => s * x),
    shift: (a, s) => map(a, (x) => x + s),
    divide: (a, b) => zip(a, b, (x, y) => x / y),
    square: (a) => map(a, (x) => x * x),
    sqrt: (a) => map(a, Math.sqrt),
    tidy: (f) => f(),
    free: () => {},
  };
}
