import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import type { InterruptedRun } from "./experiment";

/** The file of an unfinished run. It is replaced atomically, so that it is complete whenever the process ends. */
export function checkpointFile(path: string) {
  return {
    /** @returns null if there is no readable file: its run then starts again */
    async read(): Promise<InterruptedRun | null> {
      try {
        return deserialize(await readFile(path)) as InterruptedRun;
      } catch {
        return null;
      }
    },
    /** Writes the file; null deletes it. */
    async save(run: InterruptedRun | null): Promise<void> {
      if (run === null) return rm(path, { force: true });
      await writeFile(`${path}.new`, serialize(run));
      await rename(`${path}.new`, path);
    },
  };
}
