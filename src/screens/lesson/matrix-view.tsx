import type { Matrix } from "../../math/arrays";
import { rows } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import styles from "./MatrixView.module.css";

/** Modulus up to which an entry is shown as 0. */
const ROUNDING = 1e-12;

/** A small matrix as a table of numbers between brackets. */
export function MatrixView({ name, matrix }: { readonly name: string; readonly matrix: Matrix }) {
  return (
    <table className={styles.matrix} aria-label={name}>
      <tbody translate="no">
        {rows(matrix).map((row, i) => (
          <tr key={i}>
            {row.map((value, j) => (
              <td key={j}>{formatNumber(Math.abs(value) < ROUNDING ? 0 : value)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
