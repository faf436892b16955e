import type { RunConfig } from "../config/schema";
import { readsOwnText, SHIPPED } from "../experiments/source";
import { fetchWhole } from "../load-part";
import { TASKS } from "../tasks";
import { digest } from "../tasks/digest";
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
  const read = (file: string) => (readsOwnText(config) ? (own ?? ownText()) : text(file, siteBase));
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

function text(file: string, siteBase: string): Promise<string> {
  const known = texts.get(file) ?? fetchText(file, siteBase);
  texts.set(file, known);
  known.catch(() => texts.delete(file));
  return known;
}

/** Only the text of this release is taken: half of one would train without a word. */
async function fetchText(file: string, siteBase: string): Promise<string> {
  const decoder = new TextDecoder();
  const isWhole = (bytes: Uint8Array) => digest(decoder.decode(bytes)) === SHIPPED[file];
  return decoder.decode(await fetchWhole(new URL(file, siteBase), isWhole));
}

/** The properties of a task that the page shows. */
export function reportOf(task: Task, config: RunConfig): TaskReport {
  const { label, description, steps, inputs, outputs, head, baseline, symbols, data } = task;
  const { drawnAs } = TASKS[config.task];
  return { label, description, steps, inputs, outputs, head, baseline, symbols, drawnAs, data };
}
