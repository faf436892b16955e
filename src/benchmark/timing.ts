import { type Calls, countCalls } from "./gpu-calls";
import type { BenchmarkNetwork } from "./network";

/**
 * A sample is as many steps as fill this many ms, so that a clock of tenths of a millisecond is fine enough and caches
 * that others have filled meanwhile cost little.
 */
export const SAMPLE = 60;
const MAX_STEPS = 200;
/** Steps are made until they have taken this long, so that code and pipelines are compiled. */
const WARM_UP = 400;
const MAX_WARM_UP_STEPS = 60;

/** What is known of a network before the first sample. */
export interface Prepared {
  /** The loss before any update, by which the contenders are compared. */
  readonly firstLoss: number;
  /** Steps in one sample. */
  readonly steps: number;
  /** Of the last step of the warm-up, in ms. */
  readonly milliseconds: number;
  /** Of one step; null where there is no WebGPU. */
  readonly calls: Calls | null;
}

/** Settles when the device has done all that it was given. */
export type Settle = () => Promise<void>;

const fill = (milliseconds: number) =>
  Math.min(MAX_STEPS, Math.max(1, Math.ceil(SAMPLE / Math.max(milliseconds, 1e-3))));

/** The first step, and then the warm-up. */
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
 * So many steps one after another, until the last loss has been read and the device has done all.
 * @returns ms a step
 */
async function time(network: BenchmarkNetwork, settle: Settle, steps: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < steps; i++) await network.step();
  await network.loss();
  await settle();
  return (performance.now() - start) / steps;
}

/** One sample of so many steps, after one that is not timed where steps are short. @returns ms a step */
export async function sample(network: BenchmarkNetwork, settle: Settle, steps: number): Promise<number> {
  if (steps > 1) await time(network, settle, 1);
  return time(network, settle, steps);
}
