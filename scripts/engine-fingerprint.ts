import type { RunConfig } from "../src/config/schema";
import { configOf } from "../src/experiments/expand";
import type { Settings } from "../src/experiments/plan";
import { train } from "../src/experiments/run";
import { digest, digestOfBytes } from "../src/tasks/digest";
import type { Task } from "../src/tasks/task";

/** What the rows share: odd sizes, so that the kernels' ends of rows and of batches take part. */
const SHARED: Settings = {
  units: 37,
  batch: 11,
  length: 23,
  recall: 3,
  alphabet: 5,
  vocabulary: 150,
  steps: 4,
};
const COMPLEX = { numbers: "complex" } as const;

/** Short runs in which every task, rule, activation, start and optimiser of the lab takes part. */
export const FINGERPRINT_ROWS: readonly Settings[] = [
  { task: "copying", rule: "none", init: "uniform", activation: "modrelu" },
  { task: "adding", rule: "soft", init: "gaussian", activation: "tanh", optimiser: "adam" },
  { task: "digits", rule: "frozen", init: "haar", activation: "sigmoid", optimiser: "momentum" },
  { task: "words", rule: "exp", init: "rotations", activation: "modrelu", precondition: "adam" },
  { task: "characters", rule: "riemannian", init: "cayley", activation: "relu", rebase: 2 },
  { task: "copying", rule: "cayley", init: "identity", activation: "identity", precondition: "momentum" },
  { task: "adding", rule: "projection", init: "haar", activation: "modrelu", clip: 0.1, optimiser: "sgd" },
  { task: "words", rule: "deck-minus", init: "haar", activation: "tanh", ...COMPLEX },
  { task: "characters", rule: "deck-plus", init: "rotations", activation: "modrelu", ...COMPLEX },
  { task: "digits", rule: "householder", init: "haar", activation: "tanh", precondition: "rmsprop" },
  { task: "copying", rule: "arjovsky", activation: "modrelu", ...COMPLEX },
  { task: "adding", rule: "scornn", init: "rotations", activation: "modrelu", ...COMPLEX },
  { task: "characters", rule: "givens", init: "haar", activation: "tanh", ...COMPLEX },
  { task: "words", rule: "euclidean", init: "gaussian", activation: "sigmoid", supervise: "last" },
  {
    task: "copying",
    rule: "exp",
    init: "rotations",
    activation: "modrelu",
    units: 128,
    batch: 32,
    length: 60,
  },
  { task: "copying", rule: "diagonal", activation: "identity", ringMin: 0.5, phase: 3, ...COMPLEX },
  { task: "forget", rule: "none", init: "haar", activation: "tanh" },
];

/** What a row of {@link FINGERPRINT_ROWS} is made of, as text: every loss and score, and the bits of the weights at the end. */
async function numbersOf(config: RunConfig, task: Task): Promise<string> {
  const run = { id: "", index: 0, network: "", point: {}, config, like: null };
  const training = train(run, "fingerprint", task, "wasm");
  const losses: number[] = [];
  for (;;) {
    const next = await training.next();
    if (!next.done) {
      losses.push(next.value.loss, next.value.accuracy);
      continue;
    }
    const { row, weights } = next.value;
    const { heldOut, training: trained, baseline, bigram, gradientKept, drift } = row;
    const scores = [heldOut, trained, baseline, bigram].map((score) => [score?.loss, score?.accuracy]);
    const bits = Object.entries(weights).map(([name, { data }]) => [
      name,
      digestOfBytes(new Uint8Array(Float32Array.from(data).buffer)),
    ]);
    return JSON.stringify([losses, scores, gradientKept, drift, bits]);
  }
}

/**
 * Identifies the numbers that the engine computes, by those of {@link FINGERPRINT_ROWS}, on wasm.
 * @param taskOf makes a config's task
 */
export async function engineFingerprint(taskOf: (config: RunConfig) => Promise<Task>): Promise<string> {
  const rows: string[] = [];
  for (const settings of FINGERPRINT_ROWS) {
    const config = configOf(SHARED, settings);
    rows.push(await numbersOf(config, await taskOf(config)));
  }
  return digest(rows.join("\n"));
}

/**
 * A WebAssembly module that exports the float32 number a·a − b for a = 1 + 2⁻¹², b = 1 + 2⁻¹¹, by one relaxed
 * multiply-add: 2⁻²⁴ if that rounds once, 0 if it rounds twice.
 */
const MULTIPLY_ADD = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // A function of no arguments that returns an f32, exported as “f”.
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7d],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x1f, 0x01, 0x1d, 0x00],
  // f32x4.splat of a, a and −b; f32x4.relaxed_madd; f32x4.extract_lane 0.
  ...[0x43, 0x00, 0x08, 0x80, 0x3f, 0xfd, 0x13],
  ...[0x43, 0x00, 0x08, 0x80, 0x3f, 0xfd, 0x13],
  ...[0x43, 0x00, 0x10, 0x80, 0xbf, 0xfd, 0x13],
  ...[0xfd, 0x85, 0x02, 0xfd, 0x1f, 0x00, 0x0b],
]);

/** Whether this process has relaxed SIMD and its processor multiplies and adds at once; other machines round differently. */
export async function roundsOnce(): Promise<boolean> {
  if (!WebAssembly.validate(MULTIPLY_ADD)) return false;
  const { instance } = await WebAssembly.instantiate(MULTIPLY_ADD);
  return (instance.exports.f as () => number)() !== 0;
}
