import { frobenius, type Matrix } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import styles from "./Norms.module.css";
import { length, times } from "./vectors";

/** The four norms that the slide confuses, for the present U. */
export function Norms({ u, v, spectralNorm }: { u: Matrix; v: readonly number[]; spectralNorm: number }) {
  const norms = [
    { name: "‖v‖", value: length(v) },
    { name: "‖Uv‖", value: length(times(u, v)) },
    { name: "‖U‖₂", value: spectralNorm },
    { name: "‖U‖F", value: frobenius(u) },
  ];
  return (
    <section className={styles.norms} aria-label="Norms">
      <h2>Norms</h2>
      <p>Of U as it is now, and of v = [{v.join(", ")}].</p>
      <dl translate="no">
        {norms.map(({ name, value }) => (
          <div key={name}>
            <dt>
              {name === "‖U‖F" ? (
                <>
                  ‖U‖<sub>F</sub>
                </>
              ) : (
                name
              )}
            </dt>
            <dd>{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <span className={styles.who}>The lecture</span> “Norm(X) = Norm(Xv) = 5”
      </p>
      <p>
        <span className={styles.who}>In fact</span> ‖v‖ = ‖Xv‖ = 5: it is v that keeps its length. X itself
        has ‖X‖₂ = 1 and ‖X‖
        <sub>F</sub> = √2.
      </p>
    </section>
  );
}
