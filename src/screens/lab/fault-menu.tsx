import { lab } from "../../store/use-lab";
import { DEV_FAULTS } from "../../worker/dev-fault";
import styles from "./FaultMenu.module.css";

/** In development builds: breaks the run in the ways that it must survive. */
export default function FaultMenu() {
  return (
    <details className={styles.menu}>
      <summary>Faults</summary>
      {DEV_FAULTS.map((fault) => (
        <button key={fault} type="button" onClick={() => lab.causeFault(fault)}>
          {fault}
        </button>
      ))}
    </details>
  );
}
