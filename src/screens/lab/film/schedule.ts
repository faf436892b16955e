/** How the steps of a run are spread over the frames of a film. */
export type Pace = "even" | "early";

/** A stretch of a run, and the frames that show it. */
export interface Timing {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
  /** Frames per second. */
  readonly fps: number;
  /** Whether all frames are as many steps apart, or the early steps get more of them: then log(1 + step − from) grows evenly. */
  readonly pace: Pace;
}

/** One moment of the run, and the consecutive frames that show it. */
export interface Shot {
  readonly step: number;
  /** Number of the first of its frames, from 0, and how many there are. */
  readonly first: number;
  readonly frames: number;
}

/** The number of frames, at least two: the first and the last step. */
export const frameCount = ({ seconds, fps }: Pick<Timing, "seconds" | "fps">): number =>
  Math.max(2, Math.round(seconds * fps));

/** The step that each frame is to show: the first `from`, the last `to`. */
export function frameSteps(timing: Timing): readonly number[] {
  const { from, to, pace } = timing;
  const count = frameCount(timing);
  const range = to - from;
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    return Math.round(from + (pace === "even" ? range * share : (1 + range) ** share - 1));
  });
}

/** The number nearest to a wanted one, of two the lower. @param ascending not empty */
export function nearest(ascending: readonly number[], wanted: number): number {
  return ascending.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
}

/**
 * The moments of a film: each frame shows the remembered moment nearest to its step.
 * @param remembered steps of the moments, ascending
 * @throws Error with a sentence if there are none
 */
export function shotsOf(timing: Timing, remembered: readonly number[]): readonly Shot[] {
  if (remembered.length === 0) throw new Error("The run has no moments yet.");
  const shots: Shot[] = [];
  frameSteps(timing).forEach((wanted, frame) => {
    const step = nearest(remembered, wanted);
    const last = shots[shots.length - 1];
    if (last?.step === step) shots[shots.length - 1] = { ...last, frames: last.frames + 1 };
    else shots.push({ step, first: frame, frames: 1 });
  });
  return shots;
}

/** How long a GIF shows a shot, in ms: whole hundredths of a second, rounded so that the film keeps its length. */
export function delayOf({ first, frames }: Shot, fps: number): number {
  const hundredths = (frame: number) => Math.round((100 * frame) / fps);
  return 10 * Math.max(1, hundredths(first + frames) - hundredths(first));
}
