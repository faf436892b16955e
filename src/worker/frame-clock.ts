/** Milliseconds between two frames at full speed … */
const AT_FULL_SPEED = 200;
/** … and at a pace that can be followed: at least ten pictures per second. */
const AT_A_PACE = 70;
/** Measuring for frames takes at most about one part in this many of the time … */
const SHARE = 5;
/** … but no frame waits longer than this for the one before it. */
const LONGEST = 800;

/**
 * When the next frame of a playing run is due.
 * @param paced whether the run keeps a pace
 * @param perMoment ms that measuring a moment takes, apart from waiting for the steps before it
 */
export const frameInterval = (paced: boolean, perMoment: number): number =>
  Math.max(paced ? AT_A_PACE : AT_FULL_SPEED, Math.min(LONGEST, SHARE * perMoment));
