import { csvBlob } from "../../csv";
import { csv } from "../../experiments/export-csv";
import { latex } from "../../experiments/export-latex";
import { type Origin, resultsText } from "../../experiments/results-file";
import type { Row } from "../../experiments/row";
import { download } from "../../export/download";
import { slug } from "../../export/file-name";
import { experiments, useExperiments } from "../../store/use-experiments";
import { FileButton } from "../../ui/file-button";
import controls from "../../ui/RunControls.module.css";
import { openFile } from "./open-file";
import styles from "./PlanBar.module.css";

/** Returns the origin of rows computed on this page. */
const here = (rows: readonly Row[]): Origin => ({
  command: "the page’s Run button",
  commit: "",
  machine: navigator.userAgent,
  backend: rows[0].backend,
});

function save(kind: "csv" | "jsonl" | "tex"): void {
  const { plan, rows, origin } = experiments.state;
  const file = {
    csv: () => csvBlob(csv(rows)),
    jsonl: () =>
      new Blob([resultsText({ plan, rows, origin: origin ?? here(rows) })], { type: "application/x-ndjson" }),
    tex: () => new Blob([latex(plan, rows)], { type: "application/x-tex" }),
  }[kind]();
  download(file, `unitary-rnn-lab_${slug(plan.name)}.${kind}`);
}

/** Buttons that save and open results. */
export function Files() {
  const empty = useExperiments((state) => state.rows.length === 0);
  return (
    <div className={styles.files}>
      <button type="button" className={controls.text} disabled={empty} onClick={() => save("csv")}>
        CSV
      </button>
      <button type="button" className={controls.text} disabled={empty} onClick={() => save("jsonl")}>
        JSON
      </button>
      <button type="button" className={controls.text} disabled={empty} onClick={() => save("tex")}>
        LaTeX
      </button>
      <FileButton
        label="Open results"
        name="Results or plan to open"
        accept=".jsonl,.json"
        className={controls.text}
        take={openFile}
      />
    </div>
  );
}
