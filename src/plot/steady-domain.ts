import { useState } from "react";
import type { Domain } from "./axis";

/**
 * Returns the domain to draw if `needed` is the smallest that holds the data: the last domain as long as it holds the
 * data and is at most twice as long (on the log scale), so that the axis does not jump with each frame.
 */
export function steadyDomain(last: Domain, needed: Domain): Domain {
  const holds = last[0] <= needed[0] && last[1] >= needed[1];
  const length = ([low, high]: Domain) => Math.log(high / low);
  return holds && length(last) <= 2 * length(needed) + 1e-9 ? last : needed;
}

/** Applies {@link steadyDomain} from one render to the next. @param of what is drawn; for something else it starts again */
export function useSteadyDomain(needed: Domain, of: unknown): Domain {
  const [last, setLast] = useState({ domain: needed, of });
  const next = last.of === of ? steadyDomain(last.domain, needed) : needed;
  const same = last.of === of && next[0] === last.domain[0] && next[1] === last.domain[1];
  if (!same) setLast({ domain: next, of });
  return same ? last.domain : next;
}
