import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createPointing, PointingContext } from "../../../plot/pointing";
import { useAppearance } from "../../../store/appearance";
import { faultReport } from "../../../store/fault-report";
import { useLab } from "../../../store/use-lab";
import { useMoment } from "../../../store/use-moment";
import { ErrorBoundary } from "../../../ui/error-boundary";
import type { TaskReport } from "../../../worker/protocol";
import { useFirstVisit } from "../tour/use-first-visit";
import styles from "./ChartsGrid.module.css";
import type { Chart } from "./chart";
import { CHARTS, ON_PAGE } from "./index";
import { Panel } from "./panel";
import { followPredictions } from "./prediction";
import { isPresented, usePresented } from "./presented";

followPredictions();

/** The charts as listed by the controls of Present. */
export const LISTED = CHARTS.map(({ id, short }) => ({ id, short }));

function Cell({ chart, task }: { readonly chart: Chart; readonly task: TaskReport }) {
  const tall = useLab((state) => "views" in chart && chart.views[chart.shown(state)].tall === true);
  return (
    <div className={`${styles.cell} ${styles[chart.place]} ${tall ? styles.tall : ""}`}>
      <ErrorBoundary report={faultReport} name={`The chart “${chart.name}”`}>
        <Panel chart={chart} task={task} />
      </ErrorBoundary>
    </div>
  );
}

/** All charts, or the one or two chosen in presentation mode. */
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
  const shown = presenting ? CHARTS.filter(({ id }) => isPresented(presented, id)) : ON_PAGE;
  return (
    <PointingContext value={pointing}>
      <div className={styles.grid} data-paper="row" data-pointed={series} data-count={shown.length}>
        {shown.map((chart) => (
          <Cell key={chart.id} chart={chart} task={task} />
        ))}
      </div>
    </PointingContext>
  );
}
