import * as v from "valibot";
import { RULE_IDS } from "../rules";
import { PLAN_TASK_IDS, TASKS } from "../tasks";
import { isRecord, shape, unless } from "../valid";
import { EMPTY_CURVE, type TrainingCurve } from "./curve";
import type { GridPoint, PlannedRun } from "./expand";
import { ENGINE } from "./source";

const isNumber = (value: unknown) => typeof value === "number";
const isShare = (value: unknown) => typeof value === "number" && !(value < 0 || value > 1);
const listOf = (holds: (value: unknown) => boolean) =>
  v.custom<readonly number[]>((value) => Array.isArray(value) && value.every(holds), "be a list of numbers");
const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, `be one of ${options.join(", ")}`);

const TEXT = v.string("be text");
/** A number, including NaN and the infinities, in which a run may end. */
const NUMBER = v.custom<number>(isNumber, "be a number");
export const COUNT = v.custom<number>(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  "be a whole number, 0 or more",
);
const SHARE = v.custom<number>(isShare, "be a number from 0 to 1, or NaN");
const POINT = v.custom<GridPoint>(
  (value) => isRecord(value) && Object.values(value).every((one) => isNumber(one) || typeof one === "string"),
  "hold a number or a text for each setting of the grid",
);
export const CURVE = v.pipe(
  shape({
    step: listOf(isNumber),
    loss: listOf(isNumber),
    accuracy: listOf(isShare),
    seconds: listOf(isNumber),
  }),
  unless((curve: TrainingCurve) =>
    Object.values(curve).some(({ length }) => length !== curve.step.length)
      ? "the lists of curve must be equally long."
      : undefined,
  ),
);

const SCORE_PARTS = {
  /** In nats, or the mean squared error. */
  loss: NUMBER,
  accuracy: SHARE,
};
const SCORE = shape(SCORE_PARTS);
export interface Score extends v.InferOutput<typeof SCORE> {}

const SCORED_ON = shape({
  /** The number of evaluations. */
  evaluations: COUNT,
  /** The number of sequences of each evaluation … */
  sequences: COUNT,
  /** … and of the answers in them that count. */
  answers: COUNT,
});
/** Rows of version 1 of the engine were scored once, after the last step, on 512 sequences. */
const SCORED_ONCE = { evaluations: 1, sequences: 512, answers: 512 };

/** The result of one run, as saved in a results file and in the browser. */
export const ROW = shape({
  /** {@link PlannedRun.id} */
  id: TEXT,
  /** The run's index in the plan's order. */
  index: COUNT,
  plan: TEXT,
  network: TEXT,
  point: POINT,
  rule: oneOf(RULE_IDS),
  task: oneOf(PLAN_TASK_IDS),
  /** How the run ended. `stopped`: a quantity was no longer finite. `failed`: it could not be run. */
  outcome: oneOf(["finished", "stopped", "failed"]),
  /** Why it stopped or failed; empty if it finished. */
  reason: TEXT,
  /** The first quantity that was not finite, and its value; null if the run did not stop. */
  stop: v.nullable(shape({ step: COUNT, quantity: TEXT, value: NUMBER })),
  /** The steps made … */
  step: COUNT,
  /** … and planned. */
  steps: COUNT,
  /** The median over the last steps of what was measured on each step's batch; NaN if the run did not finish. */
  training: SCORE,
  /** The median over the last evaluations on the held-out set; NaN if the run did not finish. */
  heldOut: SCORE,
  /** What `heldOut` was measured on; all 0 if the run did not finish. */
  scoredOn: v.fallback(SCORED_ON, SCORED_ONCE),
  /** The score that is possible without memory. */
  baseline: shape({ ...SCORE_PARTS, name: TEXT }),
  /** The score of predicting from the previous token only; null if the task is not a text. */
  bigram: v.nullable(SCORE),
  /** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖, of an LSTM with h and c together, before the first step and after the last finite one. */
  gradientKept: shape({ first: NUMBER, last: NUMBER }),
  /** ‖WW* − I‖_F at the last step; NaN for a cell with gates. */
  drift: NUMBER,
  units: COUNT,
  parameters: NUMBER,
  /** Floating-point operations of one step, see `flopsPerStep`. */
  flopsPerStep: NUMBER,
  /** The time spent on training steps. */
  seconds: NUMBER,
  curve: CURVE,
  /** The backend, or the device, that computed it. */
  backend: TEXT,
  /** The text and the engine behind it, see {@link Source}; rows of earlier releases lack them. */
  data: v.fallback(v.string(), ""),
  engine: v.fallback(COUNT, 1),
});
export interface Row extends v.InferOutput<typeof ROW> {}

/** Whether a run's loss is a squared error, which is then more informative than the accuracy. */
export const hasSquaredError = ({ task }: Pick<Row, "task">): boolean => TASKS[task].head === "squared error";

/** The row of a run that could not be run: everything but the reason is unknown. */
export function failedRow(run: PlannedRun, plan: string, reason: string, backend: string): Row {
  const nothing: Score = { loss: Number.NaN, accuracy: Number.NaN };
  const { id, index, network, point, config } = run;
  return {
    id,
    index,
    plan,
    network,
    point,
    rule: config.b.rule,
    task: config.task,
    outcome: "failed",
    reason,
    stop: null,
    step: 0,
    steps: config.steps,
    training: nothing,
    heldOut: nothing,
    scoredOn: { evaluations: 0, sequences: 0, answers: 0 },
    baseline: { ...nothing, name: "" },
    bigram: null,
    gradientKept: { first: Number.NaN, last: Number.NaN },
    drift: Number.NaN,
    units: config.units,
    parameters: Number.NaN,
    flopsPerStep: Number.NaN,
    seconds: 0,
    curve: EMPTY_CURVE,
    backend,
    data: "",
    engine: ENGINE,
  };
}

/** Writes NaN and infinities, which JSON lacks, as strings. */
const writeNumber = (_key: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};
const readNumber = (_key: string, value: unknown) =>
  typeof value === "string" && Object.hasOwn(NOT_FINITE, value) ? NOT_FINITE[value] : value;

/** A value as one line of JSON. */
export const toLine = (value: object): string => JSON.stringify(value, writeNumber);
/** A row as one line. Its curve is rounded to seven digits, its clock to three, which halves the line; a plot shows no more. */
export function rowLine({ curve, ...row }: Row): string {
  const short = (values: readonly number[], digits = 7) =>
    values.map((value) => Number(value.toPrecision(digits)));
  const { step, loss, accuracy, seconds } = curve;
  return toLine({
    ...row,
    curve: { step, loss: short(loss), accuracy: short(accuracy), seconds: short(seconds, 3) },
  });
}
/** Parses one line. @throws SyntaxError if it is not JSON */
export const fromLine = (line: string): unknown => JSON.parse(line, readNumber);
