import type { RunConfig } from "../config/schema";
import { log } from "../math/elementary";
import type { Random } from "../math/random";
import { TASKS } from "../tasks";
import { orderOf } from "../tasks/order";
import { type Batch, RIGHT_WITHIN, type Task } from "../tasks/task";
import { lengthRefusal } from "./describe";
import { count } from "./number-array";
import type { OwnData, Sequences } from "./own-data";

/**
 * The task of a run on the user's own data: the network reads T time steps of d numbers, in the order that the config says, and
 * answers after the last one. Sequences are drawn with repetition.
 * @throws Error with a sentence if the config's length is not that of the data
 */
export function ownTask({ task, length, order, seed }: RunConfig, data: OwnData): Task {
  const { steps, width, outputs, training, heldOut } = data;
  if (length !== steps) throw new Error(lengthRefusal(length, data));
  const { label, head } = TASKS[task];
  const places = orderOf(steps, order, seed);
  const stepWeights = new Float32Array(steps).fill(1, steps - 1);
  const scored = new Uint8Array(steps).fill(1, steps - 1);
  const classes = head === "softmax";
  const perTarget = classes ? 1 : outputs;

  function batch(from: Sequences, indices: readonly number[]): Batch {
    const size = indices.length;
    const inputs = new Float32Array(steps * size * width);
    const targets = new (classes ? Int32Array : Float32Array)(steps * size * perTarget);
    for (const [k, chosen] of indices.entries()) {
      for (let t = 0; t < steps; t++) {
        const at = (chosen * steps + places[t]) * width;
        for (let j = 0; j < width; j++) inputs[(t * size + k) * width + j] = from.inputs[at + j] * from.scale;
      }
      for (let j = 0; j < perTarget; j++)
        targets[((steps - 1) * size + k) * perTarget + j] = from.targets[chosen * perTarget + j];
    }
    return { size, steps, inputs, targets, stepWeights, scored };
  }
  const drawn = ({ count: of }: Sequences, random: Random, size: number) =>
    Array.from({ length: size }, () => random.below(of));

  const answer = classes ? `one of ${outputs} classes` : outputs === 1 ? "a number" : `${outputs} numbers`;
  return {
    label,
    description: `Read one of ${count(training.count)} sequences of your own, ${count(steps)} time steps of ${width === 1 ? "a number" : `${width} numbers`}, and answer with ${answer}.`,
    inputs: width,
    outputs,
    head,
    steps,
    baseline: classes ? frequencies(data) : means(data),
    batch: (random, size) => batch(training, drawn(training, random, size)),
    heldOut: (random, size) => batch(heldOut, drawn(heldOut, random, size)),
    heldOutData: { count: heldOut.count, batch: (indices) => batch(heldOut, indices) },
    symbols: classes ? Array.from({ length: outputs }, (_, k) => String(k)) : [],
    data: data.data,
  };
}

/**
 * Guessing from the counts of the training classes, measured on the held-out ones: the mean of −ln p(class) in nats with
 * p = (count + 1)/(N + classes), and the share of the most frequent class.
 */
function frequencies({ outputs, training, heldOut }: OwnData): Task["baseline"] {
  const counts = new Float64Array(outputs).fill(1);
  for (const label of training.targets) counts[label]++;
  const mostFrequent = counts.indexOf(counts.reduce((most, one) => Math.max(most, one)));
  let [loss, accuracy] = [0, 0];
  for (const label of heldOut.targets) {
    loss -= log(counts[label] / (training.count + outputs)) / heldOut.count;
    if (label === mostFrequent) accuracy += 1 / heldOut.count;
  }
  return { loss, accuracy, name: "class frequencies only" };
}

/** Always answering the means of the training targets, measured on the held-out ones. */
function means({ outputs, training, heldOut }: OwnData): Task["baseline"] {
  const mean = new Float64Array(outputs);
  for (const [i, value] of training.targets.entries()) mean[i % outputs] += value / training.count;
  let [loss, accuracy] = [0, 0];
  for (let k = 0; k < heldOut.count; k++) {
    let right = true;
    for (let j = 0; j < outputs; j++) {
      const error = heldOut.targets[k * outputs + j] - mean[j];
      loss += error ** 2 / heldOut.count;
      if (Math.abs(error) > RIGHT_WITHIN) right = false;
    }
    if (right) accuracy += 1 / heldOut.count;
  }
  return { loss, accuracy, name: "always answering the mean" };
}
