import type { RunConfig } from "../config/schema";
import { LANE_KEYS } from "../lanes";
import type { Task } from "../tasks/task";
import { Trainer } from "./trainer";

/** Steps before the clock counts: programs are compiled in them. */
const WARMING = 2;
/** At most so many steps of each lane are timed … */
const MAX_STEPS = 6;
/** … and, once there is one, no more than fit into this many ms. */
const BUDGET = 500;
/** For a choice between tunings, which are compared with each other alone. */
const STEPS_OF_SPREAD = 2;

/** Sets the WebGPU tuning that makes a step of this config faster on this device. */
export async function tuneByTiming(config: RunConfig, task: Task): Promise<void> {
  const { tune, TUNINGS } = await import("../kernels/webgpu");
  let best = { tuning: TUNINGS[0], milliseconds: Number.POSITIVE_INFINITY };
  for (const tuning of TUNINGS) {
    tune(tuning);
    const milliseconds = await millisecondsPerStep(config, task, 1, STEPS_OF_SPREAD);
    if (milliseconds < best.milliseconds) best = { tuning, milliseconds };
  }
  tune(best.tuning);
}

/**
 * Mean time of real steps of this config on the present backend, both lanes, after some to warm up.
 * @param cores on how many they would train at the same time
 * @param most steps of each lane; fewer where they are slow
 */
export async function millisecondsPerStep(
  config: RunConfig,
  task: Task,
  cores: number,
  most = MAX_STEPS,
): Promise<number> {
  const trainer = await Trainer.begin(config, task);
  const each: number[] = [];
  for (const key of LANE_KEYS) {
    const lane = trainer.lanes[key];
    /** @returns ms of each of so many steps made in a row */
    const make = async (count: number) => {
      const start = performance.now();
      for (let i = 0; i < count; i++) await lane.advance();
      // A device works behind the calls: only what it has told is done.
      await lane.drain();
      return (performance.now() - start) / count;
    };
    // What the first step leaves for the device to do is waited for by the second.
    await make(WARMING);
    const one = await make(1);
    const more = Math.min(most - 1, Math.floor(BUDGET / one) - 1);
    each.push(more > 0 ? await make(more) : one);
  }
  trainer.free();
  return cores > 1 ? Math.max(...each) : each[0] + each[1];
}

/** Goes once through all that the first seconds of a run compute, so that its programs are known. */
export async function rehearse(config: RunConfig, task: Task): Promise<void> {
  const trainer = await Trainer.begin(config, task);
  for (const key of LANE_KEYS) {
    const lane = trainer.lanes[key];
    // The first step follows a pass of its own, the second the pass that measured the moment.
    for (let step = 0; step < 2; step++) await lane.advance(1);
    await lane.drain();
  }
  trainer.free();
}
