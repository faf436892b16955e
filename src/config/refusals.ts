import type { Refusal } from "./parse";

/** The maximum number of refusals that are shown. */
const MAX_SHOWN = 12;

/** The first refusals, and how many more there are: a broken file may hold millions of wrong keys. */
export function fewRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  const more = refusals.length - MAX_SHOWN;
  if (more <= 0) return refusals;
  const message = `${more} more ${more === 1 ? "value was" : "values were"} refused.`;
  return [...refusals.slice(0, MAX_SHOWN), { key: "", given: "", message }];
}
