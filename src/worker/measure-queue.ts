import type { LaneKey } from "../lanes";
import { spacingOf } from "../training/full-moments";

/** What is measured of one moment of one lane. */
interface OfMoment {
  readonly lane: LaneKey;
  readonly step: number;
}

export interface QueueOptions {
  /** How many times as long as it worked the worker rests after the newest moment of a lane. */
  readonly rest?: number;
  /** Bytes of earlier moments that may wait; with 0 a newer moment takes the place of one that waits. */
  readonly capacity?: number;
}

/** While the run plays, the worker rests this many times as long as it worked on an earlier moment … */
const REST_WHILE_PLAYING = 4;
/** … and at least this long, in ms: what is cheap is made up for in no time when the run stands. */
const MIN_REST = 200;

/**
 * Puts requests to a worker that answers one at a time. What the page waits for goes first, then the newest moment of
 * each lane, so that a slow worker falls behind by one request and never by a queue; then the earlier moments that
 * were overtaken, those far apart first, so that they are evenly spaced however many can be measured. After its first
 * answer, which took the time of loading it, the worker rests so that measuring takes its share of the machine and no
 * more.
 */
export class MeasureQueue<Request extends OfMoment, Answer> {
  readonly #start: () => Worker;
  readonly #answered: (answer: Answer) => void;
  readonly #rest: number;
  readonly #capacity: number;
  #urgent: Request[] = [];
  readonly #newest = new Map<LaneKey, Request>();
  #earlier: Request[] = [];
  #worker: Worker | null = null;
  #busy = false;
  #loaded = false;
  #since = 0;
  #restAfter = 0;
  /** Whether it rests after an earlier moment, which nobody waits for. */
  #rests = false;
  #earlierRuns = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the run plays: the machine has other work then. */
  playing = false;

  constructor(
    start: () => Worker,
    answered: (answer: Answer) => void,
    { rest = 0, capacity = 0 }: QueueOptions = {},
  ) {
    [this.#start, this.#answered, this.#rest, this.#capacity] = [start, answered, rest, capacity];
  }

  /** Asks for a lane's newest moment. */
  ask(request: Request): void {
    const overtaken = this.#newest.get(request.lane);
    if (overtaken && overtaken.step !== request.step) this.askLater(overtaken);
    this.#newest.set(request.lane, request);
    this.#next();
  }

  /** Asks for a moment before all others. */
  askFirst(request: Request): void {
    this.#urgent.push(request);
    this.#next();
  }

  /** Asks for an earlier moment, when there is time. */
  askLater(request: Request): void {
    if (this.#capacity === 0) return;
    this.#earlier.push(request);
    while (this.#earlier.reduce((sum, one) => sum + bytesOf(one), 0) > this.#capacity) {
      this.#earlier = this.#earlier.filter((_, i) => i % 2 === 0);
    }
    this.#next();
  }

  /** Forgets what waits and ends the worker; the next request starts another. */
  end(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy = this.#loaded = this.#rests = false;
    this.#urgent = [];
    this.#newest.clear();
    this.#earlier = [];
  }

  #take(): Request | undefined {
    const urgent = this.#urgent.shift();
    const [newest] = this.#newest.values();
    if (urgent || newest) {
      this.#restAfter = urgent ? 0 : this.#rest;
      if (!urgent && newest) this.#newest.delete(newest.lane);
      return urgent ?? newest;
    }
    this.#restAfter = this.playing ? REST_WHILE_PLAYING : 0;
    const coarsest = Math.max(0, ...this.#earlier.map(spacing));
    const place = this.#earlier.findIndex((one) => spacing(one) === coarsest);
    return place < 0 ? undefined : this.#earlier.splice(place, 1)[0];
  }

  #next(): void {
    if (this.#rests && (this.#urgent.length > 0 || this.#newest.size > 0)) {
      clearTimeout(this.#timer);
      this.#rests = this.#busy = false;
    }
    if (this.#busy) return;
    this.#earlierRuns = this.#urgent.length === 0 && this.#newest.size === 0;
    const request = this.#take();
    if (!request) return;
    this.#busy = true;
    this.#since = performance.now();
    this.#running().postMessage(request);
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#answered(data);
      this.#goOn();
    };
    worker.onerror = (event) => {
      // An answer that cannot be had must not hold up those after it.
      event.preventDefault();
      this.#goOn();
    };
    this.#worker = worker;
    return worker;
  }

  /** @param worked ms */
  #restFor(worked: number): number {
    const rest = this.#restAfter * worked;
    return this.#earlierRuns && rest > 0 ? Math.max(MIN_REST, rest) : rest;
  }

  #goOn(): void {
    const proceed = () => {
      this.#rests = this.#busy = false;
      this.#next();
    };
    const rest = this.#loaded ? this.#restFor(performance.now() - this.#since) : 0;
    this.#loaded = true;
    if (rest === 0) {
      proceed();
      return;
    }
    this.#timer = setTimeout(proceed, rest);
    if (!this.#earlierRuns) return;
    this.#rests = true;
    this.#next();
  }
}

const spacing = ({ step }: OfMoment): number => spacingOf(step);

const bytesOf = (request: object): number =>
  Object.values(request).reduce((sum: number, part) => {
    if (ArrayBuffer.isView(part)) return sum + part.byteLength;
    return typeof part === "object" && part !== null ? sum + bytesOf(part) : sum;
  }, 0);
