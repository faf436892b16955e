import type { RunConfig } from "../config/schema";
import type { LabState } from "./lab-state";

/** Changes of one setting within this many ms of each other, as in a drag, are undone together. */
const GESTURE_MS = 800;
const DEPTH = 100;

/** Tells which changes belong to one gesture. */
export class Gesture {
  #last = { key: "", at: Number.NEGATIVE_INFINITY };

  /** Whether a change of a setting continues the change before it. @param key empty for a change of more than one */
  continues(key: string): boolean {
    const { last, now } = { last: this.#last, now: performance.now() };
    this.#last = { key, at: now };
    return key !== "" && key === last.key && now - last.at < GESTURE_MS;
  }
}

type Past = Pick<LabState, "past" | "future" | "config">;
/** A step through the settings that were. */
export interface Moved {
  readonly lists: Pick<LabState, "past" | "future">;
  /** The settings to apply. */
  readonly config: RunConfig;
}

/** The settings for undo, with one more. */
export const remembered = ({ past, config }: Omit<Past, "future">): Moved["lists"] => ({
  past: [...past, config].slice(-DEPTH),
  future: [],
});

/** The settings before the newest change; undefined if there are none. */
export function undone({ past, future, config }: Past): Moved | undefined {
  const before = past.at(-1);
  return before && { lists: { past: past.slice(0, -1), future: [...future, config] }, config: before };
}

/** The settings after the change that was undone last; undefined if there are none. */
export function redone({ past, future, config }: Past): Moved | undefined {
  const after = future.at(-1);
  return after && { lists: { past: [...past, config], future: future.slice(0, -1) }, config: after };
}
