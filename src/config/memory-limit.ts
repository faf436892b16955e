import { CELLS } from "../kernels/cells";
import { TASKS } from "../tasks";
import { longestInText } from "./own-text-length";
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

/** The most numbers of a state on a graphics device, whose programs keep it in the memory of a workgroup. */
export const MAX_GPU_WIDTH = 512;

/** Bytes that both networks may use on this device; `MAX_BYTES` if the browser does not report its memory. */
export function availableBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? MAX_BYTES : Math.min(MAX_BYTES, deviceMemory * 2 ** 30 * MAX_SHARE);
}

/**
 * How many arrays of the size of the states [T+1, batch, w], and of the outputs [T, batch, o], a lane has been seen to take
 * at most, in training and in a pass without gradients. They are more than the formulas have: each is held by TensorFlow.js,
 * by the engine's own memory, which never shrinks, and as a copy on its way; see docs/reliability.md.
 */
const STATES = { training: 14, heldOut: 3 };
const OUTPUTS = 2;

/**
 * An upper bound, in bytes, of the memory that both lanes use at once during the largest pass: in training, or without
 * gradients on the held-out set. w is n, or 2n if h is complex.
 */
export function estimateBytes(config: RunConfig): number {
  return laneBytes(config, config.a) + laneBytes(config, config.b);
}

const stateWidth = ({ units }: RunConfig, { numbers }: LaneConfig) =>
  numbers === "complex" ? 2 * units : units;

/** The numbers per unit and time step that a cell keeps: those of its states and gates; 1 of the simple cell. */
const keptOf = ({ cell }: LaneConfig) => CELLS[cell].state.length + (CELLS[cell].gated?.keeps ?? 0);

/** The part of {@link estimateBytes} that one lane takes. */
export function laneBytes(config: RunConfig, of: LaneConfig): number {
  const w = stateWidth(config, of);
  const states = w * keptOf(of);
  const { isText, shape } = TASKS[config.task];
  const { steps, outputs } = shape(config);
  const training = config.batch * (STATES.training * (steps + 1) * states + OUTPUTS * steps * outputs);
  const heldOut =
    HELD_OUT_SIZE * (STATES.heldOut * (steps + 1) * states + OUTPUTS * (isText ? 1 : steps) * outputs);
  return FLOAT * (Math.max(training, heldOut) + w * w * CELLS[of.cell].blocks.length);
}

/**
 * An upper bound, in bytes, of the largest single array of a pass of either lane on a graphics device: states, or what a
 * gated cell keeps or δ of its k blocks, [T+1, batch, up to 4w], outputs with their loss [T, batch, o+2], or the partial
 * sums of the gradient over T·batch rows, [⌈T·batch/256⌉, parameters]. Arrays of the held-out set have at most
 * {@link HELD_OUT_BYTES}.
 */
export const largestArray = (config: RunConfig): number =>
  Math.max(largestOfLane(config, config.a), largestOfLane(config, config.b));

function largestOfLane(config: RunConfig, lane: LaneConfig): number {
  const { isText, shape } = TASKS[config.task];
  const { steps, outputs } = shape(config);
  const w = stateWidth(config, lane);
  const { blocks, gated } = CELLS[lane.cell];
  const k = blocks.length;
  const states = (steps + 1) * w;
  const heldOut = HELD_OUT_SIZE * Math.max(states, (isText ? 1 : steps) * (outputs + 2));
  const training = config.batch * Math.max(states * Math.max(k, gated?.keeps ?? 1), steps * (outputs + 2));
  // No task of the page has more inputs than outputs + 2.
  const parameters = w * ((k + 1) * outputs + 3 * k + 2) + outputs;
  const sums = Math.ceil((steps * config.batch) / ROWS_OF_A_SUM) * parameters;
  return Math.max(FLOAT * training, FLOAT * sums, Math.min(FLOAT * heldOut, HELD_OUT_BYTES));
}

/** What a config must stay within. */
interface Limits {
  /** The bytes that both networks may take. */
  readonly bytes: number;
  /** The largest array that a graphics device takes, in bytes. */
  readonly array: number;
}
const limits = (part: Partial<Limits> = {}): Limits => ({
  bytes: availableBytes(),
  array: Number.POSITIVE_INFINITY,
  ...part,
});

