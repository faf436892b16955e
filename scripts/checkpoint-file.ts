import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import type { InterruptedRun } from "./experiment";
import { notWritten } from "./not-written";

/**
 * The file of an unfinished run. It is replaced atomically, so that it is complete whenever the process ends.
 * @param say reports, once, that it cannot be written, and that it is again
 */
export function checkpointFile(path: string, say: (sentence: string) => void) {
  let failing = false;
  return {
    /** @returns null if there is no readable file: its run then starts again */
    async read(): Promise<InterruptedRun | null> {
      try {
        return deserialize(await readFile(path)) as InterruptedRun;
      } catch {
        return null;
      }
    },
    /** Writes the file; null deletes it. The run does not depend on it, and goes on where that fails. */
    async save(run: InterruptedRun | null): Promise<void> {
      try {
        if (run === null) return await rm(path, { force: true });
        await writeFile(`${path}.new`, serialize(run));
        await rename(`${path}.new`, path);
        if (failing) say(`${path} is written again.`);
        failing = false;
      } catch (error) {
        if (!failing)
          say(
            `${path} could not be written: ${notWritten(error)}. The run goes on; if it were ended now, it would not continue from here.`,
          );
        failing = true;
        // A part of it takes room for nothing.
        await rm(`${path}.new`, { force: true }).catch(() => {});
      }
    },
  };
}
