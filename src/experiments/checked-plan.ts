import { parseField } from "../config/parse";
import { sizesTaken } from "../config/sizes";
import { messageOf } from "../errors";
import { expand, type PlannedRun } from "./expand";
import { dataKind } from "./own-data-plan";
import type { Plan } from "./plan";

/** Reads a plan that the user typed or opened as a file; a plan with runs that the page cannot make is refused. */
export function checkedPlan(read: () => Plan): { plan: Plan } | { trouble: string } {
  try {
    const plan = read();
    dataKind(plan);
    const trouble = pageRefusal(expand(plan));
    return trouble === undefined ? { plan } : { trouble };
  } catch (error) {
    return { trouble: messageOf(error) };
  }
}

/** Why the page does not make these runs, which the command does: for their sizes; undefined if it does. */
export function pageRefusal(runs: readonly Pick<PlannedRun, "config">[]): string | undefined {
  for (const { config } of runs)
    for (const key of ["units", "length", "batch"] as const) {
      const parsed = parseField(key, config[key], sizesTaken());
      if ("refusal" in parsed) return parsed.refusal.message;
    }
  return undefined;
}
