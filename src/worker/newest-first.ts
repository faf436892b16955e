import type { LaneKey } from "./protocol";

/**
 * Puts requests to a worker that answers one at a time. Of those that wait, only the newest of each lane is kept, so
 * that a slow worker falls behind by one request and never by a queue. After an answer the worker rests for a
 * multiple of the time it took, so that measuring takes its share of the machine and no more; not after its first,
 * which took the time of loading it.
 */
export class NewestFirst<Request extends { readonly lane: LaneKey }, Answer> {
  readonly #start: () => Worker;
  readonly #answered: (answer: Answer) => void;
  readonly #rest: number;
  readonly #waiting = new Map<LaneKey, Request>();
  #worker: Worker | null = null;
  #busy = false;
  #loaded = false;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param rest how many times as long as it worked the worker rests */
  constructor(start: () => Worker, answered: (answer: Answer) => void, rest = 0) {
    this.#start = start;
    this.#answered = answered;
    this.#rest = rest;
  }

  ask(request: Request): void {
    this.#waiting.set(request.lane, request);
    this.#next();
  }

  /** Forgets what waits and ends the worker; the next request starts another. */
  end(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy = this.#loaded = false;
    this.#waiting.clear();
  }

  #next(): void {
    const [lane] = this.#waiting.keys();
    if (this.#busy || lane === undefined) return;
    const request = this.#waiting.get(lane)!;
    this.#waiting.delete(lane);
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

  #goOn(): void {
    const proceed = () => {
      this.#busy = false;
      this.#next();
    };
    const rests = this.#rest > 0 && this.#loaded;
    this.#loaded = true;
    if (!rests) proceed();
    else this.#timer = setTimeout(proceed, this.#rest * (performance.now() - this.#since));
  }
}
