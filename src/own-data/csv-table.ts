import { count, type NumberArray } from "./number-array";

const SEPARATORS = [",", ";", "\t"];

/**
 * Reads a table of numbers: a line per row, values separated by commas, semicolons or tabs; a first line with names is left out.
 * @throws Error with the end of a sentence that begins with the file's name, with line and column
 */
export function readCsv(text: string): NumberArray {
  const lines = text.split(/\r\n?|\n/);
  while (lines.at(-1)?.trim() === "") lines.pop();
  const separator = SEPARATORS.find((one) => lines[0]?.includes(one)) ?? ",";
  const isHeading = (cells: readonly string[]) => cells.every((cell) => Number.isNaN(numberIn(cell)));
  const from = lines.length > 0 && isHeading(lines[0].split(separator)) ? 1 : 0;
  const rows = lines.length - from;
  if (rows < 1) throw new Error("it has no line with numbers.");
  const columns = lines[from].split(separator).length;
  const values = new Float64Array(rows * columns);
  for (let i = from; i < lines.length; i++) {
    const cells = lines[i].split(separator);
    if (cells.length !== columns)
      throw new Error(
        `line ${count(i + 1)} has ${count(cells.length)} values, and line ${from + 1} has ${count(columns)}: all sequences must be equally long.`,
      );
    for (const [j, cell] of cells.entries()) {
      const value = numberIn(cell);
      if (!Number.isFinite(value))
        throw new Error(
          `line ${count(i + 1)}, column ${count(j + 1)}: “${cell.trim().slice(0, 40)}” is not a number such as 0.25 or −1e-3.`,
        );
      values[(i - from) * columns + j] = value;
    }
  }
  return { shape: [rows, columns], values };
}

/** The number in a cell; NaN if there is none. */
const numberIn = (cell: string): number =>
  cell.trim() === ""
    ? Number.NaN
    : Number(
        cell
          .trim()
          .replace(/^"(.*)"$/, "$1")
          .replace("−", "-"),
      );
