import { useEffect, useState } from "react";
import { checkedPlan } from "../../experiments/checked-plan";
import { OWN_DATA_PLAN } from "../../experiments/own-data-plan";
import { ownTextPlan } from "../../experiments/own-text-plan";
import {
  parsePlan,
  parsePlanText,
  planJson,
  runCount,
  samePlan,
  sameRuns,
  settingLabel,
} from "../../experiments/plan";
import { PLANS } from "../../experiments/plans";
import type { Origin } from "../../experiments/results-file";
import { formatCount } from "../../math/number-format";
import { useOwnText } from "../../store/own-text";
import { listReferences } from "../../store/reference-results";
import { experiments, useExperiments } from "../../store/use-experiments";
import { TASKS, type TaskId } from "../../tasks";
import { ChoiceField } from "../../ui/choice-field";
import { OwnTextNote } from "../own-text-note";
import { openReference } from "./open-file";
import { OwnDataSection } from "./own-data-section";
import styles from "./PlanSidebar.module.css";
import { listText, readList } from "./value-list";

const OWN = "own";
/** The plans that can be chosen. */
const OFFERED = [...PLANS, OWN_DATA_PLAN];
/** A longer list of values is below its name. */
const MAX_BESIDE = 18;

/** The sidebar with the choice of plan and its settings. */
export function PlanSidebar() {
  const plan = useExperiments((state) => state.plan);
  const phase = useExperiments((state) => state.phase);
  const trouble = useExperiments((state) => state.trouble);
  const rows = useExperiments((state) => state.rows.length);
  const isFile = useExperiments((state) => state.origin !== null);
  const preset = PLANS.find((one) => sameRuns(one, plan));
  const isNamed = preset !== undefined || plan.id === OWN_DATA_PLAN.id;
  const busy = phase === "running" || phase === "paused" || phase === "opening";
  const options = [
    ...OFFERED.map(({ id, name }) => ({ value: id, label: name })),
    {
      value: OWN,
      label: isNamed
        ? "Your own plan"
        : PLANS.some(({ id }) => id === plan.id)
          ? `${plan.name}, changed`
          : plan.name,
      disabled: isNamed,
    },
  ];
  return (
    <>
      {trouble && (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      )}
      <fieldset disabled={busy} className={styles.group}>
        <legend className={styles.hidden}>Plan</legend>
        <ChoiceField
          framed
          label="Plan"
          value={preset?.id ?? (isNamed ? OWN_DATA_PLAN.id : OWN)}
          options={options}
          onChange={(id) => {
            const chosen = OFFERED.find((one) => one.id === id);
            if (chosen) void experiments.choose(chosen);
          }}
        />
        <Reference plan={plan.id} />
        <OwnDataSection />
        <PlanFields key={JSON.stringify(planJson(plan))} />
        {isFile ? (
          <button type="button" className={styles.action} onClick={() => void experiments.choose(plan)}>
            Close these results
          </button>
        ) : (
          rows > 0 && (
            <button type="button" className={styles.action} onClick={() => void experiments.forget()}>
              Discard these results
            </button>
          )
        )}
      </fieldset>
      {busy && phase !== "opening" && <p className={styles.note}>Cancel to change the plan.</p>}
    </>
  );
}

/** A button for the reference run of this plan, if there is one. */
function Reference({ plan }: { readonly plan: string }) {
  const [files, setFiles] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    void listReferences().then((names) => {
      if (wanted) setFiles(names);
    });
    return () => {
      wanted = false;
    };
  }, []);
  const origin = useExperiments((state) => state.origin);
  const [opened, setOpened] = useState<Origin | null>(null);
  const file = files.find((name) => name === `${plan}.jsonl`);
  if (!file) return null;
  const open = async () => {
    await openReference(file);
    setOpened(experiments.state.origin);
  };
  return (
    <button type="button" className={styles.reference} onClick={open}>
      {opened !== null && opened === origin ? "✓ Reference run shown" : "Show the reference run"}
    </button>
  );
}

