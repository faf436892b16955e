import { keysOf } from "../keys";
import { adding } from "./adding";
import { characters } from "./characters";
import { copying } from "./copying";
import { digits } from "./digits";
import { forget } from "./forget";
import { OWN_DATA_TASKS } from "./own-data";
import type { TaskMaker } from "./task";
import { words } from "./words";

/** The tasks of the page, in the order of the forms. */
const LAB_TASKS = { copying, forget, adding, digits, words, characters } as const satisfies Readonly<
  Record<string, TaskMaker>
>;
/** Every task by its id. */
export const TASKS = { ...LAB_TASKS, ...OWN_DATA_TASKS };

export type TaskId = keyof typeof TASKS;
/** The tasks that the page runs … */
export const TASK_IDS: readonly TaskId[] = keysOf(LAB_TASKS);
/** … and those of a plan. */
export const PLAN_TASK_IDS: readonly TaskId[] = keysOf(TASKS);

/** Whether a task reads data of the user's own, so that only plans have it. */
export const readsOwnData = (task: string): task is keyof typeof OWN_DATA_TASKS =>
  Object.hasOwn(OWN_DATA_TASKS, task);
