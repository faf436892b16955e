import { keysOf } from "../keys";
import { adding } from "./adding";
import { characters } from "./characters";
import { copying } from "./copying";
import { digits } from "./digits";
import type { TaskMaker } from "./task";
import { words } from "./words";

/** Every task by its id, in the order of the forms. */
export const TASKS = { copying, adding, digits, words, characters } as const satisfies Readonly<
  Record<string, TaskMaker>
>;

export type TaskId = keyof typeof TASKS;
export const TASK_IDS: readonly TaskId[] = keysOf(TASKS);
