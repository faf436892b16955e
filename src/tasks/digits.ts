import { log } from "../math/elementary";
import type { Random } from "../math/random";
import { digest } from "./digest";
import { orderOf } from "./order";
import type { Batch, Task, TaskMaker } from "./task";

const PIXELS = 64;
const CLASSES = 10;
/** The darkest value of a pixel; values are 0 … 16, written as one digit in base 17. */
const MAX_DARKNESS = 16;
const LINE = new RegExp(`^[0-9][0-9a-g]{${PIXELS}}$`);
const TRAINING_SHARE = 0.9;

const stepWeights = new Float32Array(PIXELS).fill(1, PIXELS - 1);
const scored = new Uint8Array(PIXELS).fill(1, PIXELS - 1);

/**
 * Handwritten digits of 8×8 pixels, read pixel by pixel and row by row (Le, Jaitly, Hinton 2015, on smaller images):
 * 64 time steps of one number from 0 (paper) to 1 (ink), after which the network outputs the digit. *Permuted*, they are read in
 * an order that is drawn from the seed, the same for every image. The first nine
 * tenths of the images are for training, the rest are held out.
 */
export const digits: TaskMaker<Batch<Float32Array, Int32Array>> = {
  label: "Digits, pixel by pixel",
  files: ["digits/digits.txt"],
  head: "softmax",
  isText: false,
  drawnAs: "image",
  reads: ["order"],
  shape: () => ({ steps: PIXELS, outputs: CLASSES }),
  python: {
    needs: ["data", "digits", "cross_entropy"],
    imports: ["from pathlib import Path"],
    settings: ({ order }) => ({ PERMUTED: order === "permuted" ? 1 : 0 }),
  },
  make({ order, seed }, [text = ""]) {
    const { pixels, labels } = read(text);
    const cut = Math.floor(labels.length * TRAINING_SHARE);
    const places = orderOf(PIXELS, order, seed);

    function images(chosen: readonly number[]): Batch<Float32Array, Int32Array> {
      const size = chosen.length;
      const inputs = new Float32Array(PIXELS * size);
      const targets = new Int32Array(PIXELS * size);
      for (const [k, image] of chosen.entries()) {
        for (let t = 0; t < PIXELS; t++) inputs[t * size + k] = pixels[image * PIXELS + places[t]];
        targets[(PIXELS - 1) * size + k] = labels[image];
      }
      return { size, steps: PIXELS, inputs, targets, stepWeights, scored };
    }
    /** Draws `size` images from [from, to), with repetition. */
    const drawn = (random: Random, size: number, from: number, to: number) =>
      Array.from({ length: size }, () => from + random.below(to - from));

    return {
      label: digits.label,
      description: `Read one of ${cut} handwritten digits, 8×8 pixels one after another${order === "permuted" ? " in a permuted order" : ""}, and say which digit it is.`,
      inputs: 1,
      outputs: CLASSES,
      head: digits.head,
      steps: PIXELS,
      baseline: { ...labelBaseline(labels, cut), name: "digit frequencies only" },
      batch: (random, size) => images(drawn(random, size, 0, cut)),
      heldOut: (random, size) => images(drawn(random, size, cut, labels.length)),
      heldOutData: {
        count: labels.length - cut,
        batch: (indices) => images(indices.map((i) => cut + i)),
      },
      symbols: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
      data: digest(text),
    };
  },
};

/** Reads pixels in [0, 1], 64 per image, and labels. @throws Error that names the first line that is not an image */
function read(text: string): { pixels: Float32Array; labels: Uint8Array } {
  const lines = text.trimEnd().split("\n");
  const bad = lines.findIndex((line) => !LINE.test(line));
  if (bad >= 0) {
    throw new Error(
      `Line ${bad + 1} of the digits is not an image: it should be a digit and then ${PIXELS} characters from 0 to g. Has the file been loaded whole?`,
    );
  }
  const pixels = new Float32Array(lines.length * PIXELS);
  for (const [image, line] of lines.entries()) {
    for (let t = 0; t < PIXELS; t++) {
      pixels[image * PIXELS + t] = Number.parseInt(line[t + 1], MAX_DARKNESS + 1) / MAX_DARKNESS;
    }
  }
  return { pixels, labels: Uint8Array.from(lines, (line) => Number(line[0])) };
}

/**
 * The baseline of guessing from the counts of the training labels, measured on the held-out ones: the mean of −ln
 * p(label) in nats with p = (count + 1)/(images + 10), and the share of the digit that is most frequent in training.
 */
function labelBaseline(labels: Uint8Array, cut: number): Pick<Task["baseline"], "loss" | "accuracy"> {
  const counts = new Float64Array(CLASSES).fill(1);
  for (const label of labels.subarray(0, cut)) counts[label]++;
  const mostFrequent = counts.indexOf(Math.max(...counts));
  const heldOut = labels.subarray(cut);
  let [nats, hits] = [0, 0];
  for (const label of heldOut) {
    nats -= log(counts[label] / (cut + CLASSES));
    if (label === mostFrequent) hits++;
  }
  return { loss: nats / heldOut.length, accuracy: hits / heldOut.length };
}
