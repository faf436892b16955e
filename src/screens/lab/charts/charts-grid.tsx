import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createPointing, PointingContext } from "../../../plot/pointing";
import { useAppearance } from "../../../store/appearance";
import { faultReport } from "../../../store/fault-report";
import { useLab } from "../../../store/use-lab";
import { useMoment } from "../../../store/use-moment";
import { ErrorBoundary } from "../../../ui/error-boundary";
import { useFirstVisit } from "../tour/use-first-visit";
import styles from "./ChartsGrid.module.css";
import { CHARTS } from "./index";
import { Panel } from "./panel";
import { followPredictions } from "./prediction";
import { isPresented, usePresented } from "./presented";

followPredictions();

/** The charts as the controls of Present list them. */
export const LISTED = CHARTS.map(({ id, short }) => ({ id, short }));

/** All charts; the one or two that were chosen when presenting. */
export function ChartsGrid() {
  const task = useLab((state) => state.task);
  useFirstVisit(task !== null);
  const [pointing] = useState(createPointing);
  const series = useStore(pointing, (state) => state.at?.series ?? undefined);
  const { step, live } = useMoment();
  useEffect(() => {
    pointing.setState({ rest: live ? null : { on: { step }, series: null, chart: "history" } });
  }, [pointing, step, live]);
  const presenting = useAppearance((state) => state.presenting);
  const presented = usePresented();
  if (!task) return null;
  const shown = presenting ? CHARTS.filter(({ id }) => isPresented(presented, id)) : CHARTS;
  return (
    <PointingContext value={pointing}>
      <div className={styles.grid} data-pointed={series} data-count={shown.length}>
        {shown.map((chart) => (
          <div key={chart.id} className={`${styles.cell} ${styles[chart.place]}`}>
            <ErrorBoundary report={faultReport} name={`The chart “${chart.name}”`}>
              <Panel chart={chart} task={task} />
            </ErrorBoundary>
          </div>
        ))}
      </div>
    </PointingContext>
  );
}
