/** The paces of Play in training steps per second, and full speed. */
export const SPEEDS = ["1", "5", "25", "100", "full"] as const;
export type Speed = (typeof SPEEDS)[number];

/** The duration of a run at a lecture's pace, in seconds. */
const LECTURE_SECONDS = 20;

export const speedNamed = (name: string | null): Speed | null =>
  SPEEDS.find((speed) => speed === name) ?? null;

/** Steps per second; null at full speed. */
export const stepsPerSecond = (speed: Speed): number | null => (speed === "full" ? null : Number(speed));

/** The speed at which a run of this length takes closest to 20 s. */
export function lectureSpeed(steps: number): Speed {
  const wanted = steps / LECTURE_SECONDS;
  const distance = (speed: Speed) =>
    Math.abs(Math.log((stepsPerSecond(speed) ?? Number.POSITIVE_INFINITY) / wanted));
  return SPEEDS.reduce((best, speed) => (distance(speed) < distance(best) ? speed : best));
}
