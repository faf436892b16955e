import { type PerLane, perLane } from "../../../lanes";
import { formatNumber } from "../../../math/number-format";
import { softmax } from "../../../sequence/softmax";
import { inputsOf, targetsOf } from "../../../store/sequences";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import { orderOf } from "../../../tasks/order";
import { RIGHT_WITHIN } from "../../../tasks/task";
import type { Answers, Stop, TaskReport } from "../../../worker/protocol";
import { type RunLabel, runLabel } from "../run-label";
import { lost, measuredAt, stoppedAt } from "./moments";

/** One held-out sequence, and what both networks answer to it. */
export interface SequenceShown {
  readonly run: RunLabel;
  readonly task: TaskReport;
  /** Number of the sequence, from 1, and of all. */
  readonly sequence: number;
  readonly of: number;
  /** T. */
  readonly steps: number;
  readonly inputs: Int32Array | Float32Array;
  readonly targets: Int32Array | Float32Array;
  /** The pixel that is read at each time step, if the sequence is an image. */
  readonly places: ArrayLike<number>;
  /** Whether an answer is wanted at each time step. */
  readonly wanted: readonly boolean[];
  /** Whether it counts for the accuracy. */
  readonly scored: readonly boolean[];
  /** The time step of the answer whose dependence is shown. */
  readonly answer: number;
  readonly lanes: PerLane<LaneAnswers>;
}

export interface LaneAnswers {
  /** Null until they are computed. */
  readonly answers: Answers | null;
  readonly stopped: Stop | null;
  /** Step of the network, if that is not the step shown. */
  readonly measuredAt?: number;
  /** Why nothing can be computed, in words that follow its name. */
  readonly lost?: string;
}

/** Returns the shown sequence at a moment; null before the held-out set is known. */
export function sequenceShown(moment: ShownMoment, task: TaskReport): SequenceShown | null {
  const { heldOut, sequence, answer, applied } = lab.state;
  if (!heldOut) return null;
  const { steps, size, stepWeights, scored } = heldOut;
  const lanes = perLane((key): LaneAnswers => {
    const answers = lab.history.lane(key).answers.upTo(moment.step) ?? null;
    const where = answers ? measuredAt(answers.step, moment) : lost(key, moment);
    return { answers, stopped: stoppedAt(key, moment), ...where };
  });
  return {
    run: runLabel(moment.step),
    task,
    sequence,
    of: size,
    steps,
    inputs: inputsOf(heldOut, sequence),
    targets: targetsOf(heldOut, sequence),
    places: orderOf(steps, applied.order, applied.seed),
    wanted: Array.from(stepWeights, (weight) => weight > 0),
    scored: Array.from(scored, (counts) => counts > 0),
    answer: lanes.a.answers?.answer ?? lanes.b.answers?.answer ?? answer ?? steps,
    lanes,
  };
}

/** softmax of y_t, [o]. @param t from 1 */
export function probabilitiesAt(
  { outputs }: Pick<Answers, "outputs">,
  t: number,
  classes: number,
): Float64Array {
  return softmax(outputs.subarray((t - 1) * classes, t * classes));
}

/** A class with its probability. */
export interface Favourite {
  readonly class: number;
  readonly probability: number;
}

/** The `count` most probable classes, in descending order. */
export function favourites(probabilities: Float64Array, count: number): readonly Favourite[] {
  return Array.from(probabilities, (probability, index) => ({ class: index, probability }))
    .sort((one, other) => other.probability - one.probability)
    .slice(0, count);
}

/** Whether a lane’s answer at a time step is right. */
export function isRight(shown: SequenceShown, answers: Answers, t: number): boolean {
  const { task, targets } = shown;
  if (task.head === "squared error") {
    return (
      Math.abs(answers.outputs[(t - 1) * task.outputs] - targets[(t - 1) * task.outputs]) <= RIGHT_WITHIN
    );
  }
  const [first] = favourites(probabilitiesAt(answers, t, task.outputs), 1);
  return first.class === targets[t - 1];
}

/** The text of a class. */
export const symbolOf = ({ task }: Pick<SequenceShown, "task">, index: number): string =>
  (task.drawnAs === "symbols" ? SIGNS[task.symbols[index]] : undefined) ??
  task.symbols[index] ??
  String(index);

/** The text of the input at a time step: of the class, or of the numbers as written by `write`. @param t from 1 */
export function inputAt(
  { inputs, steps, task }: Pick<SequenceShown, "inputs" | "steps" | "task">,
  t: number,
  write = (value: number) => formatNumber(value, 3),
): string {
  if (inputs instanceof Int32Array) return symbolOf({ task }, inputs[t - 1]);
  const each = inputs.length / steps;
  return Array.from(inputs.subarray((t - 1) * each, t * each), write).join(", ");
}

/** Signs of symbols that are named in words; in a text the same words are themselves. */
const SIGNS: Readonly<Record<string, string>> = { blank: "·", reset: "↺", marker: "▸" };

/** The time steps whose answers count, from 1. */
export const scoredSteps = ({ scored }: Pick<SequenceShown, "scored">): number[] =>
  scored.flatMap((counts, i) => (counts ? [i + 1] : []));
