import type { LaneConfig } from "../config/schema";
import { OPTIMISERS } from "../optimisers";
import type { Checkpoint } from "./lane-trainer";

/** The settings that normally require a reset, but with which a lane can also continue in the middle of a run. */
export const REFITTED = [
  "activation",
  "optimiser",
  "precondition",
] as const satisfies readonly (keyof LaneConfig)[];

/**
 * A checkpoint with another activation, optimiser or preconditioning: the weights and the future batches are the same.
 * A new optimiser starts without memory and counts its steps from here.
 */
export function refit(checkpoint: Checkpoint, wanted: LaneConfig): Checkpoint {
  const { lane, config, key } = checkpoint;
  const present = lane.config;
  const { activation, optimiser, precondition } = wanted;
  const settings = { ...present, activation, optimiser, precondition };
  const { slots } = OPTIMISERS[optimiser];
  return {
    ...checkpoint,
    config: { ...config, [key]: { ...config[key], ...settings } },
    lane: {
      ...lane,
      config: settings,
      ...(optimiser !== present.optimiser && {
        memory: Array.from({ length: slots }, () => new Float32Array(lane.parameters.length)),
        optimisedFrom: lane.step,
      }),
      ...(precondition !== present.precondition && {
        recurrent: { ...lane.recurrent, step: 0, memory: [] },
      }),
    },
  };
}
