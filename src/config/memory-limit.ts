import { TASKS } from "../tasks";
import type { Refusal } from "./parse";
import { FIELDS, type LaneConfig, type RunConfig } from "./schema";

/** Both networks together take at most this many bytes at once, and no more than this part of the device's memory. */
const MAX_BYTES = 2 ** 31;
const MAX_SHARE = 1 / 4;

const FLOAT = 4;
/** Sequences that a lane is tested on. */
export const HELD_OUT_SIZE = 128;
/** Most bytes of an array in a pass over them on a graphics device: beyond, it is made in parts. */
export const HELD_OUT_BYTES = 2 ** 26;
/** Rows that one thread of a graphics device sums; `ROWS_OF_A_SUM` of its program too. */
export const ROWS_OF_A_SUM = 256;

/** Bytes that both networks may take on this device; browsers that do not tell its memory get the most. */
export function availableBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? MAX_BYTES : Math.min(MAX_BYTES, deviceMemory * 2 ** 30 * MAX_SHARE);
}

/**
 * An upper bound, in bytes, of what both lanes hold at once during the largest pass: states, their gradients and the
 * copies that leave the device, [T+1, batch, w] each, and the outputs [T, batch, o]; or the same pass without
 * gradients on the held-out sequences. w is n, or 2n where h is complex.
 */
export function estimateBytes(config: RunConfig): number {
  return lane(config, config.a) + lane(config, config.b);
}

const stateWidth = ({ units }: RunConfig, { numbers }: LaneConfig) =>
  numbers === "complex" ? 2 * units : units;

function lane(config: RunConfig, of: LaneConfig): number {
  const w = stateWidth(config, of);
  const { isText, shape } = TASKS[config.task];
  const { steps, outputs } = shape(config);
  const training = config.batch * ((steps + 1) * 5 * w + steps * outputs);
  const heldOut = HELD_OUT_SIZE * ((steps + 1) * w + (isText ? outputs : steps * outputs));
  return FLOAT * (Math.max(training, heldOut) + w * w);
}

/**
 * The largest single array, in bytes, that a pass of either lane makes on a graphics device, from above: states
 * [T+1, batch, w], outputs with their loss [T, batch, o+2], or the parts of the sums over T·batch rows that make up
 * the gradient, [⌈T·batch/256⌉, parameters]. The held-out sequences' are {@link HELD_OUT_BYTES} at most.
 */
export function largestArray(config: RunConfig): number {
  const { isText, shape } = TASKS[config.task];
  const { steps, outputs } = shape(config);
  const w = Math.max(stateWidth(config, config.a), stateWidth(config, config.b));
  const states = (steps + 1) * w;
  const heldOut = HELD_OUT_SIZE * Math.max(states, (isText ? 1 : steps) * (outputs + 2));
  const training = config.batch * Math.max(states, steps * (outputs + 2));
  // No task has more inputs than outputs and one.
  const parameters = w * (2 * outputs + 4) + outputs;
  const sums = Math.ceil((steps * config.batch) / ROWS_OF_A_SUM) * parameters;
  return Math.max(FLOAT * training, FLOAT * sums, Math.min(FLOAT * heldOut, HELD_OUT_BYTES));
}

/** Why a device that takes arrays up to so many bytes is too small, and what would fit; undefined where it is not. */
export function arrayRefusal(config: RunConfig, most = Number.POSITIVE_INFINITY): string | undefined {
  const bytes = largestArray(config);
  if (bytes <= most) return undefined;
  return (
    `its arrays would have up to ${Math.ceil(bytes / 1e6)} MB, and it takes at most ${Math.floor(most / 1e6)} MB; ` +
    `the largest length that fits is ${largestLength(config, most, largestArray)}`
  );
}

/** The largest sequence length with which what a config takes fits, at least 1. */
export function largestLength(
  config: RunConfig,
  available = availableBytes(),
  taken: (config: RunConfig) => number = estimateBytes,
): number {
  let [fits, fails] = [1, FIELDS.length.max + 1];
  while (fails - fits > 1) {
    const length = (fits + fails) >> 1;
    if (taken({ ...config, length }) <= available) fits = length;
    else fails = length;
  }
  return fits;
}

/** Why a config is too large for this device, and what would fit; undefined where it is not. */
export function memoryRefusal(config: RunConfig, available = availableBytes()): Refusal | undefined {
  const bytes = estimateBytes(config);
  if (bytes <= available) return undefined;
  const { units, batch, length } = config;
  const message =
    `length = “${length}” was refused: with ${units} hidden units and batches of ${batch} both networks would take ` +
    `${Math.ceil(bytes / 1e6)} MB at once, and this page takes at most ${Math.floor(available / 1e6)} MB here. ` +
    `The largest length that fits is ${largestLength(config, available)}.`;
  return { key: "length", given: String(length), message };
}

/** The config with the largest length that fits this device, and a refusal where that is not its own. */
export function clampToMemory(config: RunConfig): { config: RunConfig; refusals: readonly Refusal[] } {
  const refusal = memoryRefusal(config);
  if (!refusal) return { config, refusals: [] };
  return { config: { ...config, length: largestLength(config) }, refusals: [refusal] };
}
