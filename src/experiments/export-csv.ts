import { csvText } from "../csv";
import { comparisons } from "./comparisons";
import type { Row } from "./row";

type Value = (row: Row) => string | number;

const FIELDS: readonly (readonly [name: string, of: Value])[] = [
  ["network", ({ network }) => network],
  ["task", ({ task }) => task],
  ["rule", ({ rule }) => rule],
  ["outcome", ({ outcome }) => outcome],
  ["stopped_at", ({ stop }) => stop?.step ?? ""],
  ["stopped_by", ({ stop }) => stop?.quantity ?? ""],
  ["step", ({ step }) => step],
  ["steps", ({ steps }) => steps],
  ["held_out_accuracy", ({ heldOut }) => heldOut.accuracy],
  ["held_out_loss", ({ heldOut }) => heldOut.loss],
  ["scored_evaluations", ({ scoredOn }) => scoredOn.evaluations],
  ["scored_sequences", ({ scoredOn }) => scoredOn.sequences],
  ["scored_answers", ({ scoredOn }) => scoredOn.answers],
  ["training_accuracy", ({ training }) => training.accuracy],
  ["training_loss", ({ training }) => training.loss],
  ["baseline_accuracy", ({ baseline }) => baseline.accuracy],
  ["baseline_loss", ({ baseline }) => baseline.loss],
  ["bigram_accuracy", ({ bigram }) => bigram?.accuracy ?? ""],
  ["bigram_loss", ({ bigram }) => bigram?.loss ?? ""],
  ["gradient_kept_first", ({ gradientKept }) => gradientKept.first],
  ["gradient_kept_last", ({ gradientKept }) => gradientKept.last],
  // A cell with gates has none.
  ["drift", ({ drift }) => (Number.isNaN(drift) ? "" : drift)],
  ["units", ({ units }) => units],
  ["parameters", ({ parameters }) => parameters],
  ["flops", ({ flopsPerStep, step }) => flopsPerStep * step],
  ["seconds", ({ seconds }) => seconds],
  ["config", ({ id }) => id],
];

/** What a run's line says of all runs of its network at its point of the grid: their mean score and its 95 % interval. */
const OF_GROUP = [
  "group_score",
  "group_score_of",
  "group_score_scale",
  "group_low",
  "group_high",
  "group_seeds",
  "group_diverged",
];

/** {@link OF_GROUP} of each row. */
function groupCells(rows: readonly Row[]): ReadonlyMap<Row, readonly (string | number)[]> {
  const { places, measure, scale } = comparisons(rows);
  return new Map(
    places
      .flatMap(({ standings }) => standings)
      .flatMap(({ group, score, diverged }) => {
        const { mean, low, high, count } = score;
        const cells = [mean, measure, scale.kind, low, high, count, diverged];
        return group.rows.map((row) => [row, cells] as const);
      }),
  );
}

/** The rows as CSV, one line per run, with the grid's settings after the network. */
export function csv(rows: readonly Row[]): string {
  const ofGroup = groupCells(rows);
  const settings = [...new Set(rows.flatMap(({ point }) => Object.keys(point)))];
  const [[first, network], ...rest] = FIELDS;
  const names = [first, ...settings, ...rest.map(([name]) => name), ...OF_GROUP];
  const lines = rows.map((row) => [
    network(row),
    ...settings.map((name) => row.point[name] ?? ""),
    ...rest.map(([, of]) => of(row)),
    ...(ofGroup.get(row) ?? OF_GROUP.map(() => "")),
  ]);
  return csvText([names, ...lines]);
}
