import type { RunConfig } from "../config/schema";
import type { WorkgroupTuning } from "../kernels/wgsl/workgroup-tuning";
import { LANE_KEYS } from "../lanes";
import type { Task } from "../tasks/task";
import { Trainer } from "./trainer";

/** The number of steps before timing starts, in which programs are compiled. */
const WARM_UP_STEPS = 2;
/** The largest number of timed steps of each lane … */
const MAX_STEPS = 6;
/** … and the time after the first of them in which the others must fit, in ms. */
const MAX_MILLISECONDS = 500;
/** The number of timed steps for choosing between tunings, which are only compared with each other. */
const STEPS_PER_TUNING = 2;

/**
 * Times each WebGPU tuning with steps of this config, and sets the fastest one.
 * @param set sets a tuning; returns its fault if it computes wrongly, and then it is left out
 */
export async function tuneByTiming(
  config: RunConfig,
  task: Task,
  set: (tuning: WorkgroupTuning) => Promise<string | undefined>,
): Promise<void> {
  const { TUNINGS } = await import("../kernels/webgpu");
  let best = { tuning: TUNINGS[0], milliseconds: Number.POSITIVE_INFINITY };
  for (const tuning of TUNINGS) {
    if ((await set(tuning)) !== undefined) continue;
    const milliseconds = await millisecondsPerStep(config, task, 1, STEPS_PER_TUNING);
    if (milliseconds < best.milliseconds) best = { tuning, milliseconds };
  }
  await set(best.tuning);
}

/**
 * Times real steps of this config on the present backend, in both lanes, after a warm-up.
 * @param cores the number of processor cores; with more than one, the lanes train in parallel
 * @param maxSteps the largest number of timed steps of each lane; fewer if they are slow
 * @returns the mean time of a step, in ms
 */
export async function millisecondsPerStep(
  config: RunConfig,
  task: Task,
  cores: number,
  maxSteps = MAX_STEPS,
): Promise<number> {
  const trainer = await Trainer.begin(config, task);
  const each: number[] = [];
  for (const key of LANE_KEYS) {
    const lane = trainer.lanes[key];
    /** Makes steps. @returns the mean time of one, in ms */
    const make = async (count: number) => {
      const start = performance.now();
      for (let i = 0; i < count; i++) await lane.advance();
      // A device works asynchronously: steps are done only when their measurements have been read.
      await lane.drain();
      return (performance.now() - start) / count;
    };
    // The second step also waits for the work that the first one left queued on the device.
    await make(WARM_UP_STEPS);
    const one = await make(1);
    const more = Math.min(maxSteps - 1, Math.floor(MAX_MILLISECONDS / one) - 1);
    each.push(more > 0 ? await make(more) : one);
  }
  trainer.free();
  return cores > 1 ? Math.max(...each) : each[0] + each[1];
}

/** Computes once everything that the first seconds of a run compute, so that all programs are compiled. */
export async function rehearse(config: RunConfig, task: Task): Promise<void> {
  const trainer = await Trainer.begin(config, task);
  for (const key of LANE_KEYS) {
    const lane = trainer.lanes[key];
    // The first step makes its own pass, the second uses the pass that measured the moment.
    for (let step = 0; step < 2; step++) await lane.advance(1);
    await lane.drain();
  }
  trainer.free();
}
