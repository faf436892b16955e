/** The names of the symbols 0 … count − 1 that a network recalls: a, b, c, … */
export const letters = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, symbol) => String.fromCharCode(97 + symbol));

/** A number of things in words, such as “1 symbol” or “60 blanks”. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
