import type { LaneConfig } from "../config/schema";
import { OPTIMISERS } from "../optimisers";
import type { Checkpoint } from "./lane-trainer";

/** The settings that wait for a fresh start, and that a lane in mid-run can nevertheless go on with. */
export const REFITTED = [
  "activation",
  "optimiser",
  "precondition",
] as const satisfies readonly (keyof LaneConfig)[];

/**
 * A lane in the middle of its run with another activation, optimiser or preconditioning: the same weights and the
 * same data to come. An optimiser that takes over has no memory yet, and counts its steps from here.
 */
export function refit(checkpoint: Checkpoint, wanted: LaneConfig): Checkpoint {
  const { lane, config, key } = checkpoint;
  const now = lane.config;
  const { activation, optimiser, precondition } = wanted;
  const settings = { ...now, activation, optimiser, precondition };
  const { slots } = OPTIMISERS[optimiser];
  return {
    ...checkpoint,
    config: { ...config, [key]: { ...config[key], ...settings } },
    lane: {
      ...lane,
      config: settings,
      ...(optimiser !== now.optimiser && {
        memory: Array.from({ length: slots }, () => new Float32Array(lane.parameters.length)),
        optimisedFrom: lane.step,
      }),
      ...(precondition !== now.precondition && {
        recurrent: { ...lane.recurrent, step: 0, memory: [] },
      }),
    },
  };
}