/** The most important settings of a plan, and the whole plan as JSON. */
function PlanFields() {
  const { plan } = experiments.state;
  const json = planJson(plan) as Readonly<Record<string, unknown>>;
  const [text, setText] = useState(() => JSON.stringify(json, null, 2));
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = (checked: ReturnType<typeof checkedPlan>) => {
    if ("trouble" in checked) return setRefusal(checked.trouble);
    setRefusal(null);
    if (!samePlan(checked.plan, plan)) void experiments.choose(checked.plan);
  };
  const change = (part: object) => take(checkedPlan(() => parsePlan({ ...json, ...part })));
  return (
    <>
      <div className={styles.fields}>
        {Object.entries(plan.grid).map(([name, list]) => (
          <PlanField
            key={name}
            label={name === "seed" ? "seeds" : settingLabel(name)}
            value={listText(list)}
            onEnter={(given) => change({ grid: { ...plan.grid, [name]: readList(given) } })}
          />
        ))}
        {(["steps", "units", "batch"] as const)
          .filter((name) => !(name in plan.grid))
          .map((name) => (
            <PlanField
              key={name}
              label={name}
              value={plan.settings[name] === undefined ? "" : String(plan.settings[name])}
              onEnter={(given) => change({ settings: { ...plan.settings, [name]: given.trim() } })}
            />
          ))}
      </div>
      {TASKS[plan.settings.task as TaskId]?.isText && !("text" in plan.grid) && (
        <ChoiceField
          label="Text"
          value={String(plan.settings.text ?? "novel")}
          options={[
            { value: "novel", label: "Pride and Prejudice" },
            { value: "own", label: "Your own text" },
          ]}
          onChange={(text) => {
            const { text: _text, ...others } = plan.settings;
            change({ settings: text === "own" ? { ...others, text } : others });
          }}
        />
      )}
      {plan.settings.text === "own" && (
        <OwnTextNote
          task={String(plan.settings.task)}
          choose={(task) => {
            const { fitness } = useOwnText.getState();
            if (fitness) void experiments.choose(ownTextPlan(task, fitness));
          }}
        />
      )}
      <Networks change={change} />
      <ChoiceField
        label="Match networks by"
        value={plan.match}
        options={[
          { value: "units", label: "hidden units" },
          { value: "parameters", label: "trained parameters" },
        ]}
        onChange={(match) => change({ match })}
      />
      <p className={styles.note}>{formatCount(runCount(plan))} runs.</p>
      {refusal && (
        <p role="alert" className={styles.trouble}>
          {refusal}
        </p>
      )}
      <details className={styles.details}>
        <summary>The plan as JSON</summary>
        <textarea
          className={styles.json}
          aria-label="The plan as JSON"
          spellCheck={false}
          rows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button
          type="button"
          className={styles.action}
          onClick={() => take(checkedPlan(() => parsePlanText(text)))}
        >
          Use this plan
        </button>
      </details>
    </>
  );
}

/** Checkboxes for the networks that take part. */
function Networks({ change }: { readonly change: (part: object) => void }) {
  const { plan } = experiments.state;
  const all = OFFERED.find(({ id }) => id === plan.id)?.networks ?? plan.networks;
  const known = [...all, ...plan.networks.filter(({ name }) => !all.some((one) => one.name === name))];
  return (
    <fieldset className={styles.networks}>
      <legend>Networks</legend>
      {known.map((network) => (
        <label key={network.name} className={styles.check}>
          <input
            type="checkbox"
            checked={plan.networks.some(({ name }) => name === network.name)}
            onChange={(event) => {
              const isTaken = event.currentTarget.checked;
              const chosen = known.filter(({ name }) =>
                name === network.name ? isTaken : plan.networks.some((one) => one.name === name),
              );
              change({ networks: chosen.map(({ name, settings }) => ({ name, ...settings })) });
            }}
          />
          {network.name}
        </label>
      ))}
    </fieldset>
  );
}

interface PlanFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onEnter: (text: string) => void;
}

function PlanField({ label, value, onEnter }: PlanFieldProps) {
  return (
    <label className={value.length > MAX_BESIDE ? `${styles.entry} ${styles.long}` : styles.entry}>
      <span>{label}</span>
      <input
        type="text"
        autoComplete="off"
        defaultValue={value}
        onBlur={(event) => event.currentTarget.value !== value && onEnter(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
    </label>
  );
}
