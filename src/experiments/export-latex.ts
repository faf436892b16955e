import { type Column, columns, hasInterval } from "./columns";
import type { Plan } from "./plan";
import type { Row } from "./row";
import { type Group, groups } from "./statistics";

const ESCAPED: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "−": "$-$",
  "∞": "$\\infty$",
  "’": "'",
  "\u202f": "\\,",
};

/** Escapes plain words for LaTeX. */
const plain = (text: string) =>
  text.replace(/[\\~^&%$#_{}−∞’\u202f]/g, (sign) => ESCAPED[sign] ?? `\\${sign}`);

/** Formats a number for LaTeX: 1.2·10⁻⁷ as $1.2\times10^{-7}$. */
export function latexNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "$\\infty$" : "$-\\infty$";
  if (value === 0) return "$0$";
  const [mantissa, power] = value.toExponential(digits - 1).split("e") as [string, string];
  const exponent = Number(power);
  if (exponent >= -3 && exponent <= 6) return `$${Number(value.toPrecision(digits))}$`;
  return `$${Number(mantissa)}\\times10^{${exponent}}$`;
}

function cell(column: Column, group: Group): string {
  const content = column.cell(group);
  if (content.kind === "words") return plain(content.text);
  const { value, digits } = content;
  if (value.count === 0) return "--";
  const number = (of: number, significant: number) =>
    typeof digits === "string" && Number.isFinite(of)
      ? `$${of.toFixed(digits === "percent" ? 1 : 0)}$`
      : latexNumber(of, significant);
  const [mean, low, high] = [value.mean, value.low, value.high].map((one) =>
    number(one, typeof digits === "number" ? digits : 2),
  );
  return hasInterval(value) ? `${mean} [${low}, ${high}]` : mean;
}

/** The means over seeds as a LaTeX table for the package booktabs. */
export function latex(plan: Plan, rows: readonly Row[]): string {
  const shown = columns(plan, rows);
  const lines = groups(rows).map((group) => `${shown.map((column) => cell(column, group)).join(" & ")} \\\\`);
  return [
    "\\begin{table}",
    "  \\centering",
    `  \\caption{${plain(plan.name)}: means over the seeds that finished, in brackets their 95\\,\\% intervals.}`,
    `  \\begin{tabular}{${shown.map(({ id }) => (id === "network" || id === "runs" ? "l" : "r")).join("")}}`,
    "    \\toprule",
    `    ${shown.map(({ label }) => plain(label)).join(" & ")} \\\\`,
    "    \\midrule",
    ...lines.map((line) => `    ${line}`),
    "    \\bottomrule",
    "  \\end{tabular}",
    "\\end{table}",
    "",
  ].join("\n");
}
