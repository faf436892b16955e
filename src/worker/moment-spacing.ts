/** Over the length of a run at least so many moments are measured in full … */
const MOMENTS = 100;
/** … where that takes no longer than this over the whole run, in ms … */
const LITTLE = 1000;
/** … or else at most one part in this many of the time. */
const SHARE = 5;

/**
 * Steps from one moment that is measured in full to the next: a power of two, so that moments which are measured
 * further apart, or thinned later, stay evenly spaced.
 * @param length steps that the run is to have
 * @param perStep ms from one step to the next, at the pace of the run
 * @param perMoment ms that measuring takes
 */
export function momentSpacing(length: number, perStep: number, perMoment: number): number {
  let every = 2 ** Math.floor(Math.log2(Math.max(1, length / MOMENTS)));
  if ((perMoment * length) / every <= LITTLE) return every;
  while (every < length && perMoment > (perStep * every) / (SHARE - 1)) every *= 2;
  return every;
}
