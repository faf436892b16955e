export type CsvCell = string | number;

/** The beginning of a text that a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A number as the page writes it: with a sign of minus, thin spaces and a power of ten in superscripts. */
const WRITTEN = /^([−-]?)(\d[\d\u202f]*(?:\.\d+)?)(?:\u202f×\u202f10([⁻⁰¹²³⁴-⁹]+))?$/;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as the page writes it becomes one that programs read, such as -1.2e-7; every other text is as it is. */
function readable(text: string): string {
  const [, sign, digits, power] = WRITTEN.exec(text) ?? [];
  if (digits === undefined)
    return text === "−∞" || text === "∞" ? text.replace("−", "-").replace("∞", "Infinity") : text;
  const exponent =
    power && `e${Array.from(power, (one) => (one === "⁻" ? "-" : SUPERSCRIPTS.indexOf(one))).join("")}`;
  return `${sign && "-"}${digits.replaceAll("\u202f", "")}${exponent ?? ""}`;
}

/**
 * A cell by RFC 4180: quoted if it contains a comma, a quote or a line break. An apostrophe comes before what a spreadsheet would
 * take for a formula, as it shows such a cell as text; numbers are as they are, also negative ones.
 */
function cell(value: CsvCell): string {
  const given = readable(String(value));
  const isNumber = given !== "" && Number.isFinite(Number(given));
  const text = FORMULA.test(given) && !isNumber ? `'${given}` : given;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The lines as CSV (RFC 4180), numbers with all their digits, NaN and infinities by their names. */
export const csvText = (lines: readonly (readonly CsvCell[])[]): string =>
  lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");

/** CSV as a file. Where it is not all ASCII, a byte order mark tells spreadsheets that its signs are in UTF-8. */
export function csvBlob(text: string): Blob {
  const mark = /[^\p{ASCII}]/u.test(text) ? "\ufeff" : "";
  return new Blob([mark, text], { type: "text/csv;charset=utf-8" });
}
