import * as v from "valibot";
import { RULE_IDS } from "../rules";
import { TASK_IDS, TASKS } from "../tasks";
import { isRecord, shape, unless } from "../valid";
import { type Curve, EMPTY_CURVE } from "./curve";
import type { PlannedRun, Point } from "./expand";

const isNumber = (value: unknown) => typeof value === "number";
const isShare = (value: unknown) => typeof value === "number" && !(value < 0 || value > 1);
const listOf = (holds: (value: unknown) => boolean) =>
  v.custom<readonly number[]>((value) => Array.isArray(value) && value.every(holds), "be a list of numbers");
const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, `be one of ${options.join(", ")}`);

const TEXT = v.string("be text");
/** NaN and the infinities too: a run may end in them. */
const NUMBER = v.custom<number>(isNumber, "be a number");
const COUNT = v.custom<number>(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  "be a whole number, 0 or more",
);
const SHARE = v.custom<number>(isShare, "be a number from 0 to 1, or NaN");
const POINT = v.custom<Point>(
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
  unless((curve: Curve) =>
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

/** The result of one run, as a results file and the browser keep it. */
export const ROW = shape({
  /** {@link PlannedRun.id} */
  id: TEXT,
  /** Place in the plan's order. */
  index: COUNT,
  plan: TEXT,
  network: TEXT,
  point: POINT,
  rule: oneOf(RULE_IDS),
  task: oneOf(TASK_IDS),
  /** How the run ended. `stopped`: something ceased to be finite. `failed`: it could not be run. */
  outcome: oneOf(["finished", "stopped", "failed"]),
  /** Why it stopped or failed; empty where it did not. */
  reason: TEXT,
  /** What was first not finite, and its value; null where the run was not stopped. */
  stop: v.nullable(shape({ step: COUNT, quantity: TEXT, value: NUMBER })),
  /** Updates made … */
  step: COUNT,
  /** … and wanted. */
  steps: COUNT,
  /** On sequences of the training text (or fresh ones), scored as the held-out ones are. */
  training: SCORE,
  heldOut: SCORE,
  /** What a network without memory reaches. */
  baseline: shape({ ...SCORE_PARTS, name: TEXT }),
  /** What the token before alone tells; null where the task is no text. */
  bigram: v.nullable(SCORE),
  /** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖ before the first step and after the last that was finite. */
  gradientKept: shape({ first: NUMBER, last: NUMBER }),
  /** ‖WW* − I‖_F at the last step. */
  drift: NUMBER,
  units: COUNT,
  parameters: NUMBER,
  /** Of one step, see `flopsPerStep`. */
  flopsPerStep: NUMBER,
  /** Spent on training steps. */
  seconds: NUMBER,
  curve: CURVE,
  /** What computed it. */
  backend: TEXT,
});
export interface Row extends v.InferOutput<typeof ROW> {}

/** Whether a run's loss is a squared error, which says more of it than the share of right answers. */
export const hasSquaredError = ({ task }: Pick<Row, "task">): boolean => TASKS[task].head === "squared error";

/** The row of a run that could not be run: everything about it is unknown but why. */
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
  };
}

/** JSON has neither NaN nor infinities: they are written as strings. */
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
/** A row as one line. Its curve has seven digits, which are all that a picture can show: the line is half as long. */
export function rowLine({ curve, ...row }: Row): string {
  const short = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(7)));
  const { step, loss, accuracy, seconds } = curve;
  return toLine({
    ...row,
    curve: { step, loss: short(loss), accuracy: short(accuracy), seconds: short(seconds) },
  });
}
/** @throws SyntaxError where it is not JSON */
export const fromLine = (line: string): unknown => JSON.parse(line, readNumber);
