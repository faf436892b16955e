import { formatNumber } from "../../math/number-format";
import { Formula } from "../../ui/formula";
import type { ProofLine } from "./mathematics/proof";
import { MatrixView } from "./matrix-view";
import styles from "./ProofLines.module.css";

/** A proof with both sides of every line evaluated; lines that fail are highlighted. */
export function ProofLines({ lines }: { readonly lines: readonly ProofLine[] }) {
  const failing = lines.flatMap(({ holds }, i) => (holds ? [] : [i + 1]));
  const verdict =
    failing.length === 0
      ? "Every line holds for this B."
      : `Line ${failing.join(" and line ")} fail${failing.length === 1 ? "s" : ""} for this B.`;
  return (
    <>
      <p role="status" className={styles.verdict}>
        {verdict}
      </p>
      <ol className={styles.lines} aria-label="Lines of the proof">
        {lines.map(({ left, right, because, values, miss, holds }, i) => (
          <li key={i} className={styles.line} data-fails={holds ? undefined : ""}>
            <div className={styles.equation}>
              <Formula mathml={left} /> {holds ? "=" : "≠"} <Formula mathml={right} />
              <span className={styles.because}>{because}</span>
            </div>
            <div className={styles.sides}>
              <MatrixView name={`Line ${i + 1}, left side`} matrix={values[0]} />
              <span aria-hidden="true">{holds ? "=" : "≠"}</span>
              <MatrixView name={`Line ${i + 1}, right side`} matrix={values[1]} />
            </div>
            <span className={styles.miss}>{holds ? "holds" : `fails by ${formatNumber(miss)}`}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
