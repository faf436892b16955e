/** The two lanes of a run: by default A is plain and B unitary. */
export const LANE_KEYS = ["a", "b"] as const;

export type LaneKey = (typeof LANE_KEYS)[number];

/** One T per lane. */
export type PerLane<T> = Readonly<Record<LaneKey, T>>;

/** Makes one T per lane, A's first. */
export const perLane = <T>(make: (lane: LaneKey) => T): PerLane<T> => ({ a: make("a"), b: make("b") });

export const isLaneKey = (value: unknown): value is LaneKey => value === "a" || value === "b";
