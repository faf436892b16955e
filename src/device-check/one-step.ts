import type { RunConfig } from "../config/schema";
import { type CellSize, places, sizeOf, width } from "../kernels/cell-size";
import type { LaneKey } from "../lanes";
import { OPTIMISERS } from "../optimisers";
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

/** The results of one step on a backend, with all measurements. */
export interface StepOutcome {
  /** The number of outputs that the accuracy counts. */
  readonly answers: number;
  /** Real numbers per state. */
  readonly width: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Loss and accuracy as computed for the held-out set, without gradients. */
  readonly metrics: readonly number[];
  /** ‖∂L/∂W‖_F. */
  readonly gradNorm: number;
  /** ‖WW* − I‖_F as the device computes it; NaN of a gated cell. */
  readonly drift: number;
  /** ∂L/∂W; for a complex W the real parts, then the imaginary parts. */
  readonly gradW: Float64Array;
  /** ‖∂L/∂h_t‖, t = 0 … T. */
  readonly throughTime: Float32Array;
  /** The lane after the step; null if a number was not finite, so that no step was made. */
  readonly after: SavedLane | null;
}

/** ‖ΔW‖_F relative to ‖W‖_F, large enough that rounding does not hide the step. */
const RELATIVE_STEP = 0.1;
/** The optimiser's rate, for the same purpose. */
const OPTIMISER_RATE = 0.05;
/** If numbers do not stay finite, α is reduced by this factor, for at most so many tries. */
const SHRINK = 1e-3;
const MAX_TRIES = 3;

/**
 * A lane of this config after its first step on the current backend, so that its optimisers have memory and its B is not
 * 0. The step size is chosen here instead of the config's, because too small a step would not reveal errors.
 * @returns null if the lane's numbers do not stay finite
 */
export async function startOfStep(config: RunConfig, key: LaneKey, task: Task): Promise<StepStart | null> {
  let lr = await stepSize(config, key, task);
  for (let k = 0; k < MAX_TRIES; k++) {
    const own = { ...config[key], rate: OPTIMISER_RATE };
    const chosen: RunConfig = { ...config, lr, [key]: own };
    const from = await afterFirstStep(chosen, key, task);
    if (from && stayedFinite(from)) return { config: chosen, key, task, from };
    lr *= SHRINK;
  }
  return null;
}

/** The α by which the first step moves W by {@link RELATIVE_STEP}. */
async function stepSize(config: RunConfig, key: LaneKey, task: Task): Promise<number> {
  const lane = new Lane(config, key, task);
  const batch = uploadBatch(excerptOf(config, task, 0));
  const { gradNorm } = await lane.measure(batch);
  freeBatch(batch);
  lane.free();
  const { precondition, clip } = config[key];
  const w = width(ofLane(config, key, task));
  const wanted = RELATIVE_STEP * Math.sqrt(w);
  const length = OPTIMISERS[precondition].scalesEach ? w : clip > 0 ? Math.min(clip, gradNorm) : gradNorm;
  return length > 0 && Number.isFinite(length) ? wanted / length : config.lr;
}

async function afterFirstStep(config: RunConfig, key: LaneKey, task: Task): Promise<SavedLane | null> {
  const lane = new Lane(config, key, task);
  const batch = excerptOf(config, task, 0);
  const device = uploadBatch(batch);
  await lane.train(device, config.lr);
  await lane.settle(batch.steps);
  const saved = lane.stopped ? null : await lane.save();
  freeBatch(device);
  lane.free();
  return saved && withoutJumps(saved, ofLane(config, key, task));
}

const ofLane = (config: RunConfig, key: LaneKey, task: Task): CellSize =>
  sizeOf(config.units, config[key], task);

/**
 * The lane with all thresholds made negative or 0: above 0, modReLU jumps at z = 0, and two correct backends may be on
 * different sides of it.
 */
function withoutJumps(saved: SavedLane, size: CellSize): SavedLane {
  const { start, end } = places(size).threshold;
  const parameters = saved.parameters.map((value, i) => (i < start || i >= end ? value : -Math.abs(value)));
  return { ...saved, parameters };
}

const stayedFinite = ({ recurrent, parameters }: SavedLane): boolean =>
  [parameters, ...Object.values(recurrent.state).map(({ values }) => values)].every((values) =>
    values.every(Number.isFinite),
  );

/** The outcome of one step on the current backend. */
export async function outcomeOf({ config, key, task, from }: StepStart): Promise<StepOutcome> {
  const lane = new Lane(config, key, task);
  lane.restore(from);
  const batch = excerptOf(config, task, from.step);
  const device = uploadBatch(batch);
  const { loss: heldOut, accuracy: heldOutAccuracy } = await lane.evaluate(device);
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
    width: width(ofLane(config, key, task)),
    loss,
    accuracy,
    metrics: [heldOut, heldOutAccuracy],
    gradNorm,
    drift,
    gradW: whole,
    throughTime: gradWhole,
    after,
  };
}
