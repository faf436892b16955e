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
  Spectrum,
  SpectrumRequest,
} from "./protocol";
import { type Listener, TrainingProcess } from "./training-process";

type Load = Extract<Request, { type: "load" }>;
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
  /** How far WebGPU is, for the run that is prepared or beside the one that runs; null once nothing more comes. */
  readonly progress: (progress: GpuProgress | null) => void;
  /** More is known of why the run is on its backend. */
  readonly explained: (backend: BackendReport) => void;
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
  /** WebGPU is not tried any longer for the run at hand. @param why in a clause */
  endTrial(why: string): void;
  /** Ends all workers; the next `load` or `resume` starts new ones. */
  end(): void;
}

/** After these a failure leaves the lanes in no state to go on from. */
const UPSETTING: readonly Request["type"][] = ["play", "step", "resume"];

/** Answered once networks are there. */
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
    concluded: () => this.#explain(),
    switchTo: (process, config, limit) => this.#switchTo(process, config, limit),
  });
  readonly #measurers = new Measurers({
    run: () => this.#newestRun,
    spectrum: (spectrum) => this.#events.spectrum(spectrum),
    jacobian: (jacobian) => this.#events.jacobian(jacobian),
  });
  #newestRun = -1;
  /** Whether the newest frame said that others follow. */
  #playing = false;
  /** Requests that build networks, sent and not yet answered, oldest first. */
  #builds: Request["type"][] = [];
  /** The newest load, until its first frame is there. */
  #unanswered: Load | null = null;
  /** How long the worker may be silent while networks are built: on WebGPU there is a limit. */
  #building: Patience = "endless";
  /** What the training worker said of its backend. */
  #backend: BackendReport | null = null;

  constructor(events: ClientEvents) {
    this.#events = events;
  }

  send(request: Request): void {
    if (BUILDING.includes(request.type)) this.#builds.push(request.type);
    if (request.type === "load" || request.type === "resume") {
      this.#building = "endless";
      this.#trial.end();
      this.#unanswered = request.type === "load" ? this.#trial.prepare(request) : null;
    } else this.#trial.touch(request.type);
    this.#training ??= new TrainingProcess(this.#listener);
    this.#training.send(request.type === "load" ? (this.#unanswered ?? request) : request);
    this.#heartbeat.expect(this.#patience);
  }

  get #patience(): Patience {
    return this.#builds.length > 0 ? this.#building : "learned";
  }

  /** Until another run is there, frames belong to one that is no longer wanted. */
  get #loading(): boolean {
    return this.#builds.some((type) => type !== "reset");
  }

  endTrial(why: string): void {
    this.#trial.giveWay(why);
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
    [this.#unanswered, this.#backend] = [null, null];
  }

  measure(wanted: ReadonlySet<Measurement>): void {
    this.#measurers.measure(wanted);
  }

  measureSpectrum(request: SpectrumRequest): Promise<Spectrum> {
    return this.#measurers.measureSpectrum(request);
  }

  get #listener(): Listener {
    return {
      hear: (response) => this.#hear(response),
      crash: (message) => this.#fault({ kind: "crashed", message }),
    };
  }

  /** A worker in which WebGPU is ready takes the place of the one in which nothing was done yet. */
  #switchTo(process: TrainingProcess, config: Load["config"], limit: number): void {
    this.#training?.end();
    this.#heartbeat.end();
    this.#training = process;
    process.hearInstead(this.#listener);
    this.#building = limit;
    this.send({ type: "reset", config });
  }

  #explain(): void {
    if (this.#backend) this.#events.explained(this.#trial.explained(this.#backend));
  }

  #fault(fault: Fault): void {
    this.end();
    this.#events.fault(fault);
  }

  #hear(response: Response): void {
    if (response.type === "frame") this.#playing = this.#measurers.playing = response.frame.playing;
    if (response.type === "ready") this.#builds.shift();
    if (response.type === "progress") this.#building = response.progress.limit ?? "endless";
    const loading = this.#loading;
    // A checkpoint is never asked for.
    if (response.type !== "checkpoint")
      this.#heartbeat.heard(this.#builds.length > 0 || this.#playing, this.#patience);
    switch (response.type) {
      case "progress":
        this.#events.progress(response.progress);
        break;
      case "ready":
        // What another load has overtaken counts for nothing, its number neither.
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
        if (UPSETTING.includes(response.during)) {
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
    this.#events.ready({ ...answer, backend: this.#trial.explained(answer.backend) });
  }

  #takeFrame(frame: Frame): void {
    const { run } = frame;
    this.#newestRun = run;
    this.#events.frame(frame);
    this.#measurers.takeFrame(frame);
    if (!this.#unanswered) return;
    this.#trial.begin(this.#unanswered, run);
    this.#unanswered = null;
    this.#explain();
  }
}
