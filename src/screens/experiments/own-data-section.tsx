import type { DragEvent } from "react";
import { filesText, withoutData } from "../../experiments/own-data-plan";
import { parsePlan, planJson } from "../../experiments/plan";
import type { AnswerKind } from "../../own-data/own-data";
import type { Role } from "../../own-data/read-files";
import { switchLargeSizes, useLargeSizes } from "../../store/large-sizes";
import { kindOf, useOwnData } from "../../store/own-data";
import { experiments, useExperiments } from "../../store/use-experiments";
import { ChoiceField } from "../../ui/choice-field";
import { FileButton } from "../../ui/file-button";
import { CloseIcon } from "../../ui/icons";
import { Words } from "../../ui/words";
import { mostBytes } from "../../worker/experiment-pool";
import type { ReadData } from "../../worker/own-data-protocol";
import { DataSample } from "./data-sample";
import styles from "./OwnData.module.css";

const LABELS: Readonly<Record<Role, string>> = {
  data: "Data",
  labels: "Labels",
  heldOut: "Held-out data",
  heldOutLabels: "Held-out labels",
};
const ACCEPT = ".csv,.tsv,.txt,.npy,.npz,.gz,.idx,application/octet-stream";

/** The choice of files for a plan on data of the user's own, and what was read of them. */
export function OwnDataSection() {
  const plan = useExperiments((state) => state.plan);
  const { read, reading, trouble, isOther, stop, replace } = useOwnData();
  const kind = kindOf(plan);
  if (kind === null) return null;
  const isTaken = read !== null && read.data.data === plan.data?.digest;
  return (
    <section className={styles.section} aria-label="Data files">
      <p className={styles.note}>
        Sequences from CSV or NPY, images from IDX or NPZ, also compressed by gzip. They stay in this page:
        they are sent nowhere, and not kept for the next visit.
      </p>
      <div className={styles.files}>
        <FileRow holds="data" />
        <FileRow holds="labels" />
      </div>
      <details className={styles.details}>
        <summary>A held-out part of its own</summary>
        <div className={styles.files}>
          <FileRow holds="heldOut" />
          <FileRow holds="heldOutLabels" />
        </div>
      </details>
      <Choices kind={kind} />
      {reading && (
        <p className={styles.note} role="status" aria-label="Reading">
          Reading{" "}
          <b translate="no">
            <bdi>{reading}</bdi>
          </b>{" "}
          …{" "}
          <button type="button" className={styles.link} onClick={stop}>
            Stop
          </button>
        </p>
      )}
      {trouble && <Trouble trouble={trouble} />}
      {isOther && (
        <p role="alert" className={styles.trouble}>
          These are other data than those of {filesText(plan) || "the results that are shown"}, which this
          plan is for: its results would no longer be shown with these.{" "}
          <button type="button" className={styles.link} onClick={() => void replace()}>
            Use these instead
          </button>
        </p>
      )}
      {plan.data && !isTaken && !reading && !isOther && (
        <p role="status" aria-label="Wanted" className={styles.note}>
          This plan is for <b translate="no">{filesText(plan)}</b> (digest{" "}
          <code translate="no">{plan.data.digest}</code>). Choose the same again to run it.
        </p>
      )}
      {read && <Preview read={read} />}
    </section>
  );
}

/** What is wrong with the files; data that are too long for the usual sizes come with an offer. */
function Trouble({ trouble }: { readonly trouble: string }) {
  const { on } = useLargeSizes();
  return (
    <p role="alert" className={styles.trouble}>
      <Words>{trouble}</Words>{" "}
      {!on && trouble.includes("Large sizes") && (
        <button type="button" className={styles.link} onClick={() => switchLargeSizes(true)}>
          Switch on large sizes
        </button>
      )}
    </p>
  );
}

/** One file, by button or drop. */
function FileRow({ holds: role }: { readonly holds: Role }) {
  const file = useOwnData((state) => state.files[role]);
  const wanted = useExperiments((state) => state.plan.data?.[role]);
  const { take, leaveOut } = useOwnData.getState();
  const drop = (event: DragEvent) => {
    const [dropped] = event.dataTransfer.files;
    if (!dropped) return;
    event.preventDefault();
    event.stopPropagation();
    void take({ [role]: dropped });
  };
  const label = LABELS[role];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped here; the button does the same.
    <div className={styles.file} onDrop={drop}>
      <FileButton
        label={`${label}: ${file?.name ?? (wanted ? `choose ${wanted}` : "choose a file")}`}
        name={`${label} file`}
        accept={ACCEPT}
        className={styles.choose}
        take={(chosen) => take({ [role]: chosen })}
      />
      {file && role !== "data" && (
        <button
          type="button"
          className={styles.leaveOut}
          aria-label={`Leave ${file.name} out`}
          onClick={() => void leaveOut(role)}
        >
          <CloseIcon />
        </button>
      )}
    </div>
  );
}

/** What is answered, and in which order time steps are read. */
function Choices({ kind }: { readonly kind: AnswerKind }) {
  const { plan } = experiments.state;
  const change = (from: typeof plan, settings: object) =>
    void experiments.choose(parsePlan({ ...planJson(from), settings: { ...from.settings, ...settings } }));
  const isVaried = "order" in plan.grid || plan.networks.some(({ settings }) => "order" in settings);
  return (
    <div>
      {"task" in plan.settings && (
        <ChoiceField
          label="Answer"
          value={kind}
          options={[
            { value: "classes", label: "a class" },
            { value: "numbers", label: "numbers" },
          ]}
          onChange={(chosen) => change(withoutData(plan), { task: `own-${chosen}` })}
        />
      )}
      {!isVaried && (
        <ChoiceField
          label="Order of time steps"
          value={String(plan.settings.order ?? "given")}
          options={[
            { value: "given", label: "as given" },
            { value: "permuted", label: "permuted" },
          ]}
          onChange={(order) => change(plan, { order })}
        />
      )}
    </div>
  );
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;

/** What was read, and a few of the sequences. */
function Preview({ read: { data, summary, samples } }: { readonly read: ReadData }) {
  const plan = useExperiments((state) => state.plan);
  const workers = useExperiments((state) => state.workers);
  const queue = useExperiments((state) => state.queue);
  const isTaken = data.data === plan.data?.digest;
  const configs = queue.map(({ run }) => run.config);
  return (
    <>
      <p className={styles.note} role="status" aria-label="What was read">
        <Words>{summary}</Words> Digest <code translate="no">{data.data}</code>.{" "}
        {isTaken && configs.length > 0 && (
          <Words>
            {`A run takes at most ${megabytes(mostBytes(configs, data))} of memory with them; ${workers} at a time.`}
          </Words>
        )}
      </p>
      <ul className={styles.samples} aria-label="Samples">
        {samples.map((sample, i) => (
          <DataSample key={i} sample={sample} data={data} />
        ))}
      </ul>
    </>
  );
}
