import { digestOfBytes } from "../tasks/digest";
import { count, type NumberArray, type Numbers, shapeText } from "./number-array";

/** Sequences of numbers with what is to be answered at the end of each. */
export interface Sequences {
  /** [N, T, d] */
  readonly inputs: Numbers;
  /** What an entry of `inputs` is multiplied by: bytes are read as 0 to 1. */
  readonly scale: number;
  /** [N] classes, or [N, o] numbers. */
  readonly targets: Int32Array | Float32Array;
  readonly count: number;
}

/** The answer at the end of a sequence: a class, or numbers. */
export type AnswerKind = "classes" | "numbers";

/** The user's own data: what is trained on, and what is held out. */
export interface OwnData {
  readonly kind: AnswerKind;
  /** T */
  readonly steps: number;
  /** d */
  readonly width: number;
  /** The number of classes, or of numbers to answer. */
  readonly outputs: number;
  readonly training: Sequences;
  readonly heldOut: Sequences;
  /** The rows and columns of a sequence that is an image, read row by row; null if it is none. */
  readonly image: readonly [rows: number, columns: number] | null;
  /** Whether the held-out part was given apart; else it is the last tenth. */
  readonly apart: boolean;
  /** Identifies everything in it. */
  readonly data: string;
}

/** Arrays as they come from files, with the files' names for errors. */
export interface Part {
  readonly name: string;
  readonly inputs: NumberArray;
  /** Null if the last column of the inputs is the label. */
  readonly labels: { readonly name: string; readonly array: NumberArray } | null;
}

/** How errors say what would be right: the command has options, the page has fields. */
export interface Remedies {
  /** If a file has no labels, as the end of a sentence. */
  readonly labels: string;
  /** If labels are no classes, as a sentence. */
  readonly numbers: string;
}

/** How the kernels' working memory is laid out allows no more. */
const MAX_WIDTH = 1000;
const MAX_CLASSES = 2000;
const MAX_STEPS = 5000;
const HELD_OUT_SHARE = 0.1;

/**
 * Puts arrays together: sequences [N, T] or [N, T, d]; bytes with three axes, [N, rows, columns], or four are images, which are
 * read pixel by pixel, row by row.
 * @param kind what is answered
 * @param given the held-out part; null takes the last tenth
 * @param remedies what the user is to do about what is wrong
 * @throws Error with a sentence that names file, place and what would be right
 */
export function ownData(kind: AnswerKind, part: Part, given: Part | null, remedies: Remedies): OwnData {
  const training = sequencesOf(kind, part, remedies);
  const apart = given && sequencesOf(kind, given, remedies);
  const { steps, width, image } = training;
  if (given && apart && (apart.steps !== steps || apart.width !== width))
    throw new Error(
      `${given.name}: its sequences have ${shapeText([apart.steps, apart.width])} numbers, and those of ${part.name} ${shapeText([steps, width])}: they must be alike.`,
    );
  const cut = apart ? training.count : Math.floor(training.count * (1 - HELD_OUT_SHARE));
  if (cut < 1 || cut === (apart ? 0 : training.count))
    throw new Error(
      `${part.name} has ${count(training.count)} sequences: too few to hold a tenth of them out.`,
    );
  const parts = {
    training: slice(training, 0, cut),
    heldOut: apart ?? slice(training, cut, training.count),
  };
  const outputs = Math.max(training.outputs, apart?.outputs ?? 0);
  if (apart && kind === "numbers" && apart.outputs !== training.outputs)
    throw new Error(
      `The held-out part has ${apart.outputs} numbers to answer, and the training part ${training.outputs}.`,
    );
  const data = digestOf(parts, [steps, width, outputs]);
  return { kind, steps, width, outputs, image, apart: apart !== null, ...parts, data };
}

interface Shaped extends Sequences {
  readonly steps: number;
  readonly width: number;
  readonly outputs: number;
  readonly image: OwnData["image"];
}

function slice({ inputs, scale, targets, count, steps, width }: Shaped, from: number, to: number): Sequences {
  const [perInput, perTarget] = [steps * width, targets.length / count];
  return {
    inputs: inputs.subarray(from * perInput, to * perInput),
    scale,
    targets: targets.subarray(from * perTarget, to * perTarget),
    count: to - from,
  };
}

