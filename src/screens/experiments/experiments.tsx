import { failedRow, type Row } from "../../experiments/row";
import { useAppearance } from "../../store/appearance";
import type { Entry } from "../../store/plan-queue";
import { useExperiments } from "../../store/use-experiments";
import { AccuracyTable } from "./accuracy-table";
import styles from "./Experiments.module.css";
import { Figures } from "./figures";
import { Findings } from "./findings";
import { Generate } from "./generate";
import { openFiles } from "./open-file";
import { OwnTextSection } from "./own-text-section";
import { PlanBar } from "./plan-bar";
import { PlanFacts } from "./plan-facts";
import { PlanSidebar } from "./plan-sidebar";
import { Queue } from "./queue";
import { ResultsTable } from "./results-table";
import { useAskedReference } from "./use-asked-reference";

/** The experiments screen: plans of many runs, executed in parallel, and their results. */
export function ExperimentsScreen() {
  const plan = useExperiments((state) => state.plan);
  const rows = useExperiments((state) => state.rows);
  const queue = useExperiments((state) => state.queue);
  const origin = useExperiments((state) => state.origin);
  const { presenting, embedded } = useAppearance();
  useAskedReference();
  return (
    <main
      className={styles.screen}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const files = [...event.dataTransfer.files];
        if (files.length === 0) return;
        event.preventDefault();
        // Elsewhere on the page a dropped file is imported into the lab.
        event.stopPropagation();
        void openFiles(files);
      }}
    >
      <PlanFacts plan={plan} rows={rows} />
      {!embedded && <PlanBar />}
      <div className={presenting || embedded ? styles.bare : styles.body}>
        {!presenting && !embedded && (
          <aside className={styles.sidebar} aria-label="Settings of the plan">
            <PlanSidebar />
            <Queue />
          </aside>
        )}
        <div className={styles.results}>
          <div className={styles.first}>
            <Findings plan={plan} rows={rows} origin={origin} />
            <AccuracyTable plan={plan} rows={rows} />
          </div>
          <ResultsTable plan={plan} rows={rows} />
          <Figures plan={plan} rows={withLive(plan.id, rows, queue)} />
          {!embedded && <Generate />}
          {!embedded && <OwnTextSection />}
        </div>
      </div>
    </main>
  );
}

/** Returns the finished rows, and the curves so far of the runs in progress. */
function withLive(plan: string, rows: readonly Row[], queue: readonly Entry[]): readonly Row[] {
  const live = queue.filter(({ curve }) => curve.step.length > 1);
  return [...rows, ...live.map(({ run, curve }) => ({ ...failedRow(run, plan, "", ""), curve }))];
}