/** Whether a config is accepted: by memory, by the device's arrays, and by the text that it reads. */
const fits = (config: RunConfig, { bytes, array }: Limits): boolean =>
  estimateBytes(config) <= bytes && largestArray(config) <= array && config.length <= longestInText(config);

/** The settings that are made smaller until a config fits, in this order. */
const SHRUNK = ["length", "batch", "units"] as const;

/** A config that fits, and the setting that is smaller in it: all larger values of that one are refused. */
interface Fitted {
  readonly key: (typeof SHRUNK)[number];
  readonly config: RunConfig;
}

/**
 * Makes a config fit: with the largest length that is accepted; if none is, with length 1 and the largest batch; and so on.
 * Every length, batch or number of units that the lab offers comes from here.
 */
function fitted(config: RunConfig, within: Limits): Fitted {
  let smallest = config;
  const keys = SHRUNK.filter((key) => key !== "length" || TASKS[config.task].reads.includes(key));
  for (const key of keys) {
    const { min } = FIELDS[key];
    let [accepted, refused] = [min, config[key] + 1];
    while (refused - accepted > 1) {
      const middle = (accepted + refused) >> 1;
      if (fits({ ...smallest, [key]: middle }, within)) accepted = middle;
      else refused = middle;
    }
    smallest = { ...smallest, [key]: accepted };
    if (fits(smallest, within)) return { key, config: smallest };
  }
  throw new Error("This device has too little memory for any network.");
}

/** What was found, as the end of a sentence: `the largest length that fits is 54`. */
function offer({ key, config }: Fitted): string {
  const smaller = SHRUNK.slice(0, SHRUNK.indexOf(key)).map((one) => `${one} ${config[one]}`);
  return `the largest ${key} that fits${smaller.length > 0 ? ` with ${smaller.join(" and ")}` : ""} is ${config[key]}`;
}

/** Why a graphics device with arrays of at most `maxBytes` is too small for a config, and what would fit; undefined if it is not. */
export function arrayRefusal(config: RunConfig, maxBytes = Number.POSITIVE_INFINITY): string | undefined {
  const w = Math.max(stateWidth(config, config.a), stateWidth(config, config.b));
  if (w > MAX_GPU_WIDTH) {
    const units = Math.floor((MAX_GPU_WIDTH * config.units) / w);
    return `its states would have ${w} numbers, and its programs take at most ${MAX_GPU_WIDTH}; the largest units that fits is ${units}`;
  }
  const bytes = largestArray(config);
  if (bytes <= maxBytes) return undefined;
  return (
    `its arrays would have up to ${Math.ceil(bytes / 1e6)} MB, and it takes at most ${Math.floor(maxBytes / 1e6)} MB; ` +
    offer(fitted(config, limits({ array: maxBytes })))
  );
}

/** Why a config is too large for the memory or for the text that it reads, and what would fit; undefined if it is not. */
export function memoryRefusal(config: RunConfig, available = availableBytes()): Refusal | undefined {
  return refused(config, available)?.refusal;
}

function refused(config: RunConfig, available: number): { refusal: Refusal; fitting: RunConfig } | undefined {
  const within = limits({ bytes: available });
  if (fits(config, within)) return undefined;
  const found = fitted(config, within);
  const { key } = found;
  const { units, batch } = config;
  const bytes = estimateBytes(config);
  const why =
    bytes > available
      ? `with ${units} hidden units and batches of ${batch} both networks would take ${Math.ceil(bytes / 1e6)} MB at once, and this page takes at most ${Math.floor(available / 1e6)} MB here.`
      : "your text is too short for it.";
  const largest = offer(found);
  const message = `${key} = “${config[key]}” was refused: ${why} ${largest[0].toUpperCase()}${largest.slice(1)}.`;
  return { refusal: { key, given: String(config[key]), message }, fitting: found.config };
}

/** The config, made smaller so that it is accepted, and a refusal if that was needed. */
export function clampToMemory(config: RunConfig): { config: RunConfig; refusals: readonly Refusal[] } {
  const found = refused(config, availableBytes());
  return found ? { config: found.fitting, refusals: [found.refusal] } : { config, refusals: [] };
}
