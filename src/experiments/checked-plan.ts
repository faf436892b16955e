import { messageOf } from "../errors";
import { expand } from "./expand";
import type { Plan } from "./plan";

/** Reads a plan that the user typed or opened as a file; a plan with impossible runs is refused. */
export function checkedPlan(read: () => Plan): { plan: Plan } | { trouble: string } {
  try {
    const plan = read();
    expand(plan);
    return { plan };
  } catch (error) {
    return { trouble: messageOf(error) };
  }
}
