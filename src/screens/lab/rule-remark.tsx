import { formatNumber } from "../../math/number-format";
import { lab, useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import styles from "./Remarks.module.css";
import { switchRemark } from "./switch-remark";

const MEANING =
  "Measured with WebAssembly. A network learns if its held-out loss after the last step is below a tenth of the best possible without memory.";

/** What Naive and Exp do at this learning rate, with a button for another rate. */
export function RuleRemark() {
  const { text, rate } = switchRemark(useLab((state) => state.config));
  return (
    <p className={styles.remark} title={rate === undefined ? undefined : MEANING}>
      <Words>{text}</Words>{" "}
      {rate !== undefined && (
        <button type="button" className={styles.link} onClick={() => lab.set("lr", rate)}>
          <Words>Try {formatNumber(rate)}</Words>
        </button>
      )}
    </p>
  );
}
