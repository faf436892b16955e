import { freeBatch, uploadBatch } from "../training/device-batch";
import { Lane } from "../training/lane";
import type { BenchmarkNetwork } from "./network";
import type { Problem } from "./problem";

/**
 * A lane of the lab itself, including everything that it measures at every step for the charts: loss, accuracy,
 * ‖∂L/∂W‖_F and drift.
 */
export function ownNetwork({ config, task, batch }: Problem): BenchmarkNetwork {
  const lane = new Lane(config, "a", task);
  const uploaded = uploadBatch(batch);
  let loss = Number.NaN;
  return {
    step: () => lane.train(uploaded, config.lr),
    async loss() {
      const measured = await lane.measurements(uploaded.steps);
      if (lane.stopped) throw new Error(lane.stopped.explanation);
      loss = measured.at(-1)?.loss ?? loss;
      return loss;
    },
    free() {
      lane.free();
      freeBatch(uploaded);
    },
  };
}
