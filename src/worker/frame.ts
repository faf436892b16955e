import type { LaneTrainer } from "../training/lane-trainer";
import type { LaneFrame, Moment } from "./protocol";

/** A lane's part of a frame: everything measured since the last frame, including the current moment. */
export async function laneFrame(trainer: LaneTrainer): Promise<LaneFrame> {
  await trainer.observe();
  const { records, moments, remarks, changes } = await trainer.drain();
  const column = (of: (record: (typeof records)[number]) => number) => Float64Array.from(records, of);
  return {
    steps: column((record) => record.step),
    loss: column((record) => record.loss),
    accuracy: column((record) => record.accuracy),
    gradNorm: column((record) => record.gradNorm),
    drift: column((record) => record.drift),
    moments,
    lastFinite: trainer.lastFinite,
    complex: trainer.complex,
    stopped: trainer.stopped,
    notes: remarks,
    changes,
  };
}

/** The buffers of a frame that are transferred with it. */
export const transferables = (frame: LaneFrame): Transferable[] =>
  [
    ...[frame.steps, frame.loss, frame.accuracy, frame.gradNorm, frame.drift],
    ...frame.moments.flatMap(arraysOf),
  ].map(({ buffer }) => buffer as ArrayBuffer);

const arraysOf = ({ gradLast, gradLastOf, gradWhole, w, parameters, trajectory, exponent }: Moment) => [
  ...[gradLast, gradWhole, w, parameters, trajectory.states, trajectory.threshold, trajectory.inputs],
  ...(gradLastOf ? [gradLastOf.h, gradLastOf.c] : []),
  ...(exponent ? [exponent.b, exponent.gradient] : []),
];
