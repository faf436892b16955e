import type { FieldValue } from "../config/schema";
import { formatCount, formatNumber } from "../math/number-format";
import { type Estimate, estimate } from "./compare";
import { type Plan, settingLabel } from "./plan";
import { hasSquaredError, type Row } from "./row";
import { type Scale, scaleOf } from "./scale";
import { SCORED_STEPS } from "./score";
import { scoringText } from "./scoring-text";
import { axes, type Group, geometric, meanAndDeviation } from "./statistics";

/** The number of significant digits shown; `percent` has one decimal, and counts are whole numbers. */
export type Digits = number | "percent" | "whole";

/** A mean, with its interval if it has one, or words. */
export type TableCell =
  | {
      readonly kind: "number";
      readonly value: Estimate;
      readonly digits: Digits;
    }
  | { readonly kind: "words"; readonly text: string; readonly order: number | string };

export interface Column {
  readonly id: string;
  readonly label: string;
  /** One sentence that explains the column. */
  readonly hint: string;
  /** True for the conditions of a run, as opposed to its results. */
  readonly circumstance?: true;
  readonly cell: (group: Group) => TableCell;
}

/** Formats a number for a cell of the table. */
export function formatCell(value: number, digits: Digits): string {
  if (digits === "percent" && Number.isFinite(value)) return value.toFixed(1);
  return digits === "whole" ? formatCount(value) : formatNumber(value, digits === "percent" ? 3 : digits);
}

const NOTHING = "–";
const INTERVAL = "In brackets the 95 % interval of the mean over the seeds.";

/** Whether an estimate has an interval, which one value has not, nor several equal ones. */
export const hasInterval = ({ low, high }: Estimate): boolean => high > low;

/** The text of a cell: a mean, with its 95 % interval if it has one. */
export function cellText(cell: TableCell): string {
  if (cell.kind === "words") return cell.text;
  const { value, digits } = cell;
  if (value.count === 0) return NOTHING;
  const [mean, low, high] = [value.mean, value.low, value.high].map((one) => formatCell(one, digits));
  return hasInterval(value) ? `${mean} (${low}–${high})` : mean;
}

/** The conditions that are the same for each of several groups, as phrases: “Steps 600”, “Unigram 18.6 %”. */
export function sameInAll(
  all: readonly Column[],
  lines: readonly Group[],
): readonly { readonly id: string; readonly phrase: string }[] {
  if (lines.length < 2) return [];
  return all.flatMap(({ id, label, circumstance, cell }) => {
    const [first, ...others] = lines.map((group) => cellText(cell(group)));
    if (!circumstance || first === NOTHING || others.some((text) => text !== first)) return [];
    const [name, unit] = label.split(", ");
    return [{ id, phrase: [name, first, unit].filter(Boolean).join(" ") }];
  });
}

interface Kind {
  readonly digits: Digits;
  readonly circumstance?: true;
  readonly mean: (values: readonly number[], rows: readonly Row[]) => Estimate;
}
/** A mean without an interval. */
const alone =
  (of: typeof meanAndDeviation) =>
  (values: readonly number[]): Estimate => {
    const { mean, count } = of(values);
    return { mean, low: Number.NaN, high: Number.NaN, count };
  };
/** The mean of scores on a scale, with its interval, back from the scale. */
const onScale =
  ({ to, from }: Scale, unit = 1): Kind["mean"] =>
  (values, rows) => {
    const answers = rows.map(({ scoredOn }) => Math.max(1, scoredOn.answers));
    const { mean, low, high, count } = estimate(values.map((value, i) => to(value, answers[i])));
    const back = (place: number) => unit * from(place, answers[0] ?? 1);
    return { mean: back(mean), low: back(low), high: back(high), count };
  };
/** Values that are the same for every seed, or nearly so. */
const GIVEN: Kind = { digits: 2, mean: alone(meanAndDeviation) };
const COUNTED: Kind = { digits: "whole", mean: alone(meanAndDeviation) };
/** Baselines, and sizes set by the plan or by matching the networks. */
const SHARE: Kind = {
  digits: "percent",
  circumstance: true,
  mean: (values) => alone(meanAndDeviation)(values.map((value) => 100 * value)),
};
const SET: Kind = { ...COUNTED, circumstance: true };
/** Values that differ by orders of magnitude: geometric means. */
const DECADES: Kind = { digits: 2, mean: alone(geometric) };
/** Likewise of values that not every row has: NaN is none. */
const DECADES_IF_ANY: Kind = {
  digits: 2,
  mean: (values) => alone(geometric)(values.filter((value) => !Number.isNaN(value))),
};

/** A column with the mean of one number per finished row of a group. */
const number = (
  id: string,
  label: string,
  hint: string,
  of: (row: Row) => number,
  { digits, circumstance, mean }: Kind,
): Column => ({
  id,
  label,
  hint,
  ...(circumstance && { circumstance }),
  cell: ({ finished }) => ({ kind: "number", value: mean(finished.map(of), finished), digits }),
});

/** A column of words. */
const words = (id: string, label: string, hint: string, of: (group: Group) => FieldValue): Column => ({
  id,
  label,
  hint,
  cell: (group) => ({ kind: "words", text: String(of(group)), order: of(group) }),
});

