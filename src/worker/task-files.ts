import type { RunConfig } from "../config/schema";
import { TASK_MAKERS } from "../tasks";
import type { Task } from "../tasks/task";
import { NOVEL } from "../tasks/text";
import { keptText } from "./own-text";

const texts = new Map<string, Promise<string>>();

async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The text ${url.pathname} could not be read (${response.status}).`);
  return response.text();
}

/** A file of the site, fetched once, and again where that failed. */
function siteText(file: string, siteBase: string): Promise<string> {
  const known = texts.get(file) ?? fetchText(new URL(file, siteBase));
  texts.set(file, known);
  known.catch(() => texts.delete(file));
  return known;
}

/** The person's own text. @throws Error where there is none */
async function ownText(): Promise<string> {
  const kept = await keptText();
  if (kept) return kept.text;
  throw new Error(
    "There is no own text in this browser. Paste or drop one under Experiments, Own text, or choose the novel.",
  );
}

/** The task of a config, with the files it reads. @throws Error with a sentence where they cannot be had or do not fit */
export async function taskOf(config: RunConfig, siteBase: string): Promise<Task> {
  const maker = TASK_MAKERS[config.task];
  const read = (file: string) =>
    file === NOVEL && config.text === "own" ? ownText() : siteText(file, siteBase);
  return maker.make(config, await Promise.all(maker.files.map(read)));
}
