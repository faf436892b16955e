import type { LaneTrainer } from "../training/lane-trainer";
import type { LaneFrame } from "./protocol";

/** A lane's part of a frame: the scalars since the last one and the newest vectors. */
export async function laneFrame(trainer: LaneTrainer): Promise<LaneFrame> {
  const { records, remarks } = await trainer.drain();
  const probe = await trainer.probe();
  const column = (of: (record: (typeof records)[number]) => number) => Float64Array.from(records, of);
  return {
    steps: column((record) => record.step),
    loss: column((record) => record.loss),
    accuracy: column((record) => record.accuracy),
    gradNorm: column((record) => record.gradNorm),
    drift: column((record) => record.drift),
    ...probe,
    complex: trainer.complex,
    heldOut: trainer.heldOut,
    stopped: trainer.stopped,
    notes: remarks,
  };
}

/** The arrays that may leave with the frame. */
export const transferables = (frame: LaneFrame): Transferable[] =>
  [
    frame.steps,
    frame.loss,
    frame.accuracy,
    frame.gradNorm,
    frame.drift,
    frame.gradLast,
    frame.gradWhole,
    frame.w,
    frame.trajectory.states,
    frame.trajectory.threshold,
    ...(frame.exponent ? [frame.exponent.b, frame.exponent.gradient] : []),
  ].map(({ buffer }) => buffer as ArrayBuffer);
