/** So many moments at the start of a run are measured in full, however fast it runs … */
export const FIRST_MOMENTS = 10;
/** … and so many before a lane stopped. */
export const LAST_MOMENTS = 8;

/** The largest power of two that divides a step: by it, those far apart come first. */
export const spacingOf = (step: number): number => (step === 0 ? Number.POSITIVE_INFINITY : step & -step);
