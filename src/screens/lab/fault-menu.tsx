import { useState } from "react";
import { lab } from "../../store/use-lab";
import { DEV_FAULTS } from "../../worker/dev-fault";
import styles from "./FaultMenu.module.css";
import { PAGE_FAULTS } from "./page-faults";

/** In development builds: causes the faults of run, storage and page that the lab must survive. */
export default function FaultMenu() {
  const [broken, setBroken] = useState(false);
  if (broken) throw new Error("a fault from the menu");
  const faults = [
    ...DEV_FAULTS.map((fault) => [fault, () => lab.causeFault(fault)] as const),
    ...Object.entries(PAGE_FAULTS),
    ["screen broken", () => setBroken(true)] as const,
  ];
  return (
    <details className={styles.menu}>
      <summary>Faults</summary>
      {faults.map(([name, cause]) => (
        <button key={name} type="button" onClick={cause}>
          {name}
        </button>
      ))}
    </details>
  );
}
