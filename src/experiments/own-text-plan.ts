import type { Plan } from "./plan";
import { PLANS } from "./plans";
import type { TextFitness, TextTaskId } from "./text-fitness";

/** The lecture's plan of a text task, on the user's own text, with the lengths that this text has room for. */
export function ownTextPlan(task: TextTaskId, fitness: TextFitness): Plan {
  const plan = PLANS.find(({ settings }) => settings.task === task);
  if (!plan) throw new Error(`No plan of the lab has the task ${task}.`);
  const { longest } = fitness[task];
  const lengths = (plan.grid.length ?? []).filter((length) => Number(length) <= longest);
  return {
    ...plan,
    settings: { ...plan.settings, text: "own" },
    grid: { ...plan.grid, length: lengths.length > 0 ? lengths : [longest] },
  };
}
