import { Heartbeat } from "./heartbeat";
import { MeasureQueue } from "./measure-queue";
import type {
  Frame,
  Jacobian,
  JacobianRequest,
  LaneKey,
  Measurement,
  Moment,
  Request,
  Response,
  RunCheckpoint,
  Spectrum,
  SpectrumRequest,
} from "./protocol";

type Answer<Type extends Response["type"]> = Extract<Response, { type: Type }>;

/** Why the training worker was ended: it, or the device it trained on, is of no more use. */
export interface Fault {
  readonly kind: "crashed" | "hung" | "failed" | "device";
  /** What happened, in a sentence. */
  readonly message: string;
}

/** What the page hears from the workers. */
export interface ClientEvents {
  readonly ready: (answer: Answer<"ready">) => void;
  readonly frame: (frame: Frame) => void;
  readonly spectrum: (spectrum: Spectrum) => void;
  readonly jacobian: (jacobian: Jacobian) => void;
  readonly exported: (answer: Answer<"exported">) => void;
  readonly checkpoint: (checkpoint: RunCheckpoint) => void;
  /** The run stands where it was. */
  readonly failed: (answer: Answer<"failed">) => void;
  /** All workers have been ended, and the run with them; the next `load` or `resume` starts new ones. */
  readonly fault: (fault: Fault) => void;
}

/** What the store needs of the workers. */
export interface TrainingClient {
  /** @throws nothing: trouble is reported by `failed` or `fault` */
  send(request: Request): void;
  /** Says what somebody looks at; nothing else is measured. */
  measure(wanted: ReadonlySet<Measurement>): void;
  /** Has the spectrum of a W measured before all others; it never comes if the workers are ended before. */
  measureSpectrum(request: SpectrumRequest): Promise<Spectrum>;
  /** Ends all workers; the next `load` or `resume` starts new ones. */
  end(): void;
}

const LANES: readonly LaneKey[] = ["a", "b"];

/** After these a failure leaves the lanes in no state to go on from. */
const UPSETTING: readonly Request["type"][] = ["play", "step", "resume"];

/** The Jacobian is measured in at most one part in this many, plus one, of the time. */
const JACOBIAN_REST = 4;
/** Bytes of earlier moments whose spectra may wait to be measured. */
const EARLIER_SPECTRA = 64e6;

interface AwaitedSpectrum {
  readonly request: SpectrumRequest;
  readonly resolve: (spectrum: Spectrum) => void;
}

/** A lane's newest moment, and the run that it is of. */
interface NewestMoment {
  readonly run: number;
  readonly complex: boolean;
  readonly moment: Moment;
}

