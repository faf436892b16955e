import { FIELDS, type LaneConfig, type NumberField, type Refusal, type RunConfig } from "./schema";

/** Both networks together take at most this many bytes at once, and no more than this part of the device's memory. */
const MOST = 2 ** 31;
const SHARE = 1 / 4;

const FLOAT = 4;
/** Sequences that a lane is tested on. */
const HELD_OUT = 128;
/** Characters that a text is cut into, at most. */
const CHARACTERS = 128;
const DIGITS = { pixels: 64, classes: 10 };

/** Bytes that both networks may take on this device; browsers that do not tell its memory get the most. */
export function availableBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? MOST : Math.min(MOST, deviceMemory * 2 ** 30 * SHARE);
}

/**
 * An upper bound, in bytes, of what both lanes hold at once during the largest pass: states, their gradients and the
 * copies that leave the device, [T+1, batch, w] each, and the outputs [T, batch, o]; or the same pass without
 * gradients on the held-out sequences. w is n, or 2n where h is complex.
 */
export function estimateBytes(config: RunConfig): number {
  return lane(config, config.a) + lane(config, config.b);
}

function lane(config: RunConfig, { numbers }: LaneConfig): number {
  const w = numbers === "complex" ? 2 * config.units : config.units;
  const { steps, outputs } = sizes(config);
  const training = config.batch * ((steps + 1) * 5 * w + steps * outputs);
  const heldOut = HELD_OUT * ((steps + 1) * w + (isText(config) ? outputs : steps * outputs));
  return FLOAT * (Math.max(training, heldOut) + w * w);
}

const isText = ({ task }: RunConfig) => task === "words" || task === "characters";

function sizes({ task, length, recall, alphabet, vocabulary }: RunConfig): {
  steps: number;
  outputs: number;
} {
  switch (task) {
    case "copying":
      return { steps: length + 2 * recall, outputs: alphabet + 1 };
    case "adding":
      return { steps: length, outputs: 1 };
    case "digits":
      return { steps: DIGITS.pixels, outputs: DIGITS.classes };
    case "words":
      return { steps: length, outputs: vocabulary + 1 };
    case "characters":
      return { steps: length, outputs: CHARACTERS };
  }
}

/** The largest sequence length with which the config fits, at least 1. */
export function largestLength(config: RunConfig, available = availableBytes()): number {
  let [fits, fails] = [1, (FIELDS.length as NumberField).max + 1];
  while (fails - fits > 1) {
    const length = (fits + fails) >> 1;
    if (estimateBytes({ ...config, length }) <= available) fits = length;
    else fails = length;
  }
  return fits;
}

/** Why a config is too large for this device, and what would fit; undefined where it is not. */
export function roomRefusal(config: RunConfig, available = availableBytes()): Refusal | undefined {
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
export function fitting(config: RunConfig): { config: RunConfig; refusals: readonly Refusal[] } {
  const refusal = roomRefusal(config);
  if (!refusal) return { config, refusals: [] };
  return { config: { ...config, length: largestLength(config) }, refusals: [refusal] };
}
