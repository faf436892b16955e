import { faultReport } from "../../store/fault-report";
import { useLab } from "../../store/use-lab";
import { ErrorBoundary } from "../../ui/error-boundary";
import styles from "./ChartsGrid.module.css";
import { AccuracyPanel, DriftPanel, EigenvaluesPanel, GradientPanel, LossPanel } from "./panels";

/** The five charts. */
export function ChartsGrid() {
  const task = useLab((state) => state.task);
  if (!task) return null;
  const cells = [
    { name: "The gradient norm", className: styles.wide, panel: <GradientPanel /> },
    { name: "The eigenvalue chart", className: styles.side, panel: <EigenvaluesPanel /> },
    { name: "The loss chart", className: styles.third, panel: <LossPanel task={task} /> },
    { name: "The accuracy chart", className: styles.third, panel: <AccuracyPanel task={task} /> },
    { name: "The drift chart", className: styles.third, panel: <DriftPanel /> },
  ];
  return (
    <div className={styles.grid}>
      {cells.map(({ name, className, panel }) => (
        <div key={name} className={`${styles.cell} ${className}`}>
          <ErrorBoundary report={faultReport} name={name}>
            {panel}
          </ErrorBoundary>
        </div>
      ))}
    </div>
  );
}
