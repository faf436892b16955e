import { freeBatch, uploadBatch } from "../training/device-batch";
import { Lane } from "../training/lane";
import type { Network } from "./network";
import type { Problem } from "./problem";

/**
 * A lane of the lab itself, with everything that is measured on every step for the charts: loss, accuracy, ‖∂L/∂W‖
 * and drift.
 */
export function ownNetwork({ config, task, batch }: Problem): Network {
  const lane = new Lane(config, "a", task);
  const uploaded = uploadBatch(batch);
  let loss = Number.NaN;
  return {
    async step() {
      ({ loss } = await lane.train(uploaded, config.lr));
      if (lane.stopped) throw new Error(lane.stopped.explanation);
    },
    loss: async () => loss,
    free() {
      lane.free();
      freeBatch(uploaded);
    },
  };
}
