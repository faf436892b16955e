import { useState } from "react";
import type { Domain } from "./axis";

/**
 * The domain to draw when `needed` is the smallest that holds the data: the last one for as long as it holds
 * them too and is no more than twice as long (on the log scale), so that the axis does not jump with each frame.
 */
export function steadyDomain(last: Domain, needed: Domain): Domain {
  const holds = last[0] <= needed[0] && last[1] >= needed[1];
  const length = ([low, high]: Domain) => Math.log(high / low);
  return holds && length(last) <= 2 * length(needed) + 1e-9 ? last : needed;
}

/** {@link steadyDomain} from one rendering to the next. */
export function useSteadyDomain(needed: Domain): Domain {
  const [last, setLast] = useState(needed);
  const next = steadyDomain(last, needed);
  const same = next[0] === last[0] && next[1] === last[1];
  if (!same) setLast(next);
  return same ? last : next;
}
