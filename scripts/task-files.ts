import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunConfig } from "../src/config/schema";
import { TASKS } from "../src/tasks";
import type { Task } from "../src/tasks/task";
import { NOVEL } from "../src/tasks/text";

/**
 * Makes tasks, reading each file once.
 * @param publicFolder the folder that the tasks' files are relative to
 * @param ownText what a config with `text=own` reads
 */
export function tasks(
  publicFolder: string,
  ownText: string | undefined,
): (config: RunConfig) => Promise<Task> {
  const files = new Map<string, Promise<string>>();
  return async (config) => {
    const maker = TASKS[config.task];
    const texts = maker.files.map((file) => {
      if (file === NOVEL && config.text === "own") {
        if (ownText === undefined)
          throw new Error("The plan reads a text of your own: name it with --text file.txt.");
        return ownText;
      }
      const text = files.get(file) ?? readFile(join(publicFolder, file), "utf8");
      files.set(file, text);
      return text;
    });
    return maker.make(config, await Promise.all(texts));
  };
}
