import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import type { SavedRun } from "./experiment";

/** A file for a run in its middle. It is whole whenever the process ends, as far as the file system keeps its word. */
export function checkpointFile(path: string) {
  return {
    /** @returns null where there is none, or none that can be read: its run then begins anew */
    async read(): Promise<SavedRun | null> {
      try {
        return deserialize(await readFile(path)) as SavedRun;
      } catch {
        return null;
      }
    },
    /** Null takes the file away. */
    async keep(run: SavedRun | null): Promise<void> {
      if (run === null) return rm(path, { force: true });
      await writeFile(`${path}.new`, serialize(run));
      await rename(`${path}.new`, path);
    },
  };
}
