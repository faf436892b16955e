import type { TaskId } from "../tasks";
import type { RunConfig } from "./schema";

/** The longest sequence that the user's own text has room for, by the tasks that read texts. */
type Longest = Readonly<Partial<Record<TaskId, { readonly longest: number }>>>;
let own: Longest = {};

/** Takes note of what the user's own text has room for; null if there is none. */
export function noteOwnText(found: Longest | null): void {
  own = found ?? {};
}

/**
 * The longest sequence that the text of a config has room for. It is infinite unless that is the user's own: the novel has
 * room for every length, and a text that is not known here, or is too short for any, is refused when it is read.
 */
export function longestInText({ task, text }: Pick<RunConfig, "task" | "text">): number {
  const longest = text === "own" ? (own[task]?.longest ?? 0) : 0;
  return longest < 1 ? Number.POSITIVE_INFINITY : longest;
}