function sequencesOf(kind: AnswerKind, part: Part, remedies: Remedies): Shaped {
  const { name, inputs, labels } = part.labels ? part : withLastColumn(part, remedies);
  const { shape, values } = inputs;
  const isBytes = values instanceof Uint8Array;
  const isImages = isBytes && shape.length > 2;
  if (shape.length < 2 || shape.length > (isImages ? 4 : 3))
    throw new Error(
      `${name} has the shape ${shapeText(shape)}: sequences are N × T or N × T × d, and images bytes of N × rows × columns.`,
    );
  const [length, ...rest] = shape;
  const [steps, width] = isImages ? [rest[0] * rest[1], rest[2] ?? 1] : [rest[0], rest[1] ?? 1];
  if (steps < 1 || steps > MAX_STEPS || width < 1 || width > MAX_WIDTH)
    throw new Error(
      `${name} has sequences of ${count(steps)} time steps with ${count(width)} numbers each: it can be 1 to ${count(MAX_STEPS)} time steps, and 1 to ${count(MAX_WIDTH)} numbers.`,
    );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new Error(
      `${name}: sequence ${count(Math.floor(bad / (steps * width)) + 1)} has ${values[bad]} at time step ${count((Math.floor(bad / width) % steps) + 1)}: every number must be finite.`,
    );
  const answers = labels as NonNullable<Part["labels"]>;
  if (answers.array.shape[0] !== length)
    throw new Error(
      `${answers.name} has ${count(answers.array.shape[0] ?? 0)} labels, and ${name} ${count(length)} sequences: there must be one for each.`,
    );
  const read = kind === "classes" ? classesOf(answers, remedies) : targetsOf(answers);
  const image = isImages ? ([rest[0], rest[1]] as const) : null;
  return { inputs: values, scale: isBytes ? 1 / 255 : 1, count: length, steps, width, image, ...read };
}

/** Takes the last column of a table off as its labels. */
function withLastColumn({ name, inputs: { shape, values } }: Part, remedies: Remedies): Part {
  const [rows, columns] = shape;
  if (shape.length !== 2 || columns < 2)
    throw new Error(
      `${name} has the shape ${shapeText(shape)} and no column for labels: ${remedies.labels}.`,
    );
  const inputs = new Float64Array(rows * (columns - 1));
  const labels = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    inputs.set(values.subarray(i * columns, (i + 1) * columns - 1), i * (columns - 1));
    labels[i] = values[(i + 1) * columns - 1];
  }
  const array = { shape: [rows], values: labels };
  return {
    name,
    inputs: { shape: [rows, columns - 1], values: inputs },
    labels: { name: `The last column of ${name}`, array },
  };
}

function classesOf({ name, array }: NonNullable<Part["labels"]>, remedies: Remedies) {
  const { shape, values } = array;
  if (shape.length > 2 || (shape[1] ?? 1) !== 1)
    throw new Error(
      `${name} has the shape ${shapeText(shape)}: classes are one whole number for each sequence.`,
    );
  const bad = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value >= MAX_CLASSES);
  if (bad >= 0)
    throw new Error(
      `${name}: label ${count(bad + 1)} is ${values[bad]}, and a class is a whole number from 0 to ${MAX_CLASSES - 1}. ${remedies.numbers}`,
    );
  const targets = Int32Array.from(values);
  return { targets, outputs: targets.reduce((most, value) => Math.max(most, value), 0) + 1 };
}

function targetsOf({ name, array: { shape, values } }: NonNullable<Part["labels"]>) {
  const outputs = shape[1] ?? 1;
  if (shape.length > 2 || outputs < 1 || outputs > MAX_WIDTH)
    throw new Error(
      `${name} has the shape ${shapeText(shape)}: the numbers to answer are N or N × o, with o from 1 to ${count(MAX_WIDTH)}.`,
    );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new Error(
      `${name}: row ${count(Math.floor(bad / outputs) + 1)} has ${values[bad]}: every number must be finite.`,
    );
  return { targets: Float32Array.from(values), outputs };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The digest of sizes, inputs and targets of both parts. */
function digestOf(parts: Readonly<Record<string, Sequences>>, sizes: readonly number[]): string {
  const digests = Object.values(parts).flatMap(({ inputs, scale, targets }) => [
    digestOfBytes(bytesOf(inputs)),
    digestOfBytes(bytesOf(targets)),
    `${scale}`,
  ]);
  return digestOfBytes(new TextEncoder().encode([...sizes, ...digests].join(" ")));
}
