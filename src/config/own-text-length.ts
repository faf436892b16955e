import { TASKS, type TaskId } from "../tasks";
import type { RunConfig } from "./schema";

/** The user's own text as far as it is known here, and the longest sequences in it, counted when they are asked for. */
let ownText: string | null = null;
const longest = new Map<TaskId, number>();

/** Takes note of the user's own text; null if there is none. */
export function noteOwnText(text: string | null): void {
  ownText = text;
  longest.clear();
}

/**
 * The longest sequence that the text of a config has room for. It is infinite unless that is the user's own: the novel has
 * room for every length, and a text that is not known here, or is too short for any, is refused when it is read.
 */
export function longestInText({ task, text }: Pick<RunConfig, "task" | "text">): number {
  const count = TASKS[task].longest;
  if (!count || text !== "own" || ownText === null) return Number.POSITIVE_INFINITY;
  const found = longest.get(task) ?? count(ownText);
  longest.set(task, found);
  return found < 1 ? Number.POSITIVE_INFINITY : found;
}
