import type { RunConfig } from "../config/schema";
import { attempt } from "../errors";
import { readsOwnText, shippedData } from "../experiments/source";
import { isTextTask, type TextFitness, unfitText } from "../experiments/text-fitness";
import { savedText } from "../worker/own-text";
import { askTextWorker } from "../worker/text-client";

let last: { readonly text: string; readonly fitness: Promise<TextFitness> } | undefined;

/** What a text is good for; the last one is judged once. */
export function judged(text: string): Promise<TextFitness> {
  if (last?.text !== text) rememberFitness(text, askTextWorker("judge", { text }));
  return (last as NonNullable<typeof last>).fitness;
}

/** Remembers what a text was found to be good for. */
export function rememberFitness(text: string, fitness: Promise<TextFitness>): void {
  const mine = { text, fitness };
  last = mine;
  // A text whose judgement failed is judged again the next time.
  fitness.catch(() => {
    if (last === mine) last = undefined;
  });
}

/** What the saved text is good for; null if there is none, or if that cannot be found out. */
export async function savedFitness(): Promise<TextFitness | null> {
  const saved = await savedText();
  return saved ? attempt(() => judged(saved.text), null) : null;
}

/** {@link Source.data} of a run of this config, as it would be made now; empty if it needs a text that is not there. */
export async function dataNow(config: RunConfig): Promise<string> {
  if (!readsOwnText(config) || !isTextTask(config.task)) return shippedData(config.task);
  return (await savedFitness())?.[config.task].data ?? "";
}

/** Why the user's own text is not good for the task of a config, in sentences; null if it is, or if the task does not read it. */
export async function ownTextTrouble(config: RunConfig): Promise<string | null> {
  if (!readsOwnText(config) || !isTextTask(config.task)) return null;
  const fitness = await savedFitness();
  return fitness && unfitText(fitness, config.task);
}
