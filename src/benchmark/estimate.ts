import { CELLS } from "../kernels/cells";
import type { Contender } from "./contenders";
import { type Sampling, type SizeResult, SLOW } from "./interleave";
import { type Size, work } from "./size";
import { SAMPLE } from "./timing";

/** The time to load a worker and warm it up, in ms. */
const START_MS = 2000;
/** The smallest number of steps before the first sample: one for the first loss, one for the warm-up. */
const MIN_STEPS_BEFORE = 2;

/**
 * A rough estimate of a step's time on a laptop, in ms: a fixed cost per time step and another per million
 * multiplications, from measurements on two cores at 2.5 GHz. It is used only to show how long the benchmark takes.
 */
function typicalStep({ network, place, cell }: Contender, size: Size): number {
  const { length: blocks } = CELLS[cell].blocks;
  const autodiff = 0.25 * size.steps + (5 * blocks * work(size)) / 1e6;
  const onWasm = {
    ours: autodiff / 20,
    operations: autodiff,
    layers: 1.5 * autodiff,
    jax: autodiff / 2,
    pytorch: autodiff / 15,
  };
  return onWasm[network] * (place === "webgpu" ? 2 : 1);
}

/** A rough estimate of the time that a contender takes at a size, in ms. */
export function typicalTime(contender: Contender, size: Size, { samples, slowSamples }: Sampling): number {
  const step = typicalStep(contender, size);
  const taken = step > SLOW ? Math.min(samples, slowSamples) : samples;
  return START_MS + MIN_STEPS_BEFORE * step + taken * Math.max(step, SAMPLE);
}

/** The sizes and contenders of a benchmark. */
export interface Plan {
  readonly sizes: readonly Size[];
  readonly contenders: readonly Contender[];
  readonly sampling: Sampling;
}

/** A rough estimate of the time that the whole benchmark takes, in ms. */
export const typicalTotal = ({ sizes, contenders, sampling }: Plan): number =>
  sizes
    .flatMap((size) => contenders.map((contender) => typicalTime(contender, size, sampling)))
    .reduce((sum, part) => sum + part, 0);

/**
 * The estimated remaining time, in ms: for contenders in progress from their samples, for the others from the typical
 * time multiplied by how much slower or faster this machine has been so far.
 */
export function timeLeft({ sizes, contenders, sampling }: Plan, results: readonly SizeResult[]): number {
  let [left, measured, typical] = [0, 0, 0];
  const waiting: number[] = [];
  for (const [i, size] of sizes.entries()) {
    for (const contender of contenders) {
      const row = results[i]?.rows.find((one) => one.contender.id === contender.id);
      if (row?.failure != null) continue;
      if (!row?.prepared) {
        waiting.push(typicalTime(contender, size, sampling));
        continue;
      }
      const mean =
        row.samples.length > 0
          ? row.samples.reduce((sum, ms) => sum + ms, 0) / row.samples.length
          : row.prepared.milliseconds;
      left += (row.wanted - row.samples.length) * mean * row.prepared.steps;
      measured += START_MS + mean * (MIN_STEPS_BEFORE + row.wanted * row.prepared.steps);
      typical += typicalTime(contender, size, sampling);
    }
  }
  const pace = typical > 0 ? measured / typical : 1;
  return left + pace * waiting.reduce((sum, part) => sum + part, 0);
}
