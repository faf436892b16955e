import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";
import { LANES, Trainer } from "../training/trainer";

const TIMED_STEPS = 6;
const STEPS_OF_SPREAD = 2;

/** Sets how WebGPU work is spread to what makes a step of this config faster on this device. */
export async function spreadByTiming(config: RunConfig, task: Task): Promise<void> {
  const { spreadAs, SPREADS } = await import("../kernels/webgpu");
  let best = { spread: SPREADS[0], milliseconds: Number.POSITIVE_INFINITY };
  for (const spread of SPREADS) {
    spreadAs(spread);
    const milliseconds = await millisecondsPerStep(config, task, 1, STEPS_OF_SPREAD);
    if (milliseconds < best.milliseconds) best = { spread, milliseconds };
  }
  spreadAs(best.spread);
}

/**
 * Mean time of real steps of this config on the present backend, both lanes, after warming up.
 * @param cores on how many they would train at the same time
 */
export async function millisecondsPerStep(
  config: RunConfig,
  task: Task,
  cores: number,
  steps = TIMED_STEPS,
): Promise<number> {
  const trainer = await Trainer.begin(config, task);
  const each: number[] = [];
  for (const key of LANES) {
    const lane = trainer.lanes[key];
    const make = async (count: number) => {
      for (let i = 0; i < count; i++) await lane.advance();
      // A device works behind the calls: only what it has told is done.
      await lane.drain();
    };
    await make(1);
    const start = performance.now();
    await make(steps);
    each.push((performance.now() - start) / steps);
  }
  trainer.free();
  return cores > 1 ? Math.max(...each) : each[0] + each[1];
}
