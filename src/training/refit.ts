import type { LaneConfig } from "../config/schema";
import { OPTIMISERS } from "../optimisers";
import { differences } from "./lane-changes";
import type { Checkpoint } from "./lane-trainer";

/** The settings that normally require a reset, but with which a lane can also continue in the middle of a run. */
export const REFITTED = [
  "activation",
  "optimiser",
  "precondition",
] as const satisfies readonly (keyof LaneConfig)[];

/**
 * A checkpoint with another activation, optimiser or preconditioning: the weights and the future batches are the same.
 * A new optimiser starts without memory and counts its steps from here. What differs is among the lane's changes.
 */
export function refit(checkpoint: Checkpoint, wanted: LaneConfig): Checkpoint {
  const { lane, config, key } = checkpoint;
  const present = lane.config;
  const { activation, optimiser, precondition } = wanted;
  const settings = { ...present, activation, optimiser, precondition };
  const { slots } = OPTIMISERS[optimiser];
  const { lr } = config;
  const refitted = differences(lane.step, { ...present, lr }, { ...settings, lr });
  return {
    ...checkpoint,
    config: { ...config, [key]: { ...config[key], ...settings } },
    changes: [...(checkpoint.changes ?? []), ...refitted],
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
