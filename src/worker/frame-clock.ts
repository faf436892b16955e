/** Milliseconds between two frames at full speed. */
const FULL_SPEED_INTERVAL = 200;
/** Milliseconds between two frames at a chosen pace: at least ten frames per second. */
const PACED_INTERVAL = 70;
/** The interval is at least this many times what measuring a moment takes … */
const COST_FACTOR = 5;
/** … but measuring never makes it longer than this, in ms. */
const MAX_COST_INTERVAL = 800;

/**
 * The time between two frames of a playing run, in ms.
 * @param paced whether the run keeps a pace
 * @param perMoment ms that measuring a moment takes, without waiting for the steps before it
 */
export const frameInterval = (paced: boolean, perMoment: number): number =>
  Math.max(
    paced ? PACED_INTERVAL : FULL_SPEED_INTERVAL,
    Math.min(MAX_COST_INTERVAL, COST_FACTOR * perMoment),
  );
