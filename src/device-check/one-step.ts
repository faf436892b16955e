import type { RunConfig } from "../config/schema";
import { type CellSize, places, width } from "../kernels/cell-size";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import { freeBatch, uploadBatch } from "../training/device-batch";
import { Lane, type SavedLane } from "../training/lane";
import { excerptOf } from "./excerpt";

/** A lane in the middle of its training, and the settings of its next step. */
export interface StepStart {
  readonly config: RunConfig;
  readonly key: LaneKey;
  readonly task: Task;
  readonly from: SavedLane;
}

/** The results of one step on a backend, and all that is measured on the way. */
export interface StepOutcome {
  /** Answers that the accuracy counts. */
  readonly answers: number;
  /** Real numbers in a state. */
  readonly width: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Loss and accuracy as they are measured on sequences never trained on. */
  readonly metrics: readonly number[];
  /** ‖∂L/∂W‖_F. */
  readonly gradNorm: number;
  /** ‖WW* − I‖_F as the device has it. */
  readonly drift: number;
  /** ∂L/∂W; of a complex W real parts, then imaginary ones. */
  readonly gradW: Float64Array;
  /** ‖∂L/∂h_t‖, t = 0 … T. */
  readonly throughTime: Float32Array;
  /** Null where something was not finite, so that no step was made. */
  readonly after: SavedLane | null;
}

/** ‖ΔW‖_F as a part of ‖W‖_F: the step is so large that rounding does not hide what it did. */
const MOVE = 0.1;
/** The same for the other weights, through an optimiser that scales them. */
const RATE = 0.05;
/** How much smaller the step is made, and how often, until everything stays finite. */
const SMALLER = 1e-3;
const TRIES = 3;

/**
 * A lane of this config after its first step, on the present backend: its optimisers remember something, its B is not
 * 0. The step's size is chosen here, whatever the config's is: a step too small to be seen would show nothing.
 * @returns null where the lane's numbers do not stay finite anyway
 */
export async function startOfStep(config: RunConfig, key: LaneKey, task: Task): Promise<StepStart | null> {
  let lr = await stepSize(config, key, task);
  for (let k = 0; k < TRIES; k++) {
    const own = { ...config[key], rate: RATE };
    const chosen: RunConfig = { ...config, lr, [key]: own };
    const from = await afterFirst(chosen, key, task);
    if (from && stayedFinite(from)) return { config: chosen, key, task, from };
    lr *= SMALLER;
  }
  return null;
}

/** The α by which the first step moves W by {@link MOVE}. */
async function stepSize(config: RunConfig, key: LaneKey, task: Task): Promise<number> {
  const lane = new Lane(config, key, task);
  const batch = uploadBatch(excerptOf(config, task, 0));
  const { gradNorm } = await lane.measure(batch);
  freeBatch(batch);
  lane.free();
  const { precondition, clip } = config[key];
  const wide = width(sizeOf(config, key, task));
  const wanted = MOVE * Math.sqrt(wide);
  const scalesEach = precondition === "rmsprop" || precondition === "adam";
  const length = scalesEach ? wide : clip > 0 ? Math.min(clip, gradNorm) : gradNorm;
  return length > 0 && Number.isFinite(length) ? wanted / length : config.lr;
}

async function afterFirst(config: RunConfig, key: LaneKey, task: Task): Promise<SavedLane | null> {
  const lane = new Lane(config, key, task);
  const batch = excerptOf(config, task, 0);
  const device = uploadBatch(batch);
  await lane.train(device, config.lr);
  await lane.settle(batch.steps);
  const saved = lane.stopped ? null : await lane.save();
  freeBatch(device);
  lane.free();
  return saved && withoutJumps(saved, sizeOf(config, key, task));
}

const sizeOf = ({ units, ...lanes }: RunConfig, key: LaneKey, { inputs, outputs }: Task): CellSize => ({
  inputs,
  units,
  outputs,
  complex: lanes[key].numbers === "complex",
});

/**
 * The same with no threshold above 0: there modReLU jumps at z = 0, and two right backends may lie on either side of it.
 */
function withoutJumps(saved: SavedLane, size: CellSize): SavedLane {
  const { start } = places(size).threshold;
  const parameters = saved.parameters.map((value, i) => (i < start ? value : -Math.abs(value)));
  return { ...saved, parameters };
}

const stayedFinite = ({ recurrent, parameters }: SavedLane): boolean =>
  [parameters, ...Object.values(recurrent.state).map(({ values }) => values)].every((values) =>
    values.every(Number.isFinite),
  );

/** One step on the present backend. */
export async function outcomeOf({ config, key, task, from }: StepStart): Promise<StepOutcome> {
  const lane = new Lane(config, key, task);
  lane.restore(from);
  const batch = excerptOf(config, task, from.step);
  const device = uploadBatch(batch);
  const { loss: heldOut, accuracy: right } = await lane.evaluate(device);
  const { loss, accuracy, gradNorm, drift, gradW } = await lane.measure(device);
  const { gradWhole } = await lane.probe(batch);
  await lane.train(device, config.lr);
  await lane.settle(batch.steps);
  const after = lane.stopped ? null : await lane.save();
  freeBatch(device);
  lane.free();
  const whole = Float64Array.from([...gradW.data, ...(gradW.imag ?? [])]);
  return {
    answers: batch.size * batch.scored.reduce((sum, counts) => sum + counts, 0),
    width: width(sizeOf(config, key, task)),
    loss,
    accuracy,
    metrics: [heldOut, right],
    gradNorm,
    drift,
    gradW: whole,
    throughTime: gradWhole,
    after,
  };
}
