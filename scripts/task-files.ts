import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunConfig } from "../src/config/schema";
import { readsOwnText } from "../src/experiments/source";
import { isTextTask } from "../src/experiments/text-fitness";
import { sizeInBytes } from "../src/own-data/describe";
import type { OwnData } from "../src/own-data/own-data";
import { ownTask } from "../src/own-data/own-task";
import { readsOwnData, TASKS } from "../src/tasks";
import { digest } from "../src/tasks/digest";
import type { Task } from "../src/tasks/task";

const NO_OWN_DATA = "The plan reads data of your own: name them with --data file.";
const NO_OWN_TEXT = "The plan reads a text of your own: name it with --text file.txt.";

/** The files that tasks read. */
export interface TaskFiles {
  /** @throws Error if the task's text cannot be read or does not fit the config */
  task(config: RunConfig): Promise<Task>;
  /** {@link Source.data} of the config's runs. @throws Error if the text cannot be read */
  data(config: RunConfig): Promise<string>;
}

/**
 * Reads the tasks' files, each once.
 * @param publicFolder the folder that their names are relative to
 * @param ownText what a config with `text=own` reads
 * @param ownData what a task on the user's own data reads
 */
export function taskFiles(
  publicFolder: string,
  ownText?: string | undefined,
  ownData?: OwnData | undefined,
): TaskFiles {
  const texts = new Map<string, Promise<string>>();
  const read = (config: RunConfig) =>
    Promise.all(
      TASKS[config.task].files.map((file) => {
        if (readsOwnText(config)) {
          if (ownText === undefined) throw new Error(NO_OWN_TEXT);
          return ownText;
        }
        const text = texts.get(file) ?? readFile(join(publicFolder, file), "utf8");
        texts.set(file, text);
        return text;
      }),
    );
  const given = () => {
    if (ownData === undefined) throw new Error(NO_OWN_DATA);
    return ownData;
  };
  return {
    async task(config) {
      if (readsOwnData(config.task)) return ownTask(config, given());
      return TASKS[config.task].make(config, await read(config));
    },
    async data(config) {
      if (readsOwnData(config.task)) return given().data;
      const [text] = await read(config);
      if (text !== undefined && readsOwnText(config) && isTextTask(config.task))
        return TASKS[config.task].text.fitness(text).data;
      return text === undefined ? "" : digest(text);
    },
  };
}

/** The bytes that the user's own data take, with those of their files while they are read. */
export const dataBytes = (data: OwnData | undefined): number => (data ? 3 * sizeInBytes(data) : 0);
