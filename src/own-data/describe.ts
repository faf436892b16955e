import { formatCount, formatNumber } from "../math/number-format";
import { count } from "./number-array";
import type { OwnData, Sequences } from "./own-data";

const range = ([least, most]: readonly [number, number]): string =>
  `${formatNumber(least, 4)} to ${formatNumber(most, 4)}`;

/**
 * A sentence on the data: number and length of the sequences, the kind of answer, and the held-out part.
 * @param write writes a count
 */
export function summaryOf(data: OwnData, write: (n: number) => string = count): string {
  const numbers = (n: number): string => (n === 1 ? "a number" : `${write(n)} numbers`);
  const { kind, steps, width, outputs, training, heldOut, apart } = data;
  const answer = kind === "classes" ? `classes 0 to ${outputs - 1}` : `${numbers(outputs)} to answer`;
  return `${write(training.count)} sequences of ${write(steps)} time steps with ${numbers(width)} each, ${answer}; ${apart ? "" : "the last "}${write(heldOut.count)} more are held out.`;
}

/** The least and the largest of some values. */
function rangeOf(values: ArrayLike<number>, scale = 1): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i]);
    most = Math.max(most, values[i]);
  }
  return [least * scale, most * scale];
}

/** How the training sequences are spread over the classes, or over what range the answers are, and the inputs, as sentences. */
export function rangesOf({ kind, outputs, training }: OwnData): string {
  const inputs = `Inputs are ${range(rangeOf(training.inputs, training.scale))}.`;
  if (kind === "numbers") return `${inputs} Answers are ${range(rangeOf(training.targets))}.`;
  const counts = new Array<number>(outputs).fill(0);
  for (const label of training.targets) counts[label]++;
  const [fewest, most] = rangeOf(counts);
  const each = fewest === most ? formatCount(most) : `${formatCount(fewest)} to ${formatCount(most)}`;
  return `${inputs} Each class has ${each} training sequences.`;
}

/** A training sequence to be drawn. */
export interface Sample {
  /** Its answer: its class, or the numbers. */
  readonly answer: string;
  /** [T, d] as the network reads it in the given order. */
  readonly inputs: Float32Array<ArrayBuffer>;
}

/** How many samples are drawn. */
const SAMPLES = 8;
/** How many numbers of an answer are named. */
const NAMED = 3;

/** Which training sequences are drawn: the first of each class, or evenly spaced ones. */
function chosen({ kind, training: { targets, count: of } }: OwnData): readonly number[] {
  if (kind === "numbers") {
    const n = Math.min(SAMPLES, of);
    return Array.from({ length: n }, (_, i) => Math.floor((i * of) / n));
  }
  const firsts = new Map<number, number>();
  for (const [i, label] of targets.entries()) if (!firsts.has(label)) firsts.set(label, i);
  const ascending = [...firsts].sort(([one], [other]) => one - other);
  return ascending.slice(0, SAMPLES).map(([, i]) => i);
}

function answerOf({ kind, outputs }: OwnData, { targets }: Sequences, i: number): string {
  if (kind === "classes") return String(targets[i]);
  const all = Array.from(targets.subarray(i * outputs, (i + 1) * outputs), (one) => formatNumber(one, 3));
  return all.length > NAMED ? `${all.slice(0, NAMED).join(", ")} …` : all.join(", ");
}

/** A few training sequences, to be drawn. */
export function samplesOf(data: OwnData): readonly Sample[] {
  const { steps, width, training } = data;
  const each = steps * width;
  return chosen(data).map((i) => ({
    answer: answerOf(data, training, i),
    inputs: Float32Array.from(
      training.inputs.subarray(i * each, (i + 1) * each),
      (value) => value * training.scale,
    ),
  }));
}

/** The bytes of all numbers and labels. */
export const sizeInBytes = ({ training, heldOut }: OwnData): number =>
  [training, heldOut].reduce((sum, { inputs, targets }) => sum + inputs.byteLength + targets.byteLength, 0);

/** Why a run's sequence length is refused that is not the data's, as a sentence. */
export const lengthRefusal = (length: number, { steps }: Pick<OwnData, "steps">): string =>
  `length is ${length} in the plan, and the sequences of the data have ${count(steps)} time steps: write ${steps}, or leave length out.`;
