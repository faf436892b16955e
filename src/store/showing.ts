import { LANE_KEYS } from "../lanes";
import type { Frame, Measurement } from "../worker/protocol";
import type { LaneHistory, RunHistory } from "./history";

/** What can be new of the moment that is shown. */
export type News = "frame" | Measurement;

/**
 * What the page shows at once: everything that it says of the networks is of the moment after `step` updates. A new
 * object whenever there is something new to draw.
 */
export interface ShownMoment {
  readonly run: number;
  readonly step: number;
  /** False where the user looks back at an earlier moment; the run may have gone further. */
  readonly live: boolean;
  /** Goes up with each piece of news of its kind. */
  readonly news: Readonly<Record<News, number>>;
}

/** How long a moment waits for its spectra before it is shown without, in ms: while the run plays … */
const WHILE_PLAYING = 60;
/** … and when it stands. */
const STANDING = 400;

type Clock = (callback: () => void, milliseconds: number) => unknown;

/** Decides which moment the page shows: the newest of which all that is looked at has been measured. */
export class Showing {
  readonly #history: RunHistory;
  readonly #apply: (frame: Frame) => void;
  readonly #later: Clock;
  readonly #listeners = new Set<() => void>();
  /** Frames that wait for their spectra, oldest first. */
  #waiting: Frame[] = [];
  #live = { run: -1, step: 0 };
  #lookedAt: number | null = null;
  #news: Record<News, number> = { frame: 0, spectra: 0, jacobians: 0 };
  #current: ShownMoment = { run: -1, step: 0, live: true, news: { ...this.#news } };
  /** Whether the spectra are looked at. */
  wantsSpectra = false;

  /**
   * @param apply told of a frame when its moment is shown
   * @param later as setTimeout
   */
  constructor(
    history: RunHistory,
    apply: (frame: Frame) => void,
    later: Clock = (callback, ms) => setTimeout(callback, ms),
  ) {
    [this.#history, this.#apply, this.#later] = [history, apply, later];
  }

  get current(): ShownMoment {
    return this.#current;
  }

  /** @returns what ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A frame has come, and is in the history. */
  offer(frame: Frame): void {
    if (frame.run !== this.#live.run || this.#isComplete(frame)) this.#show(frame);
    else this.#wait(frame);
  }

  #wait(frame: Frame): void {
    this.#waiting.push(frame);
    const patience = frame.playing ? WHILE_PLAYING : STANDING;
    this.#later(() => this.#waiting.includes(frame) && this.#show(frame), patience);
  }

  /** Something was measured of a moment of this step. */
  tell(kind: Measurement, step: number): void {
    const complete = this.#waiting.findLast((frame) => this.#isComplete(frame));
    // What was measured late of a moment before the one that is shown is nothing new to draw.
    const isNews = LANE_KEYS.some(
      (key) => this.#history.lane(key)[kind].upTo(this.#current.step)?.step === step,
    );
    if (isNews) this.#news[kind]++;
    if (complete) this.#show(complete);
    else if (isNews) this.#emit();
  }

  /** The user looks back at a moment; null is the newest again. */
  lookAt(step: number | null): void {
    this.#lookedAt = step;
    this.#emit();
  }

  /** Another run was taken over, which stands at this step. */
  restart(run: number, step: number): void {
    [this.#waiting, this.#lookedAt, this.#live] = [[], null, { run, step }];
    this.#news.frame++;
    this.#emit();
  }

  #show(frame: Frame): void {
    if (frame.run !== this.#live.run) this.#lookedAt = null;
    this.#waiting = this.#waiting.slice(this.#waiting.indexOf(frame) + 1);
    if (frame.run !== this.#live.run) this.#waiting = [];
    this.#live = { run: frame.run, step: frame.step };
    this.#news.frame++;
    this.#apply(frame);
    this.#emit();
  }

  #emit(): void {
    const { run, step } = this.#live;
    const live = this.#lookedAt === null;
    this.#current = { run, step: this.#lookedAt ?? step, live, news: { ...this.#news } };
    for (const listener of this.#listeners) listener();
  }

  #isComplete({ step }: Frame): boolean {
    if (!this.wantsSpectra) return true;
    return LANE_KEYS.every((key) => isMeasured(this.#history.lane(key), step));
  }
}

/** Whether the spectrum of a lane's moment is there. */
function isMeasured({ moments, spectra }: LaneHistory, step: number): boolean {
  const moment = moments.upTo(step);
  return !moment || spectra.at(moment.step) !== undefined;
}
