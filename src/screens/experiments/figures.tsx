import { useMemo, useState } from "react";
import type { Plan } from "../../experiments/plan";
import { hasSquaredError, type Row } from "../../experiments/row";
import { axes, groups } from "../../experiments/statistics";
import { ChoiceField } from "../../ui/choice-field";
import { ConvergenceFigure } from "./convergence-figure";
import styles from "./Figures.module.css";
import { type Measure, type Progress, X_AXES } from "./figure-data";
import { looksOf } from "./network-look";
import { runLabelOf } from "./run-label";
import { SettingFigure } from "./setting-figure";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
}

/** Figures a to d, which compare two networks, and the figure of all networks against the grid's first setting. */
export function Figures({ plan, rows }: Props) {
  const all = useMemo(() => groups(rows), [rows]);
  const looks = useMemo(() => looksOf(plan), [plan]);
  const names = plan.networks.map(({ name }) => name);
  const [axis, setAxis] = useState<Progress>("step");
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const plain =
    plan.networks.find(({ settings: { rule, cell = "simple" } }) => rule === "none" && cell === "simple")
      ?.name ?? names[0];
  const unitary =
    plan.networks.find(({ settings }) => settings.rule === "exp")?.name ?? names.at(-1) ?? names[0];
  const pair = chosen?.every((name) => names.includes(name)) ? chosen : ([unitary, plain] as const);
  const options = names.map((name) => ({ value: name, label: name }));
  const finished = rows.filter(({ outcome }) => outcome === "finished");
  const run = runLabelOf(plan, finished, pair, looks);
  const grid = axes(plan);
  const squared = rows.some(hasSquaredError);
  const kinds: readonly Measure[] = ["loss", "accuracy"];
  if (rows.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Figures">
      <header className={styles.head}>
        <h2>Convergence by batches</h2>
        <p>
          Each line is the mean over the seeds on the training batches; the band reaches from the lowest seed
          to the highest.
        </p>
        <div className={styles.choices}>
          <ChoiceField
            label="Figures a and b"
            value={pair[0]}
            options={options}
            onChange={(name) => setChosen([name, pair[1]])}
          />
          <ChoiceField
            label="Figures c and d"
            value={pair[1]}
            options={options}
            onChange={(name) => setChosen([pair[0], name])}
          />
          <ChoiceField
            label="Against"
            value={axis}
            options={X_AXES.map((value) => ({ value, label: value }))}
            onChange={(value) => setAxis(X_AXES.find((one) => one === value) ?? "step")}
          />
        </div>
      </header>
      <div className={styles.grid} data-paper="row">
        {pair.flatMap((network, i) =>
          kinds.map((measure, j) => (
            <div key={`${i}${measure}`} className={styles.cell}>
              <ConvergenceFigure
                letter={"abcd"[2 * i + j]}
                {...{ plan, all, network, measure, axis, run, squared }}
                look={looks.get(network)}
              />
            </div>
          )),
        )}
      </div>
      {grid.length > 0 && (
        <div className={styles.wide}>
          <SettingFigure plan={plan} all={all} looks={looks} run={{ ...run, legend: false }} />
        </div>
      )}
    </section>
  );
}
