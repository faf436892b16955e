import type { LaneKey } from "../training/lane";
import type { Trainer } from "../training/trainer";
import type { LaneFrame } from "./protocol";

/** A lane's part of a frame: the scalars since the last one and the newest vectors. */
export async function laneFrame(trainer: Trainer, key: LaneKey): Promise<LaneFrame> {
  const lane = trainer.lane(key);
  const { records, remarks } = trainer.drain(key);
  const probe = await trainer.probe(key);
  const column = (of: (record: (typeof records)[number]) => number) => Float64Array.from(records, of);
  return {
    steps: column((record) => record.step),
    loss: column((record) => record.loss),
    accuracy: column((record) => record.accuracy),
    gradNorm: column((record) => record.gradNorm),
    drift: column((record) => record.drift),
    ...probe,
    complex: lane.complex,
    heldOut: trainer.heldOut[key],
    stopped: lane.stopped,
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
