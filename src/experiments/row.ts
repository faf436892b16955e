import type { RunConfig } from "../config/schema";
import { TASKS } from "../tasks";
import type { Task } from "../tasks/task";
import type { Stop } from "../training/stop";
import { type Curve, EMPTY_CURVE } from "./curve";
import type { PlannedRun, Point } from "./expand";

export interface Score {
  /** In nats, or the mean squared error. */
  readonly loss: number;
  /** In [0, 1]. */
  readonly accuracy: number;
}

/** How a run ended. `stopped`: something ceased to be finite. `failed`: it could not be run. */
export type Outcome = "finished" | "stopped" | "failed";

/** The result of one run. */
export interface Row {
  /** {@link PlannedRun.id} */
  readonly id: string;
  /** Place in the plan's order. */
  readonly index: number;
  readonly plan: string;
  readonly network: string;
  readonly point: Point;
  readonly rule: RunConfig["b"]["rule"];
  readonly task: RunConfig["task"];
  readonly outcome: Outcome;
  /** Why it stopped or failed; empty where it did not. */
  readonly reason: string;
  /** What was first not finite, and its value; null where the run was not stopped. */
  readonly stop: {
    readonly step: number;
    readonly quantity: Stop["quantity"];
    readonly value: number;
  } | null;
  /** Updates made, and wanted. */
  readonly step: number;
  readonly steps: number;
  /** On sequences of the training text (or fresh ones), scored as the held-out ones are. */
  readonly training: Score;
  readonly heldOut: Score;
  /** What a network without memory reaches. */
  readonly baseline: Task["baseline"];
  /** What the token before alone tells; null where the task is no text. */
  readonly bigram: Score | null;
  /** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖ before the first step and after the last that was finite. */
  readonly gradientKept: { readonly first: number; readonly last: number };
  /** ‖WW* − I‖_F at the last step. */
  readonly drift: number;
  readonly units: number;
  readonly parameters: number;
  /** Of one step, see `flopsPerStep`. */
  readonly flopsPerStep: number;
  /** Spent on training steps. */
  readonly seconds: number;
  readonly curve: Curve;
  /** What computed it. */
  readonly backend: string;
}

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
const write = (_key: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};
const read = (_key: string, value: unknown) =>
  typeof value === "string" && Object.hasOwn(NOT_FINITE, value) ? NOT_FINITE[value] : value;

/** A value as one line of JSON. */
export const toLine = (value: object): string => JSON.stringify(value, write);
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
export const fromLine = (line: string): unknown => JSON.parse(line, read);
