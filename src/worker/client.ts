import type { Frame, LaneKey, Request, Response, Spectrum, SpectrumRequest } from "./protocol";

type Answer<Type extends Response["type"]> = Extract<Response, { type: Type }>;

/** What the page hears from the workers. */
export interface ClientEvents {
  readonly ready: (answer: Answer<"ready">) => void;
  readonly frame: (frame: Frame) => void;
  readonly spectrum: (spectrum: Spectrum) => void;
  readonly exported: (answer: Answer<"exported">) => void;
  readonly failed: (answer: Answer<"failed">) => void;
  /** The training worker itself is gone, and the run with it. */
  readonly crashed: (message: string) => void;
}

/** What the store needs of the workers. */
export interface TrainingClient {
  /** @throws nothing: trouble is reported by `failed` or `crashed` */
  send(request: Request): void;
  /** Ends both workers; the next `load` starts new ones. */
  end(): void;
}

const LANES: readonly LaneKey[] = ["a", "b"];

const equal = (one: Float32Array, other: Float32Array) =>
  one.length === other.length && one.every((value, i) => Object.is(value, other[i]));

/** Owns the training worker and the worker that measures spectra beside it. */
export class WorkerClient implements TrainingClient {
  readonly #events: ClientEvents;
  #training: Worker | null = null;
  #spectra: Worker | null = null;
  #newestRun = -1;
  /** Loads sent and not yet answered; until then frames belong to a run that is no longer wanted. */
  #loading = 0;
  #measuring = false;
  /** The newest W of each lane that waits to be measured; older ones are dropped. */
  readonly #waiting = new Map<LaneKey, SpectrumRequest>();
  /** The W of each lane that was last sent to be measured. */
  readonly #sent = new Map<LaneKey, { readonly run: number; readonly w: Float32Array }>();

  constructor(events: ClientEvents) {
    this.#events = events;
  }

  send(request: Request): void {
    if (request.type === "load") this.#loading++;
    this.#trainingWorker().postMessage(request);
  }

  end(): void {
    this.#training?.terminate();
    this.#spectra?.terminate();
    this.#training = this.#spectra = null;
    this.#newestRun = -1;
    this.#loading = 0;
    this.#measuring = false;
    this.#waiting.clear();
    this.#sent.clear();
  }

  #trainingWorker(): Worker {
    if (this.#training) return this.#training;
    const worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Response>) => this.#hear(data);
    worker.onerror = (event) => this.#crash(event.message || "its program could not be loaded");
    worker.onmessageerror = () => this.#crash("a message from it could not be read");
    this.#training = worker;
    return worker;
  }

  #crash(reason: string): void {
    this.end();
    this.#events.crashed(
      `The training worker stopped: ${reason}. Start it again, or choose another backend.`,
    );
  }

  #hear(response: Response): void {
    switch (response.type) {
      case "ready":
        this.#loading = Math.max(0, this.#loading - 1);
        this.#newestRun = Math.max(this.#newestRun, response.run);
        if (this.#loading === 0) this.#events.ready(response);
        break;
      case "frame":
        if (this.#loading === 0 && response.frame.run >= this.#newestRun) this.#takeFrame(response.frame);
        break;
      case "exported":
        this.#events.exported(response);
        break;
      case "failed":
        if (response.during === "load") this.#loading = Math.max(0, this.#loading - 1);
        this.#events.failed(response);
        break;
    }
  }

  #takeFrame(frame: Frame): void {
    this.#newestRun = frame.run;
    this.#events.frame(frame);
    for (const lane of LANES) {
      const { at, complex, w } = frame.lanes[lane];
      const before = this.#sent.get(lane);
      // A lane that stands still is not measured again and again.
      if (before?.run === frame.run && equal(before.w, w)) continue;
      this.#sent.set(lane, { run: frame.run, w });
      this.#waiting.set(lane, { run: frame.run, lane, step: at, complex, w });
    }
    this.#measureNext();
  }

  #measureNext(): void {
    const [lane] = this.#waiting.keys();
    if (this.#measuring || lane === undefined) return;
    const request = this.#waiting.get(lane)!;
    this.#waiting.delete(lane);
    this.#measuring = true;
    this.#spectrumWorker().postMessage(request);
  }

  #spectrumWorker(): Worker {
    if (this.#spectra) return this.#spectra;
    const worker = new Worker(new URL("./spectrum.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Spectrum>) => {
      this.#measuring = false;
      if (data.run === this.#newestRun) this.#events.spectrum(data);
      this.#measureNext();
    };
    worker.onerror = (event) => {
      // A spectrum that cannot be had must not hold up those after it.
      event.preventDefault();
      this.#measuring = false;
      this.#measureNext();
    };
    this.#spectra = worker;
    return worker;
  }
}
