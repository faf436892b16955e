import type { TaskId } from "../config/schema";
import { characters } from "./characters";
import { copying } from "./copying";
import type { TaskMaker } from "./task";
import { words } from "./words";

/** Every task of the lab by its id. */
export const TASK_MAKERS: Readonly<Record<TaskId, TaskMaker>> = { copying, words, characters };
