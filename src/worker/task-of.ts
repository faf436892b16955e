import type { RunConfig } from "../config/schema";
import { TASK_MAKERS } from "../tasks";
import type { Task } from "../tasks/task";

const texts = new Map<string, Promise<string>>();

/**
 * The task of a config, with the site's texts where it needs them; each is fetched once.
 * @param siteBase the address that the texts' names are relative to
 * @throws Error with a sentence for the person when a text cannot be read, or does not fit the config
 */
export async function taskOf(config: RunConfig, siteBase: string): Promise<Task> {
  const maker = TASK_MAKERS[config.task];
  return maker.make(config, await Promise.all(maker.files.map((file) => text(new URL(file, siteBase)))));
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
