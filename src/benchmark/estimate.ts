import type { Contender } from "./contenders";
import { type Sampling, type SizeResult, SLOW } from "./interleave";
import { type Size, work } from "./size";
import { SAMPLE } from "./timing";

/** Loading a worker and warming it up, in ms. */
const START = 2000;
/** Steps before the first sample, at least: one for the first loss, one for the warm-up. */
const BEFORE = 2;

/**
 * About how many ms a step takes on a laptop: a fixed cost for each time step and another for each million
 * multiplications, from measurements on two cores at 2.5 GHz. It decides nothing, it only tells how long to wait.
 */
function typicalStep({ network, place }: Contender, size: Size): number {
  const autodiff = 0.25 * size.steps + (5 * work(size)) / 1e6;
  const onWasm = {
    ours: autodiff / 20,
    operations: autodiff,
    layers: 1.5 * autodiff,
    pytorch: autodiff / 15,
  };
  return onWasm[network] * (place === "webgpu" ? 2 : 1);
}

/** About how long a contender takes at a size in all, in ms. */
export function typicalTime(contender: Contender, size: Size, { samples, slowSamples }: Sampling): number {
  const step = typicalStep(contender, size);
  const taken = step > SLOW ? Math.min(samples, slowSamples) : samples;
  return START + BEFORE * step + taken * Math.max(step, SAMPLE);
}

export interface Plan {
  readonly sizes: readonly Size[];
  readonly contenders: readonly Contender[];
  readonly sampling: Sampling;
}

/** About how long all of it takes, in ms. */
export const typicalTotal = ({ sizes, contenders, sampling }: Plan): number =>
  sizes
    .flatMap((size) => contenders.map((contender) => typicalTime(contender, size, sampling)))
    .reduce((sum, part) => sum + part, 0);

/**
 * What is still to come, in ms: samples by those that were taken, what has not begun by what is typical and by how
 * much slower or faster than that this machine has been so far.
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
      measured += START + mean * (BEFORE + row.wanted * row.prepared.steps);
      typical += typicalTime(contender, size, sampling);
    }
  }
  const pace = typical > 0 ? measured / typical : 1;
  return left + pace * waiting.reduce((sum, part) => sum + part, 0);
}
