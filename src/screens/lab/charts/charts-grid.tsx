import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createPointing, PointingContext } from "../../../plot/pointing";
import { useAppearance } from "../../../store/appearance";
import { faultReport } from "../../../store/fault-report";
import { isPresented, usePresented } from "../../../store/presented";
import { useLab } from "../../../store/use-lab";
import { useMoment } from "../../../store/use-moment";
import { ErrorBoundary } from "../../../ui/error-boundary";
import type { TaskReport } from "../../../worker/protocol";
import figures from "../../embed/Figures.module.css";
import { useFirstVisit } from "../tour/use-first-visit";
import styles from "./ChartsGrid.module.css";
import type { Chart } from "./chart";
import { CHARTS, ON_PAGE } from "./index";
import { Panel } from "./panel";
import { followPredictions } from "./prediction";

followPredictions();

/** The charts as listed by the controls of Present. */
export const LISTED = CHARTS.map(({ id, short }) => ({ id, short }));

interface CellProps {
  readonly chart: Chart;
  readonly task: TaskReport;
  /** Whether only the figures that the address names are shown. */
  readonly alone: boolean;
}

function Cell({ chart, task, alone }: CellProps) {
  const tall = useLab((state) => "views" in chart && chart.views[chart.shown(state)].tall === true);
  return (
    <div
      className={
        alone
          ? `${figures.figure} ${tall ? figures.tall : ""}`
          : `${styles.cell} ${styles[chart.place]} ${tall ? styles.tall : ""}`
      }
    >
      <ErrorBoundary report={faultReport} name={`The chart “${chart.name}”`}>
        <Panel chart={chart} task={task} />
      </ErrorBoundary>
    </div>
  );
}

/** All charts, those that a frame's address names, or the one or two chosen in presentation mode. */
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
  const asked = useAppearance((state) => state.figures);
  if (!task) return null;
  const alone = asked.length > 0;
  const shown = alone
    ? asked.flatMap((figure) => CHARTS.find(({ id }) => id === figure) ?? [])
    : presenting
      ? CHARTS.filter(({ id }) => isPresented(presented, id))
      : ON_PAGE;
  return (
    <PointingContext value={pointing}>
      <div
        className={alone ? `${styles.pointed} ${figures.figures}` : `${styles.pointed} ${styles.grid}`}
        data-paper="row"
        data-pointed={series}
        data-count={shown.length}
      >
        {shown.map((chart) => (
          <Cell key={chart.id} chart={chart} task={task} alone={alone} />
        ))}
      </div>
    </PointingContext>
  );
}