/** How a group's runs ended: the number of finished ones, and for the others what was not finite, and when. */
export function outcomes({ rows, finished }: Group): string {
  const ended = rows.filter(({ outcome }) => outcome !== "finished");
  const count = `${finished.length} of ${rows.length}`;
  if (ended.length === 0) return count;
  const stops = ended.flatMap(({ outcome, stop }) => (outcome === "stopped" && stop ? [stop] : []));
  const values = [...new Set(stops.map(({ value }) => formatNumber(value)))];
  const steps = stops.map(({ step }) => step).sort((one, other) => one - other);
  const [first, last] = [steps[0], steps.at(-1)];
  const when =
    first === last
      ? `step ${formatCount(first)}`
      : `steps ${formatCount(first)} to ${formatCount(last ?? first)}`;
  const failed = ended.length - stops.length;
  return [
    count,
    ...(stops.length > 0 ? [`${values.join(", ")} at ${when}`] : []),
    ...(failed > 0 ? [failed === 1 ? "failed" : `${failed} failed`] : []),
  ].join("; ");
}

const isText = (rows: readonly Row[]) => rows.some(({ bigram }) => bigram !== null);

/** The columns of the table of a plan's results. */
export function columns(plan: Plan, rows: readonly Row[]): Column[] {
  const text = isText(rows);
  const loss = rows.some(hasSquaredError) ? "Squared error" : "Loss";
  const scoring = scoringText(rows);
  const scored = scoring && `, ${scoring}`;
  const percent: Kind = { digits: "percent", mean: onScale(scaleOf(rows, "accuracy"), 100) };
  const measured: Kind = { digits: 2, mean: onScale(scaleOf(rows, "loss")) };
  return [
    words("network", "Network", "The network that was trained.", ({ network }) => network),
    ...axes(plan).map(({ name }) =>
      words(name, settingLabel(name), "A setting of the grid.", ({ point }) => point[name]),
    ),
    {
      id: "runs",
      label: "Finished",
      hint: "Runs that reached their last step. Means are over these only.",
      cell: (group) => ({
        kind: "words",
        text: outcomes(group),
        order: group.finished.length / Math.max(1, group.rows.length),
      }),
    },
    number(
      "heldOut",
      text ? "Held-out, %" : "Accuracy, %",
      `Correct answers on held-out sequences${text ? " of the text" : ""}${scored}. ${INTERVAL}`,
      ({ heldOut }) => heldOut.accuracy,
      percent,
    ),
    ...(text
      ? [
          number(
            "training",
            "Training, %",
            `Correct answers in the batches of the last ${SCORED_STEPS} steps, at every time step that has a loss; median.`,
            ({ training }) => training.accuracy,
            percent,
          ),
          number(
            "unigram",
            "Unigram, %",
            "Correct if the most frequent token is always the answer.",
            ({ baseline }) => baseline.accuracy,
            SHARE,
          ),
          number(
            "bigram",
            "Bigram, %",
            "Correct if the answer depends on the previous token only.",
            ({ bigram }) => bigram?.accuracy ?? Number.NaN,
            SHARE,
          ),
        ]
      : [
          number(
            "chance",
            "Without memory, %",
            "The accuracy that is reached without memory.",
            ({ baseline }) => baseline.accuracy,
            SHARE,
          ),
        ]),
    number(
      "loss",
      loss,
      `On held-out sequences${scored}. ${INTERVAL}`,
      ({ heldOut }) => heldOut.loss,
      measured,
    ),
    number(
      "gradient",
      "Gradient kept",
      "‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖ after the last step; geometric mean. Of an LSTM: of h and c together.",
      ({ gradientKept }) => gradientKept.last,
      DECADES,
    ),
    number(
      "drift",
      "Drift",
      "‖WW* − I‖_F, a Frobenius norm, at the last step; geometric mean. A cell with gates has none.",
      ({ drift }) => drift,
      DECADES_IF_ANY,
    ),
    number("steps", "Steps", "Training steps made.", ({ step }) => step, SET),
    number(
      "seconds",
      "Time, s",
      "Spent on training steps, on the machine that ran it.",
      ({ seconds }) => seconds,
      GIVEN,
    ),
    number(
      "flops",
      "FLOPs",
      "Floating-point operations, from the formulas.",
      ({ flopsPerStep, step }) => flopsPerStep * step,
      GIVEN,
    ),
    number("units", "n", "Hidden units.", ({ units }) => units, SET),
    number(
      "parameters",
      "Trained",
      "Trained parameters: numbers that are trained.",
      ({ parameters }) => parameters,
      COUNTED,
    ),
  ];
}

/** The groups sorted by a column: words alphabetically or by their number, and values that are not finite last. */
export function sorted(
  all: readonly Group[],
  column: Column,
  direction: "ascending" | "descending",
): readonly Group[] {
  const key = (group: Group) => {
    const cell = column.cell(group);
    return cell.kind === "number" ? cell.value.mean : cell.order;
  };
  const sign = direction === "ascending" ? 1 : -1;
  return [...all].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (typeof a === "string" || typeof b === "string") return sign * String(a).localeCompare(String(b));
    if (!Number.isFinite(a) || !Number.isFinite(b))
      return Number(!Number.isFinite(a)) - Number(!Number.isFinite(b));
    return sign * (a - b);
  });
}
