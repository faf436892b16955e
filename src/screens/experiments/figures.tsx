import { useMemo, useState } from "react";
import { Figure } from "../../charts/figure";
import type { RunLabel } from "../../charts/props";
import { isDeckTable } from "../../experiments/deck-printed";
import type { Plan } from "../../experiments/plan";
import type { Row } from "../../experiments/row";
import { axes, type Group, groups, spread } from "../../experiments/statistics";
import { formatNumber, formatPercent } from "../../math/number-format";
import { ChoiceField } from "../../ui/choice-field";
import styles from "./Figures.module.css";
import {
  convergence,
  dashOf,
  groupAt,
  type Measure,
  measureAxis,
  progressAxis,
  settingAxis,
  X_AXES,
  type XAxis,
} from "./figure-data";
import { looksOf, type NetworkLook } from "./network-look";
import { runLabelOf } from "./run-label";
import { type Series, SeriesPlot } from "./series-plot";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
}

const shown = (measure: Measure, value: number) =>
  measure === "accuracy" ? formatPercent(value) : formatNumber(value);

/** Figures a to d, two networks beside each other, and what the grid's first setting does to all of them. */
export function Figures({ plan, rows }: Props) {
  const all = useMemo(() => groups(rows), [rows]);
  const looks = useMemo(() => looksOf(plan), [plan]);
  const names = plan.networks.map(({ name }) => name);
  const [axis, setAxis] = useState<XAxis>("step");
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const plain = plan.networks.find(({ settings }) => settings.rule === "none")?.name ?? names[0];
  const unitary =
    plan.networks.find(({ settings }) => settings.rule === "exp")?.name ?? names.at(-1) ?? names[0];
  const pair = chosen?.every((name) => names.includes(name)) ? chosen : ([unitary, plain] as const);
  const options = names.map((name) => ({ value: name, label: name }));
  const finished = rows.filter(({ outcome }) => outcome === "finished");
  const run = runLabelOf(plan, finished, pair);
  const grid = axes(plan);
  const squared = rows[0]?.task === "adding";
  const kinds: readonly Measure[] = ["loss", "accuracy"];
  if (rows.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Figures">
      <header className={styles.head}>
        <h2>Convergence by batches</h2>
        <p>
          Each line is the mean over the seeds on the training batches, the band reaches from the lowest seed
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
      <div className={styles.grid}>
        {pair.flatMap((network, i) =>
          kinds.map((measure, j) => (
            <div key={`${i}${measure}`} className={styles.cell}>
              <Convergence
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
          <AgainstSetting plan={plan} all={all} looks={looks} run={{ ...run, legend: false }} />
        </div>
      )}
    </section>
  );
}

interface ConvergenceProps {
  readonly letter: string;
  readonly plan: Plan;
  readonly all: readonly Group[];
  readonly network: string;
  readonly measure: Measure;
  readonly axis: XAxis;
  readonly look: NetworkLook | undefined;
  readonly run: RunLabel;
  readonly squared: boolean;
}

function Convergence({ letter, plan, all, network, measure, axis, look, run, squared }: ConvergenceProps) {
  const own = all.filter((group) => group.network === network);
  const [first] = axes(plan);
  // Of further settings of the grid the first value is drawn: a figure has room for one.
  const kept = own.filter(({ point }) =>
    axes(plan)
      .slice(1)
      .every(({ name, values }) => point[name] === values[0]),
  );
  const series = look
    ? kept.map((group) => {
        const value = first ? group.point[first.name] : undefined;
        const index = first ? first.values.indexOf(value ?? "") : 0;
        const name =
          value === undefined ? network : typeof value === "number" ? formatNumber(value, 4) : value;
        return convergence(group, name, { ...look, dash: first ? dashOf(index) : look.dash }, measure, axis);
      })
    : [];
  const references = baselines(kept, measure, first?.name);
  const what = measure === "accuracy" ? "Accuracy" : squared ? "Squared error" : "Loss";
  return (
    <Figure
      name={`${letter}. ${what}, ${network}`}
      summary={sentence(series, measure, first?.name)}
      run={run}
      table={{
        columns: [first?.name ?? "network", axis, "mean", "lowest", "highest"],
        rows: () =>
          series.flatMap(({ name, x, y, low, high }) => x.map((at, i) => [name, at, y[i], low[i], high[i]])),
      }}
    >
      {(size) => (
        <SeriesPlot
          size={size}
          series={series}
          x={progressAxis(series, axis, size)}
          y={measureAxis(
            series,
            measure,
            references.map(({ value }) => value),
            size,
          )}
          references={references}
        />
      )}
    </Figure>
  );
}

/** What is reached without memory, once for all places of the grid or for each where it differs. */
function baselines(groups: readonly Group[], measure: Measure, setting: string | undefined) {
  const lines = groups.flatMap(({ point, rows: [row] }) => {
    const { baseline, bigram } = row;
    const where = setting === undefined ? "" : `, ${point[setting]}`;
    const all = [{ value: baseline[measure], name: bigram ? "unigram" : "chance", where }];
    if (bigram) all.push({ value: bigram[measure], name: "bigram", where });
    return all.filter(({ value }) => Number.isFinite(value) && (measure === "accuracy" || value > 0));
  });
  const differs = ({ name, value }: (typeof lines)[number]) =>
    lines.some((other) => other.name === name && other.value !== value);
  const named = lines.map((line) => ({
    value: line.value,
    name: differs(line) ? line.name + line.where : line.name,
  }));
  return named.filter(({ name }, i) => named.findIndex((other) => other.name === name) === i);
}

function sentence(series: readonly Series[], measure: Measure, setting: string | undefined): string {
  const ends = series.flatMap(({ name, y }) => {
    const last = y.findLast(Number.isFinite);
    return last === undefined ? [] : [`${shown(measure, last)}${setting ? ` at ${setting} ${name}` : ""}`];
  });
  return ends.length === 0 ? "No run of it is done yet." : `The last batches are at ${ends.join(", ")}.`;
}

interface AgainstProps {
  readonly plan: Plan;
  readonly all: readonly Group[];
  readonly looks: ReadonlyMap<string, NetworkLook>;
  readonly run: RunLabel;
}

/** Accuracy, or error, of every network against the grid's first setting. */
function AgainstSetting({ plan, all, looks, run }: AgainstProps) {
  const [first, ...others] = axes(plan);
  const squared = all[0]?.rows[0]?.task === "adding" || first.name === "lr";
  const measure: Measure = squared ? "loss" : "accuracy";
  const x = settingAxis(first.name, first.values);
  const series = plan.networks.flatMap(({ name }): Series[] => {
    const look = looks.get(name);
    const members = first.values.flatMap((value) => {
      const rest = Object.fromEntries(others.map((other) => [other.name, other.values[0]]));
      const group = groupAt(all, name, { [first.name]: value, ...rest });
      return group && group.finished.length > 0 ? [{ value, group }] : [];
    });
    if (!look || members.length === 0) return [];
    const values = members.map(({ group }) => group.finished.map(({ heldOut }) => heldOut[measure]));
    return [
      {
        name,
        ...look,
        x: members.map(({ value }) => x.place(value)),
        y: values.map((each) => spread(each).mean),
        low: values.map((each) => Math.min(...each)),
        high: values.map((each) => Math.max(...each)),
      },
    ];
  });
  const row = all.flatMap(({ finished }) => finished)[0];
  const references = row ? [{ value: row.baseline[measure], name: row.bigram ? "unigram" : "chance" }] : [];
  const deck = isDeckTable(plan) && measure === "accuracy";
  const what = measure === "accuracy" ? "Accuracy" : "Loss";
  return (
    <Figure
      name={`${what} against ${first.name}`}
      summary={
        series.length === 0
          ? "No run is done yet."
          : `On sequences never trained on, mean over the seeds, from the lowest seed to the highest${deck ? "; the slide prints 15 to 92 %, see the table" : ""}.`
      }
      run={run}
      table={{
        columns: ["network", first.name, "mean", "lowest", "highest"],
        rows: () =>
          series.flatMap(({ name, x: xs, y, low, high }) =>
            xs.map((at, i) => [name, x.format(at), y[i], low[i], high[i]]),
          ),
      }}
    >
      {(size) => (
        <SeriesPlot
          size={size}
          series={series}
          x={x}
          y={measureAxis(
            series,
            measure,
            references.map(({ value }) => value),
            size,
          )}
          references={references}
          points
        />
      )}
    </Figure>
  );
}
