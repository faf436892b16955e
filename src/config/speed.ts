/** Training steps per second that Play can keep to, and as many as the machine makes. */
export const SPEEDS = ["1", "5", "25", "100", "full"] as const;
export type Speed = (typeof SPEEDS)[number];

/** How long a run takes at a lecture's pace, in seconds. */
const LECTURE = 20;

export const speedNamed = (name: string | null): Speed | null =>
  SPEEDS.find((speed) => speed === name) ?? null;

/** Steps per second; null at full speed. */
export const stepsPerSecond = (speed: Speed): number | null => (speed === "full" ? null : Number(speed));

/** The speed at which a run of this length takes as nearly 20 s as the choice allows. */
export function lectureSpeed(steps: number): Speed {
  const wanted = steps / LECTURE;
  const off = (speed: Speed) =>
    Math.abs(Math.log((stepsPerSecond(speed) ?? Number.POSITIVE_INFINITY) / wanted));
  return SPEEDS.reduce((best, speed) => (off(speed) < off(best) ? speed : best));
}
