import { LANE_KEYS } from "../lanes";
import { MEASUREMENTS, type Measurement } from "../worker/measurements";
import type { Frame } from "../worker/protocol";
import type { LaneHistory, RunHistory } from "./history";

/** The kinds of data of the shown moment that can be new. */
export type News = "frame" | Measurement;

/**
 * The moment that the page shows: everything on the page describes the networks after `step` updates. A new object
 * whenever there is something new to draw.
 */
export interface ShownMoment {
  readonly run: number;
  readonly step: number;
  /** False if the user has selected an earlier moment than the newest. */
  readonly live: boolean;
  /** Counters that increase with new data of each kind. */
  readonly news: Readonly<Record<News, number>>;
}

/** How long a moment waits for its measurements before it is shown without them, in ms, while the run plays … */
const MAX_WAIT_PLAYING = 60;
/** … and while it is paused. */
const MAX_WAIT_PAUSED = 400;

type Timer = (callback: () => void, milliseconds: number) => unknown;

/** Decides which moment the page shows: the newest one for which all wanted measurements are complete. */
export class Showing {
  readonly #history: RunHistory;
  readonly #apply: (frame: Frame) => void;
  readonly #later: Timer;
  readonly #listeners = new Set<() => void>();
  /** Frames that wait for their measurements, oldest first. */
  #waiting: Frame[] = [];
  #live = { run: -1, step: 0 };
  #lookedAt: number | null = null;
  #news = Object.fromEntries(["frame", ...MEASUREMENTS].map((kind) => [kind, 0])) as Record<News, number>;
  #current: ShownMoment = { run: -1, step: 0, live: true, news: { ...this.#news } };
  /** The measurements that are wanted; a moment waits for those that are quick. */
  wanted: ReadonlySet<Measurement> = new Set();

  /**
   * @param apply is called with a frame when its moment is shown
   * @param later starts a timer, like setTimeout
   */
  constructor(
    history: RunHistory,
    apply: (frame: Frame) => void,
    later: Timer = (callback, ms) => setTimeout(callback, ms),
  ) {
    [this.#history, this.#apply, this.#later] = [history, apply, later];
  }

  get current(): ShownMoment {
    return this.#current;
  }

  /** Calls back whenever there is something new to draw. @returns a function that unsubscribes */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Handles a frame that is in the history: shows it now, or when it is measured. */
  offer(frame: Frame): void {
    if (frame.run !== this.#live.run || this.#isComplete(frame)) this.#show(frame);
    else this.#wait(frame);
  }

  #wait(frame: Frame): void {
    this.#waiting.push(frame);
    const maxWait = frame.playing ? MAX_WAIT_PLAYING : MAX_WAIT_PAUSED;
    this.#later(() => this.#waiting.includes(frame) && this.#show(frame), maxWait);
  }

  /** Handles a measurement of the moment at this step. */
  measured(kind: Measurement, step: number): void {
    const complete = this.#waiting.findLast((frame) => this.#isComplete(frame));
    // A late measurement of a moment before the shown one changes nothing on the page.
    const isNew = LANE_KEYS.some(
      (key) => this.#history.lane(key)[kind].upTo(this.#current.step)?.step === step,
    );
    if (isNew) this.#news[kind]++;
    if (complete) this.#show(complete);
    else if (isNew) this.#emit();
  }

  /** Shows an earlier moment; null shows the newest again. */
  lookAt(step: number | null): void {
    this.#lookedAt = step;
    this.#emit();
  }

  /** Says that what was measured of this kind is no longer valid. */
  outdated(kinds: readonly Measurement[]): void {
    for (const kind of kinds) this.#news[kind]++;
    this.#emit();
  }

  /** Shows another run, which has been restored at this step. */
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
    const awaited = QUICK.filter((kind) => this.wanted.has(kind));
    return LANE_KEYS.every((key) => isMeasured(this.#history.lane(key), step, awaited));
  }
}

/** The measurements that a moment waits for. */
const QUICK = ["spectra", "answers"] as const;

/** Whether these measurements of a lane's moment are made. */
function isMeasured(lane: LaneHistory, step: number, kinds: readonly (typeof QUICK)[number][]): boolean {
  const moment = lane.moments.upTo(step);
  return !moment || kinds.every((kind) => lane[kind].at(moment.step) !== undefined);
}
