/** As many as a verdict needs to tell apart what differs by about one standard deviation over seeds. */
export const TEN_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
