import type { RunConfig } from "../config/schema";
import { TASK_MAKERS } from "../tasks";
import type { Task } from "../tasks/task";

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

/** The task of a config, with the files it reads. @throws Error with a sentence where they cannot be had or do not fit */
export async function taskOf(config: RunConfig, siteBase: string): Promise<Task> {
  const maker = TASK_MAKERS[config.task];
  return maker.make(config, await Promise.all(maker.files.map((file) => siteText(file, siteBase))));
}
