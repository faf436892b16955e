import type { LaneKey } from "../../src/lanes";
import type { Frame, LaneFrame, Moment, Spectrum, Stop } from "../../src/worker/protocol";

/** A moment of a 1×1 network. */
export const moment = (step: number, part: Partial<Moment> = {}): Moment => ({
  step,
  loss: 1,
  accuracy: 0,
  gradNorm: 1,
  drift: 0,
  gradLast: Float32Array.of(1, 2),
  gradLastOf: null,
  gradWhole: Float32Array.of(3, 4),
  w: Float32Array.of(1),
  size: { inputs: 1, units: 1, outputs: 1, complex: false },
  parameters: new Float32Array(5),
  slope: { max: 1, min: 0 },
  deadUnits: null,
  trajectory: {
    activation: "tanh",
    states: Float32Array.of(0, 0),
    threshold: Float32Array.of(0),
    inputs: Int32Array.of(0),
  },
  exponent: null,
  heldOut: { step: 0, loss: 1, accuracy: 0 },
  floor: 1e-6,
  ...part,
});

/** A lane's part of a frame: the scalars of these steps, and the last of them as a moment. */
export function laneFrame(
  steps: readonly number[],
  loss: readonly number[] = steps.map(() => 1),
  stopped: Stop | null = null,
): LaneFrame {
  const last = steps.at(-1);
  return {
    steps: Float64Array.from(steps),
    loss: Float64Array.from(loss),
    accuracy: new Float64Array(steps.length),
    gradNorm: new Float64Array(steps.length),
    drift: new Float64Array(steps.length),
    moments: last === undefined || stopped ? [] : [moment(last, { loss: loss.at(-1) ?? 1 })],
    lastFinite: [],
    complex: false,
    stopped,
    notes: [],
    changes: [],
  };
}

/** A frame of both lanes at the last of these steps. */
export const frame = (
  run: number,
  steps: readonly number[],
  {
    loss,
    playing = false,
    stopped = null,
  }: { loss?: number[]; playing?: boolean; stopped?: Stop | null } = {},
): Frame => ({
  run,
  step: steps.at(-1) ?? 0,
  playing,
  lanes: { a: laneFrame(steps, loss, stopped), b: laneFrame(steps, loss) },
});

export const spectrum = (run: number, step: number, lane: LaneKey = "b"): Spectrum => ({
  run,
  lane,
  step,
  re: Float64Array.of(1),
  im: Float64Array.of(0),
  spectralRadius: 1,
  singularMax: 1,
  singularMin: 1,
  departure: 0,
  drift: 0,
  exponent: null,
});
