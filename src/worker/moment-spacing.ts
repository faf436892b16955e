/** At least this many moments of a run are measured in full … */
const MIN_MOMENTS = 100;
/** … if that takes no longer than this over the whole run, in ms; … */
const FREE_COST = 1000;
/** … otherwise measuring takes at most one part in this many of the time. */
const COST_FACTOR = 5;

/**
 * Steps from one moment that is measured in full to the next: a power of two, so that moments stay evenly spaced when
 * the spacing grows or they are thinned later.
 * @param length planned steps of the run
 * @param perStep ms from one step to the next, at the pace of the run
 * @param perMoment ms that measuring takes
 */
export function momentSpacing(length: number, perStep: number, perMoment: number): number {
  let every = 2 ** Math.floor(Math.log2(Math.max(1, length / MIN_MOMENTS)));
  if ((perMoment * length) / every <= FREE_COST) return every;
  while (every < length && perMoment > (perStep * every) / (COST_FACTOR - 1)) every *= 2;
  return every;
}
