import type { RunConfig } from "../../config/schema";
import { TASKS } from "../../tasks";

/** The site's data file that must be in the program's directory; undefined if the task needs none. */
export function dataFile({ task }: RunConfig, site: string): { name: string; address: string } | undefined {
  const [path] = TASKS[task].files;
  if (path === undefined) return undefined;
  return { name: path.slice(path.lastIndexOf("/") + 1), address: new URL(path, site).href };
}
