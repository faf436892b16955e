import { GpuTrial } from "./gpu-trial";
import { Heartbeat, type Patience } from "./heartbeat";
import { Measurers } from "./measurers";
import type {
  BackendReport,
  Frame,
  GpuProgress,
  Jacobian,
  Measurement,
  Request,
  Response,
  RunCheckpoint,
  SequenceRequest,
  SequenceResult,
  Spectrum,
  SpectrumRequest,
} from "./protocol";
import { type Listener, TrainingProcess } from "./training-process";

type Load = Extract<Request, { type: "load" }>;
type Answer<Type extends Response["type"]> = Extract<Response, { type: Type }>;

/** Why the training worker was terminated: it, or the device that it trained on, can no longer be used. */
export interface Fault {
  readonly kind: "crashed" | "hung" | "failed" | "device";
  /** What happened, in a sentence. */
  readonly message: string;
}

/** The events that the workers cause. */
export interface ClientEvents {
  readonly ready: (answer: Answer<"ready">) => void;
  /** Progress of starting WebGPU, for a run being prepared or for a trial beside it; null when there is no more. */
  readonly progress: (progress: GpuProgress | null) => void;
  /** The report on the run's backend has changed, because a trial of WebGPU ended. */
  readonly backendChanged: (backend: BackendReport) => void;
  readonly frame: (frame: Frame) => void;
  readonly spectrum: (spectrum: Spectrum) => void;
  readonly jacobian: (jacobian: Jacobian) => void;
  readonly sequence: (result: SequenceResult) => void;
  readonly exported: (answer: Answer<"exported">) => void;
  readonly checkpoint: (checkpoint: RunCheckpoint) => void;
  /** A request failed; the run is unchanged. */
  readonly failed: (answer: Answer<"failed">) => void;
  /** All workers have been terminated, and the run with them; the next `load` or `resume` starts new ones. */
  readonly fault: (fault: Fault) => void;
}

/** The interface through which the store uses the workers. */
export interface TrainingClient {
  /** Sends a request. It never throws: errors are reported by `failed` or `fault`. */
  send(request: Request): void;
  /** Sets which measurements are wanted; no others are made. */
  measure(wanted: ReadonlySet<Measurement>): void;
  /** Measures the spectrum of a W before all others; the promise stays pending if the workers are terminated first. */
  measureSpectrum(request: SpectrumRequest): Promise<Spectrum>;
  /** Measures a network on a sequence. */
  measureSequence(request: SequenceRequest): void;
  /** Cancels the trial of WebGPU for the current run. @param why as a clause */
  cancelTrial(why: string): void;
  /** Terminates all workers; the next `load` or `resume` starts new ones. */
  end(): void;
}

/** Requests whose failure leaves the lanes in a state from which training cannot continue. */
const CORRUPTING: readonly Request["type"][] = ["play", "step", "resume"];

/** Requests that are answered once the networks are built. */
const BUILDING: readonly Request["type"][] = ["load", "resume", "reset"];

