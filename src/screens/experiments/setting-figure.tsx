import { isDeckTable } from "../../experiments/deck-printed";
import { type Plan, settingLabel } from "../../experiments/plan";
import { hasSquaredError } from "../../experiments/row";
import { axes, type Group, meanAndDeviation } from "../../experiments/statistics";
import type { PictureLabel } from "../../export/picture-source";
import { Figure } from "../../plot/figure";
import { Frame } from "../../plot/frame";
import type { Look } from "../../plot/look";
import { groupAt, type Measure, measureAxis, settingAxis } from "./figure-data";
import { type NetworkSeries, networkMarks } from "./network-series";

interface SettingFigureProps {
  readonly plan: Plan;
  readonly all: readonly Group[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly run: PictureLabel;
}

/** Held-out accuracy, or loss, of every network against the grid's first setting. */
export function SettingFigure({ plan, all, looks, run }: SettingFigureProps) {
  const [first, ...others] = axes(plan);
  const squared = all[0]?.rows.some(hasSquaredError) || first.name === "lr";
  const measure: Measure = squared ? "loss" : "accuracy";
  const x = settingAxis(settingLabel(first.name), first.values);
  const series = plan.networks.flatMap(({ name }): NetworkSeries[] => {
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
        look,
        x: members.map(({ value }) => x.place(value)),
        y: values.map((each) => meanAndDeviation(each).mean),
        low: values.map((each) => Math.min(...each)),
        high: values.map((each) => Math.max(...each)),
      },
    ];
  });
  const row = all.flatMap(({ finished }) => finished)[0];
  const references = row
    ? [{ value: row.baseline[measure], name: row.bigram ? "unigram" : "without memory" }]
    : [];
  const deck = isDeckTable(plan) && measure === "accuracy";
  const what = measure === "accuracy" ? "Accuracy" : "Loss";
  return (
    <Figure
      name={`${what} against ${settingLabel(first.name)}`}
      summary={
        series.length === 0
          ? "No run has finished yet."
          : `On held-out sequences: the mean over the seeds, and the range from the lowest seed to the highest${deck ? "; the lecture reports 15 to 92 %, see the table" : ""}.`
      }
      run={run}
      paper="wide"
      table={{
        columns: ["network", first.name, "mean", "lowest", "highest"],
        rows: () =>
          series.flatMap(({ name, x: xs, y, low, high }) =>
            xs.map((at, i) => [name, x.format(at), y[i], low[i], high[i]]),
          ),
      }}
    >
      {(size) => {
        const values = references.map(({ value }) => value);
        const y = measureAxis(series, measure, values, size);
        return <Frame size={size} x={x} y={y} marks={networkMarks(series, y, references, true)} />;
      }}
    </Figure>
  );
}
