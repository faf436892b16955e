import { expand } from "../src/experiments/expand";
import type { Plan } from "../src/experiments/plan";
import type { OwnData } from "../src/own-data/own-data";
import { readsOwnData } from "../src/tasks";

/**
 * What a plan's tasks on the user's own data answer; null if the plan reads none.
 * @throws Error with a sentence if it has such tasks of both kinds, or others beside them
 */
export function dataKind(plan: Plan): "classes" | "numbers" | null {
  const tasks = [...new Set(expand(plan).map(({ config }) => config.task))];
  if (!tasks.some(readsOwnData)) return null;
  if (tasks.length > 1)
    throw new Error(
      `The plan has the tasks ${tasks.join(" and ")}: a plan on data of your own has one task, own-classes or own-numbers.`,
    );
  return tasks[0] === "own-classes" ? "classes" : "numbers";
}

/** The plan with the sequence length of its data, unless it gives one. */
export function withLengthOf(plan: Plan, { steps }: OwnData): Plan {
  const given = [plan.settings, plan.grid, ...plan.networks.map(({ settings }) => settings)];
  if (given.some((part) => "length" in part)) return plan;
  return { ...plan, settings: { ...plan.settings, length: steps } };
}
