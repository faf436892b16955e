import { type PerLane, perLane } from "../../../lanes";
import { formatCount } from "../../../math/number-format";
import type { Mark } from "../../../plot/mark";
import { rule } from "../../../plot/rule";
import type { Point } from "../../../plot/scales";
import type { Sentence } from "../../../plot/sentence";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import { RIGHT_WITHIN } from "../../../tasks/task";
import type { TaskReport } from "../../../worker/protocol";
import { type ByStep, byStep } from "./by-step";
import { atStep, capitalised, clausesNow, joined } from "./sentences";

/** The loss, or the accuracy, of both lanes against the step. */
export interface Score extends ByStep {
  /** Exact name of the quantity if the chart's name would mislead, e.g. “mean squared error”. */
  readonly measure: string | undefined;
  readonly baseline: { readonly value: number; readonly name: string };
  /** The newest value on the held-out set. */
  readonly heldOut: PerLane<{ readonly step: number; readonly value: number }>;
}

/** Names of loss and accuracy for heads for which the charts' names are not exact. */
const MEASURES: Readonly<Partial<Record<TaskReport["head"], Record<"loss" | "accuracy", string>>>> = {
  "squared error": {
    loss: "mean squared error",
    accuracy: `answers within ${RIGHT_WITHIN} of the target`,
  },
};

/** Returns loss or accuracy at a moment. */
export const scoreView = (score: "loss" | "accuracy", task: TaskReport, moment: ShownMoment): Score => ({
  ...byStep(score, moment),
  measure: MEASURES[task.head]?.[score],
  baseline: { value: task.baseline[score], name: task.baseline.name },
  heldOut: perLane((key) => {
    const heldOut = lab.history.lane(key).moments.upTo(moment.step)?.heldOut;
    return { step: heldOut?.step ?? 0, value: heldOut?.[score] ?? Number.NaN };
  }),
});

/** Returns the sentence with each lane's value at the moment shown, the baseline and the held-out values. */
export function scoreSentence(shown: Score, format: (value: number) => string): Sentence {
  const { run, measure, baseline, heldOut } = shown;
  const step = `at step ${formatCount(run.step)}`;
  const opening: Sentence = [measure ? `${measure} ${step}: ` : `${step} `];
  const clauses = clausesNow(shown, (name, value) => [name, ` ${format(value)}`]);
  return [
    ...capitalised(opening),
    ...joined(clauses, ", ").slice(0, -1),
    `, baseline (dotted) ${format(baseline.value)}; held-out set${heldOutText(heldOut, run.step, format)}.`,
  ];
}

/** Returns the held-out values of both lanes; those of other steps than the one shown, as of a lane that has stopped, with them. */
function heldOutText({ a, b }: Score["heldOut"], step: number, format: (value: number) => string): string {
  const at = (measured: number) => ` ${atStep(measured, "")}`;
  if (a.step !== b.step) {
    return ` (hollow) ${format(a.value)}${at(a.step)} and ${format(b.value)}${at(b.step)}`;
  }
  return `${a.step === step ? "" : at(a.step)} (hollow) ${format(a.value)} and ${format(b.value)}`;
}

/** Returns the newest held-out value of each lane as a point. */
export const heldOutMarks = ({ heldOut }: Score): PerLane<Point> =>
  perLane((lane) => ({ x: heldOut[lane].step, y: heldOut[lane].value }));

/** Returns a dotted line at the baseline, the value reached without memory. */
export const baselineRule = ({ baseline }: Score): readonly Mark[] => [
  rule({ key: "baseline", at: { y: baseline.value }, name: { text: baseline.name, at: "legend" } }),
];
