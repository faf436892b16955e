import { useState } from "react";
import { useStore } from "zustand";
import { createPointing, PointingContext } from "../../charts/pointing";
import { useLab } from "../../store/use-lab";
import { ErrorBoundary } from "../../ui/error-boundary";
import styles from "./ChartsGrid.module.css";
import { AccuracyPanel, DriftPanel, EigenvaluesPanel, GradientPanel, LossPanel } from "./panels";
import { followPredictions } from "./prediction";

followPredictions();

/** The five charts. */
export function ChartsGrid() {
  const task = useLab((state) => state.task);
  const [pointing] = useState(createPointing);
  const lane = useStore(pointing, (state) => state.at?.lane ?? undefined);
  if (!task) return null;
  const cells = [
    { name: "The gradient norm", className: styles.wide, panel: <GradientPanel /> },
    { name: "The eigenvalue chart", className: styles.side, panel: <EigenvaluesPanel /> },
    { name: "The loss chart", className: styles.third, panel: <LossPanel task={task} /> },
    { name: "The accuracy chart", className: styles.third, panel: <AccuracyPanel task={task} /> },
    { name: "The drift chart", className: styles.third, panel: <DriftPanel /> },
  ];
  return (
    <PointingContext value={pointing}>
      <div className={styles.grid} data-pointed-lane={lane}>
        {cells.map(({ name, className, panel }) => (
          <div key={name} className={`${styles.cell} ${className}`}>
            <ErrorBoundary name={name}>{panel}</ErrorBoundary>
          </div>
        ))}
      </div>
    </PointingContext>
  );
}
