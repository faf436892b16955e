/** The number of moments at the start of a run that are measured in full, however fast it runs … */
export const FIRST_MOMENTS = 10;
/** … and the number before a lane stopped. */
export const LAST_MOMENTS = 8;

/**
 * The largest power of two that divides a step. States with a larger one are measured first, so that they are spaced
 * evenly.
 */
export const spacingOf = (step: number): number => (step === 0 ? Number.POSITIVE_INFINITY : step & -step);
