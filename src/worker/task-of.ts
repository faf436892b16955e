import type { RunConfig } from "../config/schema";
import { readsOwnText } from "../experiments/source";
import { TASKS } from "../tasks";
import type { Task } from "../tasks/task";
import { savedText } from "./own-text";
import type { TaskReport } from "./protocol";

const texts = new Map<string, Promise<string>>();

/**
 * The task of a config, with the site's texts if it needs them; each is fetched once.
 * @param siteBase the address that the texts' names are relative to
 * @param own the user's own text, for a config that reads it; that which is saved now, if absent
 * @throws Error with a sentence for the user if a text cannot be read or does not fit the config
 */
export async function taskOf(config: RunConfig, siteBase: string, own?: string): Promise<Task> {
  return TASKS[config.task].make(config, await textsOf(config, siteBase, own));
}

/** The texts that a config's task is made from; see {@link taskOf}. */
export function textsOf(config: RunConfig, siteBase: string, own?: string): Promise<string[]> {
  const read = (file: string) => (readsOwnText(config) ? (own ?? ownText()) : text(new URL(file, siteBase)));
  return Promise.all(TASKS[config.task].files.map(read));
}

/** The user's own text, as it is saved now. @throws Error with a sentence if there is none */
export async function ownText(): Promise<string> {
  const saved = await savedText();
  if (saved) return saved.text;
  throw new Error(
    "This browser has no text of yours. Paste or drop one under Experiments, Your own text, or choose the novel.",
  );
}

function text(url: URL): Promise<string> {
  const known = texts.get(url.href) ?? fetchText(url);
  texts.set(url.href, known);
  known.catch(() => texts.delete(url.href));
  return known;
}

async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The text ${url.pathname} could not be read (${response.status}).`);
  return response.text();
}

/** The properties of a task that the page shows. */
export function reportOf(task: Task, config: RunConfig): TaskReport {
  const { label, description, steps, inputs, outputs, head, baseline, symbols, data } = task;
  const { drawnAs } = TASKS[config.task];
  return { label, description, steps, inputs, outputs, head, baseline, symbols, drawnAs, data };
}