/** Owns the training worker and the workers that measure beside it. */
export class WorkerClient implements TrainingClient {
  readonly #events: ClientEvents;
  #training: TrainingProcess | null = null;
  readonly #heartbeat = new Heartbeat((seconds, patience) => {
    this.#fault(
      typeof patience === "number"
        ? { kind: "device", message: `The graphics device did not answer within ${seconds} seconds.` }
        : { kind: "hung", message: `The training worker has not answered for ${seconds} seconds.` },
    );
  });
  readonly #trial = new GpuTrial({
    progress: (progress) => this.#events.progress(progress),
    concluded: () => this.#reportBackend(),
    switchTo: (process, load, limit) => this.#switchTo(process, load, limit),
  });
  readonly #measurers = new Measurers({
    run: () => this.#newestRun,
    spectrum: (spectrum) => this.#events.spectrum(spectrum),
    jacobian: (jacobian) => this.#events.jacobian(jacobian),
    sequence: (result) => this.#events.sequence(result),
  });
  #newestRun = -1;
  /** Whether the run was playing at the newest frame. */
  #playing = false;
  /** Requests that build networks, sent and not yet answered, oldest first. */
  #builds: Request["type"][] = [];
  /** The newest load, until its first frame arrives. */
  #pendingLoad: Load | null = null;
  /** How long the worker may be silent while networks are built; limited only on WebGPU. */
  #buildPatience: Patience = "unlimited";
  /** The training worker's report on its backend. */
  #backend: BackendReport | null = null;

  constructor(events: ClientEvents) {
    this.#events = events;
  }

  send(request: Request): void {
    if (BUILDING.includes(request.type)) this.#builds.push(request.type);
    if (request.type === "load" || request.type === "resume") {
      this.#buildPatience = "unlimited";
      this.#trial.end();
      this.#pendingLoad = request.type === "load" ? this.#trial.prepare(request) : null;
    } else this.#trial.noteRequest(request.type);
    this.#training ??= new TrainingProcess(this.#listener);
    this.#training.send(request.type === "load" ? (this.#pendingLoad ?? request) : request);
    this.#heartbeat.expect(this.#patience);
  }

  get #patience(): Patience {
    return this.#builds.length > 0 ? this.#buildPatience : "adaptive";
  }

  /** Whether another run is being loaded: frames that arrive now belong to the old run. */
  get #loading(): boolean {
    return this.#builds.some((type) => type !== "reset");
  }

  cancelTrial(why: string): void {
    this.#trial.cancel(why);
  }

  measureSequence(request: SequenceRequest): void {
    this.#measurers.measureSequence(request);
  }

  end(): void {
    this.#training?.end();
    this.#trial.end();
    this.#heartbeat.end();
    this.#measurers.end();
    this.#training = null;
    this.#newestRun = -1;
    this.#playing = false;
    this.#builds = [];
    [this.#pendingLoad, this.#backend] = [null, null];
  }

  measure(wanted: ReadonlySet<Measurement>): void {
    this.#measurers.measure(wanted);
  }

  measureSpectrum(request: SpectrumRequest): Promise<Spectrum> {
    return this.#measurers.measureSpectrum(request);
  }

  get #listener(): Listener {
    return {
      receive: (response) => this.#receive(response),
      crash: (message) => this.#fault({ kind: "crashed", message }),
    };
  }

  /** Replaces the worker, which has made no steps yet, by the one in which WebGPU is ready. */
  #switchTo(process: TrainingProcess, { config, coming = [] }: Load, limit: number): void {
    this.#training?.end();
    this.#heartbeat.end();
    this.#training = process;
    process.setListener(this.#listener);
    this.#buildPatience = limit;
    this.send({ type: "reset", config, coming });
  }

  #reportBackend(): void {
    if (this.#backend) this.#events.backendChanged(this.#trial.withOutcome(this.#backend));
  }

  #fault(fault: Fault): void {
    this.end();
    this.#events.fault(fault);
  }

  #receive(response: Response): void {
    if (response.type === "frame") this.#playing = this.#measurers.playing = response.frame.playing;
    if (response.type === "ready") this.#builds.shift();
    if (response.type === "progress") this.#buildPatience = response.progress.limit ?? "unlimited";
    const loading = this.#loading;
    // A checkpoint is not the answer to a request.
    if (response.type !== "checkpoint")
      this.#heartbeat.heard(this.#builds.length > 0 || this.#playing, this.#patience);
    switch (response.type) {
      case "progress":
        this.#events.progress(response.progress);
        break;
      case "ready":
        // The answer, and its run number, are ignored if another load was sent in the meantime.
        if (!loading) this.#takeReady(response);
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
        if (CORRUPTING.includes(response.during)) {
          this.#fault({ kind: "failed", message: `Training failed: ${response.message}` });
          break;
        }
        if (BUILDING.includes(response.during)) this.#builds.shift();
        this.#events.failed(response);
        break;
    }
  }

  #takeReady(answer: Answer<"ready">): void {
    this.#newestRun = Math.max(this.#newestRun, answer.run);
    this.#backend = answer.backend;
    this.#events.progress(null);
    this.#events.ready({ ...answer, backend: this.#trial.withOutcome(answer.backend) });
  }

  #takeFrame(frame: Frame): void {
    const { run } = frame;
    this.#newestRun = run;
    this.#events.frame(frame);
    this.#measurers.takeFrame(frame);
    if (!this.#pendingLoad) return;
    this.#trial.begin(this.#pendingLoad, run);
    this.#pendingLoad = null;
    this.#reportBackend();
  }
}
