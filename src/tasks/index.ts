import type { TaskId } from "../config/schema";
import { adding } from "./adding";
import { characters } from "./characters";
import { copying } from "./copying";
import { digits } from "./digits";
import type { TaskMaker } from "./task";
import { words } from "./words";

/** Every task of the lab by its id. */
export const TASK_MAKERS = {
  copying,
  adding,
  digits,
  words,
  characters,
} as const satisfies Readonly<Record<TaskId, TaskMaker>>;
