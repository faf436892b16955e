import { HELD_OUT_SIZE } from "../config/memory-limit";
import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";

/** WebGPU is given up after so many ms without a sign of life … */
export const SILENCE_LIMIT = 10_000;
/** … and one more for so many multiplications of the work between two signs, which is slow for a device. */
const MULTIPLICATIONS_PER_MS = 1e6;
/** Passes forward and back, in passes forward. */
const PASSES = 3;

/**
 * How long a device may be silent while it makes a step of a config, in ms, rounded to seconds: ten seconds unless the
 * networks are very large.
 */
export function silenceLimit({ units, batch, a, b }: RunConfig, { steps }: Pick<Task, "steps">): number {
  const width = [a, b].some(({ numbers }) => numbers === "complex") ? 2 * units : units;
  const work = width ** 2 * steps * (PASSES * batch + HELD_OUT_SIZE);
  return 1000 * Math.round((SILENCE_LIMIT + work / MULTIPLICATIONS_PER_MS) / 1000);
}
