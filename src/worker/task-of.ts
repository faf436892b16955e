import type { RunConfig } from "../config/schema";
import { readsOwnText, SHIPPED, shippedData } from "../experiments/source";
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
 * @throws Error with a sentence for the user if a text cannot be read or does not fit the config
 */
export async function taskOf(config: RunConfig, siteBase: string): Promise<Task> {
  const maker = TASKS[config.task];
  const read = (file: string) => (readsOwnText(config) ? ownText() : text(file, siteBase));
  return maker.make(config, await Promise.all(maker.files.map(read)));
}

/** {@link Source.data} of a run of this config, as it would be made now; empty if it needs a text that is not there. */
export async function dataNow(config: RunConfig): Promise<string> {
  if (!readsOwnText(config)) return shippedData(config.task);
  const saved = await savedText();
  return saved ? digest(saved.text) : "";
}

async function ownText(): Promise<string> {
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
