import { type Matrix, rows } from "../../math/arrays";
import { fixedDirection } from "../../training/counterexample";
import type { ProgramSettings } from "./address";

/** The phase of the run to which a line of the program belongs. */
export type ProgramMoment = "test" | "body" | "print";
export interface ProgramLine {
  readonly code: string;
  readonly moment?: ProgramMoment;
}

/** Returns the program for these settings, in Python. `number` formats an entry of a matrix. */
export function listing(
  { rule, direction, rate }: ProgramSettings,
  u0: Matrix,
  number: (x: number) => string,
): ProgramLine[] {
  const g = direction === "sigmoid" ? "sigmoid(U)" : "G";
  return [
    { code: "import numpy as np" },
    ...(rule === "exp" ? [{ code: "from scipy.linalg import expm" }] : []),
    ...(direction === "sigmoid"
      ? [{ code: "" }, { code: "def sigmoid(x):" }, { code: "    return 1 / (1 + np.exp(-x))" }]
      : []),
    { code: "" },
    { code: "def is_unitary(matrix):" },
    { code: "    return np.allclose(np.eye(len(matrix))," },
    { code: "                       matrix @ matrix.T.conj())" },
    { code: "" },
    ...(direction === "fixed" ? assignment("G", fixedDirection(u0.n), String) : []),
    ...assignment("U", u0, number, u0.n === 2 ? `; lr = ${rate}` : ""),
    ...(u0.n === 2 ? [] : [{ code: `lr = ${rate}` }]),
    { code: "i = 0" },
    { code: "while is_unitary(U):", moment: "test" },
    ...(rule === "naive"
      ? [{ code: `    U = U + lr * ${g}`, moment: "body" as const }]
      : [
          { code: `    A = ${g} @ U.T - U @ ${g}.T`, moment: "body" as const },
          { code: "    U = expm(lr / 2 * A) @ U", moment: "body" as const },
        ]),
    { code: "    i += 1", moment: "body" },
    { code: "" },
    { code: 'print(f"Weighted matrix stopped being unitary "', moment: "print" },
    { code: '      f"after {i} iterations")', moment: "print" },
  ];
}

/** Writes the assignment of a matrix, on one line if it is 2×2, else one line per row; `rest` follows it. */
function assignment(name: string, u: Matrix, number: (x: number) => string, rest = ""): ProgramLine[] {
  const lines = rows(u).map((row) => `[${row.map(number).join(", ")}]`);
  const head = `${name} = np.array([`;
  if (u.n === 2) return [{ code: `${head}${lines.join(", ")}])${rest}` }];
  const indent = " ".repeat(head.length);
  return lines.map((line, i) => ({
    code: `${i === 0 ? head : indent}${line}${i < lines.length - 1 ? "," : `])${rest}`}`,
  }));
}

/** Shortens an entry to three decimals, with an ellipsis if digits are missing. */
export function shortEntry(x: number): string {
  const exact = String(x);
  const cut = x.toFixed(3);
  return exact.length <= cut.length ? exact : `${cut.replace(/0+$/, "").replace(/\.$/, ".0")}…`;
}

/** Returns the exact line that the program prints. */
export const printedLine = (iterations: number): string =>
  `Weighted matrix stopped being unitary after ${iterations} iterations`;
