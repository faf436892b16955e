import { TASKS } from "../tasks";
import type { Refusal } from "./parse";
import { FIELDS, type LaneConfig, type RunConfig } from "./schema";

/** Both networks together use at most this many bytes at once, and at most this share of the device's memory. */
const MAX_BYTES = 2 ** 31;
const MAX_SHARE = 1 / 4;

const FLOAT = 4;
/** The number of held-out sequences. */
export const HELD_OUT_SIZE = 128;
/** Maximum bytes of an array in a pass over the held-out set on a graphics device; a larger pass is divided. */
export const HELD_OUT_BYTES = 2 ** 26;
/** Rows that one thread of a graphics device sums; equal to `ROWS_OF_A_SUM` in its program. */
export const ROWS_OF_A_SUM = 256;

/** Bytes that both networks may use on this device; `MAX_BYTES` if the browser does not report its memory. */
export function availableBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? MAX_BYTES : Math.min(MAX_BYTES, deviceMemory * 2 ** 30 * MAX_SHARE);
}

/**
 * An upper bound, in bytes, of the memory that both lanes use at once during the largest pass: states, their gradients and
 * the copies read from the device, [T+1, batch, w] each, and the outputs [T, batch, o]; or the pass without gradients
 * on the held-out set. w is n, or 2n if h is complex.
 */
export function estimateBytes(config: RunConfig): number {
  return laneBytes(config, config.a) + laneBytes(config, config.b);
}

const stateWidth = ({ units }: RunConfig, { numbers }: LaneConfig) =>
  numbers === "complex" ? 2 * units : units;

/** The part of {@link estimateBytes} that one lane takes. */
export function laneBytes(config: RunConfig, of: LaneConfig): number {
  const w = stateWidth(config, of);
  const { isText, shape } = TASKS[config.task];
  const { steps, outputs } = shape(config);
  const training = config.batch * ((steps + 1) * 5 * w + steps * outputs);
  const heldOut = HELD_OUT_SIZE * ((steps + 1) * w + (isText ? outputs : steps * outputs));
  return FLOAT * (Math.max(training, heldOut) + w * w);
}

/**
 * An upper bound, in bytes, of the largest single array of a pass of either lane on a graphics device: states
 * [T+1, batch, w], outputs with their loss [T, batch, o+2], or the partial sums of the gradient over T·batch rows,
 * [⌈T·batch/256⌉, parameters]. Arrays of the held-out set have at most {@link HELD_OUT_BYTES}.
 */
export function largestArray(config: RunConfig): number {
  const { isText, shape } = TASKS[config.task];
  const { steps, outputs } = shape(config);
  const w = Math.max(stateWidth(config, config.a), stateWidth(config, config.b));
  const states = (steps + 1) * w;
  const heldOut = HELD_OUT_SIZE * Math.max(states, (isText ? 1 : steps) * (outputs + 2));
  const training = config.batch * Math.max(states, steps * (outputs + 2));
  // No task has more inputs than outputs + 1.
  const parameters = w * (2 * outputs + 4) + outputs;
  const sums = Math.ceil((steps * config.batch) / ROWS_OF_A_SUM) * parameters;
  return Math.max(FLOAT * training, FLOAT * sums, Math.min(FLOAT * heldOut, HELD_OUT_BYTES));
}

/** Why arrays of at most `maxBytes` are too small for a config, and what would fit; undefined if they are not. */
export function arrayRefusal(config: RunConfig, maxBytes = Number.POSITIVE_INFINITY): string | undefined {
  const bytes = largestArray(config);
  if (bytes <= maxBytes) return undefined;
  return (
    `its arrays would have up to ${Math.ceil(bytes / 1e6)} MB, and it takes at most ${Math.floor(maxBytes / 1e6)} MB; ` +
    `the largest length that fits is ${largestLength(config, maxBytes, largestArray)}`
  );
}

/** The largest sequence length at which a config fits into the available bytes, at least 1. */
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

/** Why a config exceeds the memory limit, and what would fit; undefined if it does not. */
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

/** The config, with its length reduced to the memory limit, and a refusal if it was reduced. */
export function clampToMemory(config: RunConfig): { config: RunConfig; refusals: readonly Refusal[] } {
  const refusal = memoryRefusal(config);
  if (!refusal) return { config, refusals: [] };
  return { config: { ...config, length: largestLength(config) }, refusals: [refusal] };
}
