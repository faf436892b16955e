import { keysOf } from "../keys";
import { TASKS } from "../tasks";
import type { Fitness } from "../tasks/own-text";

const TEXT_TASKS = { words: TASKS.words, characters: TASKS.characters };
export type TextTaskId = keyof typeof TEXT_TASKS;
export const TEXT_TASK_IDS: readonly TextTaskId[] = keysOf(TEXT_TASKS);

export const isTextTask = (task: string): task is TextTaskId => task in TEXT_TASKS;

/** What a text of the user’s own is good for. */
export type TextFitness = Readonly<Record<TextTaskId, Fitness>>;

/** Judges a text for each of the text tasks. It takes about a second for each task if the text has 5 MB. */
export const fitnessOf = (text: string): TextFitness => ({
  words: TASKS.words.text.fitness(text),
  characters: TASKS.characters.text.fitness(text),
});

const goodFor = (fitness: TextFitness): TextTaskId[] =>
  TEXT_TASK_IDS.filter((id) => fitness[id].objection === null);

/** The one task that a text is good for; undefined if it is good for both, or for none. */
export function onlyTask(fitness: TextFitness): TextTaskId | undefined {
  const good = goodFor(fitness);
  return good.length === 1 ? good[0] : undefined;
}

const label = (id: TextTaskId): string => TASKS[id].label;
const objections = (fitness: TextFitness): string =>
  TEXT_TASK_IDS.flatMap((id) => {
    const { objection } = fitness[id];
    return objection === null ? [] : [`Not good for ${label(id)}: ${objection}.`];
  }).join(" ");

/** What a text is good for, and what it is not good for and why, in sentences. */
export function fitnessText(fitness: TextFitness): string {
  const good = goodFor(fitness).map(label);
  return [...(good.length > 0 ? [`Good for ${good.join(" and ")}.`] : []), objections(fitness)]
    .filter(Boolean)
    .join(" ");
}

/** @throws Error with a sentence for each task if a text is good for none */
export function refuseUnfit(fitness: TextFitness): void {
  if (goodFor(fitness).length === 0) throw new Error(objections(fitness));
}

/** Why a text is not good for a task, and which one it is good for, in sentences; null if it is good for it. */
export function unfitText(fitness: TextFitness, id: TextTaskId): string | null {
  const { objection } = fitness[id];
  if (objection === null) return null;
  const only = onlyTask(fitness);
  return `Your own text is not good for ${label(id)}: ${objection}.${only ? ` It is good for ${label(only)}.` : ""}`;
}