/** Owns the training worker and the workers that measure beside it. */
export class WorkerClient implements TrainingClient {
  readonly #events: ClientEvents;
  #training: Worker | null = null;
  readonly #heartbeat = new Heartbeat((seconds) =>
    this.#fault({ kind: "hung", message: `The training worker has not answered for ${seconds} seconds.` }),
  );
  readonly #spectra = new MeasureQueue<SpectrumRequest, Spectrum>(
    () => new Worker(new URL("./spectrum.worker.ts", import.meta.url), { type: "module" }),
    (spectrum) => this.#takeSpectrum(spectrum),
    { capacity: EARLIER_SPECTRA },
  );
  /** A worker of its own: with many units and steps it takes seconds, and the spectra must not wait for it. */
  readonly #jacobians = new MeasureQueue<JacobianRequest, Jacobian>(
    () => new Worker(new URL("./jacobian.worker.ts", import.meta.url), { type: "module" }),
    (jacobian) => this.#isOfThisRun(jacobian) && this.#events.jacobian(jacobian),
    { rest: JACOBIAN_REST },
  );
  #newestRun = -1;
  /** Whether the newest frame said that others follow. */
  #playing = false;
  /** Loads sent and not yet answered; until then frames belong to a run that is no longer wanted. */
  #loading = 0;
  #wanted: ReadonlySet<Measurement> = new Set();
  readonly #newest = new Map<LaneKey, NewestMoment>();
  #awaited: readonly AwaitedSpectrum[] = [];
  /** What of each lane was last sent to be measured, measurement by measurement. */
  readonly #sent = new Map<string, Moment>();

  constructor(events: ClientEvents) {
    this.#events = events;
  }

  send(request: Request): void {
    if (request.type === "load" || request.type === "resume") this.#loading++;
    this.#trainingWorker().postMessage(request);
    // Adjusting and resetting may build networks, which takes as long as it takes.
    this.#heartbeat.expect(this.#loading > 0 || request.type === "reset");
  }

  end(): void {
    this.#training?.terminate();
    this.#heartbeat.end();
    this.#spectra.end();
    this.#jacobians.end();
    this.#training = null;
    this.#newestRun = -1;
    this.#playing = false;
    this.#loading = 0;
    this.#sent.clear();
    this.#newest.clear();
    this.#awaited = [];
  }

  measure(wanted: ReadonlySet<Measurement>): void {
    this.#wanted = wanted;
    for (const lane of LANES) this.#measureNewest(lane);
  }

  measureSpectrum(request: SpectrumRequest): Promise<Spectrum> {
    this.#spectra.askFirst(request);
    return new Promise((resolve) => {
      this.#awaited = [...this.#awaited, { request, resolve }];
    });
  }

  #takeSpectrum(spectrum: Spectrum): void {
    const isOf = ({ request: { run, lane, step } }: AwaitedSpectrum) =>
      run === spectrum.run && lane === spectrum.lane && step === spectrum.step;
    const waiting = this.#awaited.filter(isOf);
    for (const { resolve } of waiting) resolve(spectrum);
    this.#awaited = this.#awaited.filter((one) => !isOf(one));
    // What was measured for an export alone lacks what is measured of B.
    const isPartial = waiting.length > 0 && spectrum.exponent === null;
    if (this.#isOfThisRun(spectrum) && !isPartial) this.#events.spectrum(spectrum);
  }

  #trainingWorker(): Worker {
    if (this.#training) return this.#training;
    const worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
    const crash = (reason: string) => {
      const what = reason.replace(/^Uncaught (Error: )?/, "").replace(/\.$/, "");
      this.#fault({ kind: "crashed", message: `The training worker stopped: ${what}.` });
    };
    worker.onmessage = ({ data }: MessageEvent<Response>) => {
      // What an ended worker had said before is still delivered.
      if (this.#training === worker) this.#hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.#training === worker) crash(event.message || "its program could not be loaded");
    };
    worker.onmessageerror = () => crash("a message from it could not be read");
    this.#training = worker;
    return worker;
  }

  #fault(fault: Fault): void {
    this.end();
    this.#events.fault(fault);
  }

  #hear(response: Response): void {
    if (response.type === "frame") this.#spectra.playing = this.#playing = response.frame.playing;
    if (response.type === "ready") this.#loading = Math.max(0, this.#loading - 1);
    const loading = this.#loading > 0;
    // A checkpoint is never asked for.
    if (response.type !== "checkpoint") this.#heartbeat.heard(loading || this.#playing, loading);
    switch (response.type) {
      case "ready":
        // What another load has overtaken counts for nothing, its number neither.
        if (loading) break;
        this.#newestRun = Math.max(this.#newestRun, response.run);
        this.#events.ready(response);
        break;
      case "frame":
        if (!loading && response.frame.run >= this.#newestRun) this.#takeFrame(response.frame);
        break;
      case "exported":
        this.#events.exported(response);
        break;
      case "checkpoint":
        if (!loading) this.#events.checkpoint(response.checkpoint);
        break;
      case "lost":
        this.#fault({ kind: "device", message: response.message });
        break;
      case "failed":
        if (UPSETTING.includes(response.during)) {
          this.#fault({ kind: "failed", message: `Training failed: ${response.message}` });
          break;
        }
        if (response.during === "load") this.#loading = Math.max(0, this.#loading - 1);
        this.#events.failed(response);
        break;
    }
  }

  #takeFrame(frame: Frame): void {
    const { run } = frame;
    this.#newestRun = run;
    this.#events.frame(frame);
    for (const lane of LANES) {
      const { moments, complex, lastFinite } = frame.lanes[lane];
      const known = this.#newest.get(lane);
      const before = known?.run === run ? known.moment.step : -1;
      for (const moment of moments) {
        // The newest, or the present one measured again.
        const isNewest = moment.step >= before && moments.every(({ step }) => step <= moment.step);
        if (isNewest) this.#newest.set(lane, { run, complex, moment });
        else if (this.#wanted.has("spectra")) {
          const request = spectrumRequest(run, lane, complex, moment);
          // The page waits for the last moments of a lane that stopped.
          if (lastFinite.includes(moment.step)) this.#spectra.askFirst(request);
          else this.#spectra.askLater(request);
        }
      }
      this.#measureNewest(lane);
    }
  }

  #measureNewest(lane: LaneKey): void {
    const newest = this.#newest.get(lane);
    if (!newest) return;
    const { run, complex, moment } = newest;
    const { step, w, trajectory } = moment;
    if (this.#isNew("spectra", lane, moment)) this.#spectra.ask(spectrumRequest(run, lane, complex, moment));
    if (this.#isNew("jacobians", lane, moment)) this.#jacobians.ask({ run, lane, step, w, trajectory });
  }

  /** Whether it is wanted, and of a moment that was not sent before. */
  #isNew(measurement: Measurement, lane: LaneKey, moment: Moment): boolean {
    const key = `${measurement} of ${lane}`;
    if (!this.#wanted.has(measurement) || this.#sent.get(key) === moment) return false;
    this.#sent.set(key, moment);
    return true;
  }

  #isOfThisRun({ run }: { readonly run: number }): boolean {
    return run === this.#newestRun;
  }
}

const spectrumRequest = (run: number, lane: LaneKey, complex: boolean, moment: Moment): SpectrumRequest => {
  const { step, w, exponent } = moment;
  return { run, lane, step, complex, w, exponent };
};
