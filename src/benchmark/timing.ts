import { type Calls, countCalls } from "./gpu-calls";
import type { BenchmarkNetwork } from "./network";

/**
 * The time that one sample should take, in ms, so that a clock with a resolution of 0.1 ms is precise enough and caches
 * that other contenders have filled cost little.
 */
export const SAMPLE = 60;
const MAX_STEPS = 200;
/** The duration of the warm-up in ms, in which code and pipelines are compiled. */
const WARM_UP = 400;
const MAX_WARM_UP_STEPS = 60;

/** The measurements of a network before the first sample. */
export interface Prepared {
  /** The loss before any update, by which the contenders are compared. */
  readonly firstLoss: number;
  /** The number of steps in one sample. */
  readonly steps: number;
  /** The time of the last step of the warm-up, in ms. */
  readonly milliseconds: number;
  /** The calls of one step; null if there is no WebGPU. */
  readonly calls: Calls | null;
}

/** Settles when the device has finished all queued work. */
export type Settle = () => Promise<void>;

const fill = (milliseconds: number) =>
  Math.min(MAX_STEPS, Math.max(1, Math.ceil(SAMPLE / Math.max(milliseconds, 1e-3))));

/** Makes the first step and then the warm-up. */
export async function warmUp(network: BenchmarkNetwork, settle: Settle): Promise<Prepared> {
  await network.step();
  const firstLoss = await network.loss();
  let [steps, milliseconds] = [0, 0];
  const until = performance.now() + WARM_UP;
  const calls = await countCalls(async () => {
    do {
      milliseconds = await time(network, settle, 1);
      steps++;
    } while (performance.now() < until && steps < MAX_WARM_UP_STEPS);
  });
  return {
    firstLoss,
    steps: fill(milliseconds),
    milliseconds,
    calls: calls && { dispatches: calls.dispatches / steps, submits: calls.submits / steps },
  };
}

/**
 * Times steps until the last loss has been read and the device has finished.
 * @returns ms per step
 */
async function time(network: BenchmarkNetwork, settle: Settle, steps: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < steps; i++) await network.step();
  await network.loss();
  await settle();
  return (performance.now() - start) / steps;
}

/** Takes one sample, after an untimed step if the sample has several. @returns ms per step */
export async function sample(network: BenchmarkNetwork, settle: Settle, steps: number): Promise<number> {
  if (steps > 1) await time(network, settle, 1);
  return time(network, settle, steps);
}
