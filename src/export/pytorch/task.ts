import type { RunConfig } from "../../config/schema";
import { readsOwnText } from "../../experiments/source";
import { TASKS } from "../../tasks";

/** The file that must be in the program's directory, and where it comes from. */
export interface DataFile {
  readonly name: string;
  /** The address of the site's file; the user's own text has none. */
  readonly address: string | null;
}

/** The data file of a config's program; undefined if the task needs none. */
export function dataFile(config: RunConfig, site: string): DataFile | undefined {
  const [path] = TASKS[config.task].files;
  if (path === undefined) return undefined;
  if (readsOwnText(config)) return { name: "own-text.txt", address: null };
  return { name: path.slice(path.lastIndexOf("/") + 1), address: new URL(path, site).href };
}

/** What the user must save beside the program, in sentences. */
export const dataFileText = ({ name, address }: DataFile): string =>
  address === null
    ? `It reads your own text: save it in UTF-8 beside the program as ${name}. Letters with marks, emoji and scripts without spaces are split otherwise than in the lab.`
    : `It reads ${name}. Save that file beside the program: ${address}`;
