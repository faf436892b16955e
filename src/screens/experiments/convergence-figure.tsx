import { type Plan, settingLabel } from "../../experiments/plan";
import { axes, type Group } from "../../experiments/statistics";
import type { PictureLabel } from "../../export/picture-source";
import { formatNumber, formatPercent } from "../../math/number-format";
import { Figure } from "../../plot/figure";
import { Frame } from "../../plot/frame";
import type { Look } from "../../plot/look";
import { convergence, dashOf, type Measure, measureAxis, type Progress, progressAxis } from "./figure-data";
import { type NetworkSeries, networkMarks } from "./network-series";

const shown = (measure: Measure, value: number) =>
  measure === "accuracy" ? formatPercent(value) : formatNumber(value);

interface ConvergenceProps {
  readonly letter: string;
  readonly plan: Plan;
  readonly all: readonly Group[];
  readonly network: string;
  readonly measure: Measure;
  readonly axis: Progress;
  readonly look: Look | undefined;
  readonly run: PictureLabel;
  readonly squared: boolean;
}

/** One network’s loss or accuracy by batch, one line per value of the grid’s first setting. */
export function ConvergenceFigure({
  letter,
  plan,
  all,
  network,
  measure,
  axis,
  look,
  run,
  squared,
}: ConvergenceProps) {
  const own = all.filter((group) => group.network === network);
  const [first] = axes(plan);
  // Of all further settings of the grid only the first value is drawn.
  const drawn = own.filter(({ point }) =>
    axes(plan)
      .slice(1)
      .every(({ name, values }) => point[name] === values[0]),
  );
  const series = look
    ? drawn.map((group) => {
        const value = first ? group.point[first.name] : undefined;
        const index = first ? first.values.indexOf(value ?? "") : 0;
        const name =
          value === undefined ? network : typeof value === "number" ? formatNumber(value, 4) : value;
        return convergence(group, name, { ...look, dash: first ? dashOf(index) : look.dash }, measure, axis);
      })
    : [];
  const references = baselines(drawn, measure, first?.name);
  const what = measure === "accuracy" ? "Accuracy" : squared ? "Squared error" : "Loss";
  return (
    <Figure
      name={`${letter}. ${what}, ${network}`}
      summary={sentence(series, measure, first && settingLabel(first.name))}
      // The network is in the title.
      run={{ ...run, legend: false }}
      table={{
        columns: [first?.name ?? "network", axis, "mean", "lowest", "highest"],
        rows: () =>
          series.flatMap(({ name, x, y, low, high }) => x.map((at, i) => [name, at, y[i], low[i], high[i]])),
      }}
    >
      {(size) => {
        const values = references.map(({ value }) => value);
        const y = measureAxis(series, measure, values, size);
        const x = progressAxis(series, axis, size);
        return <Frame size={size} x={x} y={y} marks={networkMarks(series, y, references)} />;
      }}
    </Figure>
  );
}

/** Returns the baselines, one for the whole grid or one per value of the setting if they differ. */
function baselines(groups: readonly Group[], measure: Measure, setting: string | undefined) {
  const lines = groups.flatMap(({ point, rows: [row] }) => {
    const { baseline, bigram } = row;
    const where = setting === undefined ? "" : `, ${point[setting]}`;
    const own = bigram
      ? { name: "unigram", short: "unigram" }
      : { name: "without memory", short: "baseline" };
    const all = [{ value: baseline[measure], ...own, where }];
    if (bigram) all.push({ value: bigram[measure], name: "bigram", short: "bigram", where });
    return all.filter(({ value }) => Number.isFinite(value) && (measure === "accuracy" || value > 0));
  });
  const differs = ({ name, value }: (typeof lines)[number]) =>
    lines.some((other) => other.name === name && other.value !== value);
  const named = lines.map((line) => ({
    value: line.value,
    name: differs(line) ? line.short + line.where : line.name,
  }));
  return named.filter(({ name }, i) => named.findIndex((other) => other.name === name) === i);
}

function sentence(series: readonly NetworkSeries[], measure: Measure, setting: string | undefined): string {
  const ends = series.flatMap(({ name, y }) => {
    const last = y.findLast(Number.isFinite);
    return last === undefined ? [] : [`${shown(measure, last)}${setting ? ` at ${setting} ${name}` : ""}`];
  });
  return ends.length === 0 ? "No run of it has finished yet." : `The last batches reach ${ends.join(", ")}.`;
}
