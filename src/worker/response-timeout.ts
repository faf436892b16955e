import { HELD_OUT_SIZE } from "../config/memory-limit";
import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";

/** WebGPU is given up after this many ms without a response … */
export const RESPONSE_TIMEOUT = 10_000;
/** … plus one ms per this many multiplications between two responses, which is slow for a device. */
const MULTIPLICATIONS_PER_MS = 1e6;
/** The cost of a forward and backward pass, in forward passes. */
const PASSES = 3;

/**
 * How long a device may take to respond while it makes a step of a config, in ms, rounded to seconds: ten seconds
 * unless the networks are very large.
 */
export function responseTimeout({ units, batch, a, b }: RunConfig, { steps }: Pick<Task, "steps">): number {
  const width = [a, b].some(({ numbers }) => numbers === "complex") ? 2 * units : units;
  const work = width ** 2 * steps * (PASSES * batch + HELD_OUT_SIZE);
  return 1000 * Math.round((RESPONSE_TIMEOUT + work / MULTIPLICATIONS_PER_MS) / 1000);
}
