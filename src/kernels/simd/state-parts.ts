/** A part of states, such as c of rows (h; c). @param states [rows, parts·n] @returns [rows, n] */
export function partOf(states: Float32Array, part: number, parts: number, n: number): Float32Array {
  if (parts === 1) return states;
  const values = new Float32Array(states.length / parts);
  for (let row = 0; row * n < values.length; row++) {
    const from = (row * parts + part) * n;
    values.set(states.subarray(from, from + n), row * n);
  }
  return values;
}

/** Writes a part of states. @param values [rows, n] @param states [rows, parts·n] */
export function setPart(
  values: Float32Array,
  part: number,
  parts: number,
  n: number,
  states: Float32Array,
): void {
  for (let row = 0; row * n < values.length; row++)
    states.set(values.subarray(row * n, (row + 1) * n), (row * parts + part) * n);
}
