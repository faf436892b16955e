/**
 * How many rows of a product are summed at a time, over eight columns. Eight vectors of sums are enough to keep the adders
 * nearly busy, and few enough for any compiler to keep in registers; twelve keep them busy.
 */

let six = false;

/** Whether to sum six rows at a time, where there are so many, in place of four. All results are the same. */
export function sumSixRows(on: bool): void {
  six = on;
}

/** How many of these rows, a multiple of 4, are left for groups of four after those in groups of six. */
export function rowsInFours(rows: usize): usize {
  if (!six) return rows;
  // 0, 4 or 8, whichever leaves a multiple of 6.
  return ((6 - (rows % 6)) % 6) << 1;
}
