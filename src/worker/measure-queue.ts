import type { LaneKey } from "../lanes";
import { bytesOf } from "../math/bytes";
import { spacingOf } from "../training/full-moments";
import { PROGRAM_LOST, type WorkerLike } from "./module-worker";

/** The moment of a lane that a request measures. */
interface OfMoment {
  readonly lane: LaneKey;
  readonly step: number;
}

export interface QueueOptions {
  /** While the run plays, after a lane's newest moment the worker rests this many times as long as measuring it took. */
  readonly rest?: number;
  /** Bytes of earlier moments that may wait; if 0, a newer moment replaces the one that waits. */
  readonly capacity?: number;
}

/** While the run plays, after an earlier moment the worker rests this many times as long as measuring it took … */
const REST_WHILE_PLAYING = 4;
/** … and at least this long, in ms: cheap measurements are caught up with quickly when the run is paused. */
const MIN_REST = 200;

/**
 * Sends requests to a worker that answers one at a time. Requests that the page waits for go first, then the newest
 * moment of each lane, so that a slow worker lags by one request and not by a queue; then the earlier moments that were
 * overtaken, coarsest spacing first, so that the measured ones are evenly spaced however many there are. After its
 * first answer, which includes loading it, the worker rests between requests while the run plays, to limit its share of
 * the machine.
 */
export class MeasureQueue<Request extends OfMoment, Answer> {
  readonly #start: () => WorkerLike;
  readonly #answered: (answer: Answer) => void;
  readonly #rest: number;
  readonly #capacity: number;
  #urgent: Request[] = [];
  readonly #newest = new Map<LaneKey, Request>();
  #earlier: Request[] = [];
  #worker: WorkerLike | null = null;
  #busy = false;
  #loaded = false;
  #startedAt = 0;
  #restAfter = 0;
  /** Whether the worker rests after an earlier moment; a newer request ends that rest. */
  #resting = false;
  #measuringEarlier = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the run plays, so that measuring competes with training. */
  playing = false;

  constructor(
    start: () => WorkerLike,
    answered: (answer: Answer) => void,
    { rest = 0, capacity = 0 }: QueueOptions = {},
  ) {
    [this.#start, this.#answered, this.#rest, this.#capacity] = [start, answered, rest, capacity];
  }

  /** Requests a lane's newest moment. */
  ask(request: Request): void {
    const overtaken = this.#newest.get(request.lane);
    if (overtaken && overtaken.step !== request.step) this.askLater(overtaken);
    this.#newest.set(request.lane, request);
    this.#next();
  }

  /** Requests a moment before all others. */
  askFirst(request: Request): void {
    this.#urgent.push(request);
    this.#next();
  }

  /** Requests an earlier moment, at low priority. */
  askLater(request: Request): void {
    if (this.#capacity === 0) return;
    this.#earlier.push(request);
    while (this.#earlier.reduce((sum, one) => sum + bytesOf(one), 0) > this.#capacity) {
      this.#earlier = this.#earlier.filter((_, i) => i % 2 === 0);
    }
    this.#next();
  }

  /** Drops waiting requests and terminates the worker; the next request starts a new one. */
  end(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy = this.#loaded = this.#resting = false;
    this.#urgent = [];
    this.#newest.clear();
    this.#earlier = [];
  }

  #takeNext(): Request | undefined {
    const urgent = this.#urgent.shift();
    const [newest] = this.#newest.values();
    if (urgent || newest) {
      this.#restAfter = urgent ? 0 : this.#rest;
      if (!urgent && newest) this.#newest.delete(newest.lane);
      return urgent ?? newest;
    }
    this.#restAfter = REST_WHILE_PLAYING;
    const coarsest = Math.max(0, ...this.#earlier.map(spacing));
    const place = this.#earlier.findIndex((one) => spacing(one) === coarsest);
    return place < 0 ? undefined : this.#earlier.splice(place, 1)[0];
  }

  #next(): void {
    if (this.#resting && (this.#urgent.length > 0 || this.#newest.size > 0)) {
      clearTimeout(this.#timer);
      this.#resting = this.#busy = false;
    }
    if (this.#busy) return;
    this.#measuringEarlier = this.#urgent.length === 0 && this.#newest.size === 0;
    const request = this.#takeNext();
    if (!request) return;
    this.#busy = true;
    this.#startedAt = performance.now();
    this.#running().postMessage(request);
  }

  #running(): WorkerLike {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#answered(data);
      this.#continue();
    };
    worker.onerror = ({ message }) => {
      // A failed request must not block those after it; a worker without a program would answer none of them.
      if (message === PROGRAM_LOST) {
        worker.terminate();
        this.#worker = null;
      }
      this.#continue();
    };
    this.#worker = worker;
    return worker;
  }

  /** How long to rest, in ms. @param worked how long the worker measured, in ms */
  #restFor(worked: number): number {
    const rest = this.playing ? this.#restAfter * worked : 0;
    return this.#measuringEarlier && rest > 0 ? Math.max(MIN_REST, rest) : rest;
  }

  #continue(): void {
    const proceed = () => {
      this.#resting = this.#busy = false;
      this.#next();
    };
    const rest = this.#loaded ? this.#restFor(performance.now() - this.#startedAt) : 0;
    this.#loaded = true;
    if (rest === 0) {
      proceed();
      return;
    }
    this.#timer = setTimeout(proceed, rest);
    if (!this.#measuringEarlier) return;
    this.#resting = true;
    this.#next();
  }
}

const spacing = ({ step }: OfMoment): number => spacingOf(step);
