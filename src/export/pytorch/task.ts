import type { RunConfig } from "../../config/schema";
import { TASKS } from "../../tasks";

/** The site's file that has to stand beside the program; undefined for a task that needs none. */
export function dataFile({ task }: RunConfig, site: string): { name: string; address: string } | undefined {
  const [path] = TASKS[task].files;
  if (path === undefined) return undefined;
  return { name: path.slice(path.lastIndexOf("/") + 1), address: new URL(path, site).href };
}
