import { appendFile, stat, truncate } from "node:fs/promises";
import { notWritten } from "./not-written";

/** How long to wait for room at the end, before looking again, in ms. */
const AGAIN = 1000;

/**
 * Adds lines to a results file. Lines that cannot be written, as where the disk is full, wait and are written, in their
 * order, as soon as they can.
 * @param say reports, once, that they wait, and that they have been written
 */
export function resultsWriter(path: string, say: (sentence: string) => void) {
  const waiting: string[] = [];
  let failing = false;

  /** Writes what waits. @returns whether nothing waits any more */
  async function flush(): Promise<boolean> {
    const count = waiting.length;
    while (waiting.length > 0) {
      const before = await stat(path).catch(() => null);
      try {
        await appendFile(path, `${waiting[0]}\n`);
        waiting.shift();
      } catch (error) {
        // A part of the line may have been written.
        await truncate(path, before?.size ?? 0).catch(() => {});
        if (!failing)
          say(
            `${path} could not be written: ${notWritten(error)}. What has been computed is kept, and written as soon as it can be.`,
          );
        failing = true;
        return false;
      }
    }
    if (failing)
      say(`${path} is written again, with ${count} ${count === 1 ? "line" : "lines"} that waited.`);
    failing = false;
    return true;
  }

  return {
    flush,
    async write(line: string): Promise<void> {
      waiting.push(line);
      await flush();
    },
    /** Waits until everything is written or `ended` holds. @returns the number of lines that are lost */
    async finish(ended: () => boolean): Promise<number> {
      while (!(await flush()) && !ended()) await new Promise((resolve) => setTimeout(resolve, AGAIN));
      return waiting.length;
    },
  };
}
