import { type ReactNode, useEffect, useState } from "react";
import { useStore } from "zustand";
import { createPointing, PointingContext } from "../../charts/pointing";
import { type ChartId, useAppearance } from "../../store/appearance";
import { faultReport } from "../../store/fault-report";
import { useLab } from "../../store/use-lab";
import { useMoment } from "../../store/use-moment";
import { ErrorBoundary } from "../../ui/error-boundary";
import styles from "./ChartsGrid.module.css";
import { AccuracyPanel, DriftPanel, EigenvaluesPanel, GradientPanel, LossPanel } from "./panels";
import { followPredictions } from "./prediction";
import { useFirstVisit } from "./tour/use-first-visit";

followPredictions();

interface Cell {
  readonly chart: ChartId;
  /** What is said where it breaks. */
  readonly name: string;
  readonly className: string | undefined;
  readonly panel: ReactNode;
}

/** The five charts; the one or two that were chosen when presenting. */
export function ChartsGrid() {
  const task = useLab((state) => state.task);
  useFirstVisit(task !== null);
  const [pointing] = useState(createPointing);
  const lane = useStore(pointing, (state) => state.at?.lane ?? undefined);
  const { step, live } = useMoment();
  useEffect(() => {
    pointing.setState({ rest: live ? null : { step, time: null, lane: null, chart: "history" } });
  }, [pointing, step, live]);
  const presenting = useAppearance((state) => state.presenting);
  const presented = useAppearance((state) => state.presented);
  if (!task) return null;
  const cells: readonly Cell[] = [
    { chart: "gradient", name: "The gradient norm", className: styles.wide, panel: <GradientPanel /> },
    {
      chart: "eigenvalues",
      name: "The eigenvalue chart",
      className: styles.side,
      panel: <EigenvaluesPanel />,
    },
    { chart: "loss", name: "The loss chart", className: styles.third, panel: <LossPanel task={task} /> },
    {
      chart: "accuracy",
      name: "The accuracy chart",
      className: styles.third,
      panel: <AccuracyPanel task={task} />,
    },
    { chart: "drift", name: "The drift chart", className: styles.third, panel: <DriftPanel /> },
  ];
  const shown = presenting ? cells.filter(({ chart }) => presented.includes(chart)) : cells;
  return (
    <PointingContext value={pointing}>
      <div className={styles.grid} data-pointed-lane={lane} data-count={shown.length}>
        {shown.map(({ name, className, panel }) => (
          <div key={name} className={`${styles.cell} ${className}`}>
            <ErrorBoundary report={faultReport} name={name}>
              {panel}
            </ErrorBoundary>
          </div>
        ))}
      </div>
    </PointingContext>
  );
}
