import { Heartbeat, type Overdue } from "./heartbeat";
import type { BackendReport, GpuProgress, GpuVerdict, Request, Response } from "./protocol";
import { RESPONSE_TIMEOUT } from "./response-timeout";
import { type Listener, TrainingProcess } from "./training-process";

type Load = Extract<Request, { type: "load" }>;
type Outcome = Pick<BackendReport, "why" | "rejected" | "timings">;

/** A trial is given up after this many response timeouts in total, even if progress is reported. */
const MAX_TIMEOUTS = 3;

/** Requests that train a run. */
const TRAINING: readonly Request["type"][] = ["play", "step"];

/** The callbacks and factories that a trial needs. */
interface TrialDeps {
  /** Called with the progress of starting WebGPU; null when there is no more. */
  readonly progress: (progress: GpuProgress | null) => void;
  /** Called when the result of {@link GpuTrial.withOutcome} has changed. */
  readonly concluded: () => void;
  /** Called if WebGPU is preferred and the run has had no request: it restarts in this worker, where WebGPU is ready. */
  readonly switchTo: (process: TrainingProcess, load: Load, limit: number) => void;
  readonly start?: (listener: Listener) => TrainingProcess;
  readonly hasGpu?: () => boolean;
  /** Makes the watchdog that calls `overdue` after too long a silence. */
  readonly heartbeat?: (overdue: Overdue) => Heartbeat;
}

/**
 * Tries WebGPU for a run that started without it, in a separate training worker, the candidate. If WebGPU is preferred
 * and the run had no request in the meantime, the candidate replaces its worker; otherwise the candidate is terminated,
 * and the backend report states the outcome. A device that stopped responding is not tried again automatically.
 */
export class GpuTrial {
  readonly #deps: Required<TrialDeps>;
  readonly #silence: Heartbeat;
  readonly #whole: Heartbeat;
  #candidate: TrainingProcess | null = null;
  #load: Load | null = null;
  #limit = RESPONSE_TIMEOUT;
  /** The first request that the run had. */
  #firstRequest: Request["type"] | null = null;
  #outcome: Outcome | null = null;
  /** Why WebGPU is not tried again for any config. */
  #ruledOut: Outcome | null = null;
  /** Whether WebGPU was preferred before: then runs wait for it instead of starting without it. */
  #trusted = false;

  constructor(deps: TrialDeps) {
    this.#deps = {
      start: (listener) => new TrainingProcess(listener),
      hasGpu: () => "gpu" in navigator,
      heartbeat: (overdue) => new Heartbeat(overdue),
      ...deps,
    };
    const { heartbeat } = this.#deps;
    this.#silence = heartbeat((seconds) => this.#giveUp(`it did not answer within ${seconds} seconds`));
    this.#whole = heartbeat((seconds) => this.#giveUp(`it was not ready within ${seconds} seconds`));
  }

  /** The load request to send, with `gpuLater` set if a trial follows. Ends the previous trial. */
  prepare(load: Load): Load {
    this.end();
    const ruledOut = load.avoid.some(({ backend }) => backend === "webgpu");
    const isOpen = load.config.backend === "auto" && this.#deps.hasGpu();
    return isOpen && !ruledOut && !this.#trusted ? { ...load, gpuLater: true } : load;
  }

  /** Starts the trial once the run of a load is shown, unless WebGPU was ruled out before. */
  begin(load: Load, run: number): void {
    if (!load.gpuLater) return;
    this.#outcome = this.#ruledOut;
    if (this.#ruledOut) return;
    this.#outcome = { why: "WebGPU is being tried", rejected: [], timings: [] };
    this.#load = load;
    this.#limit = RESPONSE_TIMEOUT;
    this.#candidate = this.#deps.start({
      receive: (response) => this.#receive(response),
      crash: (sentence) => this.#giveUp(sentence.replace(/\.$/, "")),
    });
    const { config, siteBase, avoid } = load;
    this.#candidate.send({ type: "try webgpu", config, siteBase, avoid, run });
    // There is no limit for loading the worker's program; the adapter is requested after that.
    this.#silence.expect("unlimited");
  }

  /** Records that the run had a request. */
  noteRequest(by: Request["type"]): void {
    this.#firstRequest ??= by;
  }

  /** A worker's backend report, with the outcome of the trial added. */
  withOutcome(report: BackendReport): BackendReport {
    if (!this.#outcome) return report;
    const { why, rejected, timings } = this.#outcome;
    return {
      ...report,
      why: [report.why, why].filter(Boolean).join("; "),
      rejected: [...report.rejected, ...rejected],
      timings,
    };
  }

  /** Cancels the trial, if one is running; the page still offers WebGPU. @param why as a clause */
  cancel(why: string): void {
    if (!this.#candidate) return;
    this.#conclude(
      { why: `webgpu: ${why}`, rejected: [{ backend: "webgpu", why, again: true }], timings: [] },
      false,
    );
  }

  /** Ends the trial and forgets its outcome, because the run has ended. */
  end(): void {
    this.#close();
    [this.#outcome, this.#firstRequest] = [null, null];
  }

  #close(): void {
    this.#silence.end();
    this.#whole.end();
    if (this.#candidate) this.#deps.progress(null);
    this.#candidate?.end();
    this.#candidate = null;
  }

  #receive(response: Response): void {
    if (response.type === "progress") {
      const { limit } = response.progress;
      this.#limit = limit ?? this.#limit;
      this.#silence.heard(true, limit ?? "unlimited");
      this.#whole.expect(limit === null ? "unlimited" : MAX_TIMEOUTS * limit);
      this.#deps.progress(response.progress);
    } else if (response.type === "verdict") this.#judge(response.verdict);
    else if (response.type === "lost" || response.type === "failed") {
      this.#giveUp(response.message.replace(/\.$/, ""));
    }
  }

  #judge({ preferred, why, rejected, timings, final }: GpuVerdict): void {
    this.#trusted ||= preferred;
    const [candidate, load] = [this.#candidate, this.#load];
    if (preferred && !this.#firstRequest && candidate && load) {
      this.#candidate = null;
      this.end();
      this.#deps.progress(null);
      this.#deps.switchTo(candidate, load, this.#limit);
      return;
    }
    const trained = this.#firstRequest !== null && TRAINING.includes(this.#firstRequest);
    const tooLate = trained
      ? "training had begun on it before WebGPU was ready"
      : "it was in use before WebGPU was ready";
    const beside = trained && timings.length > 0 ? "; timed beside the training" : "";
    this.#conclude({ why: `${preferred ? tooLate : why}${beside}`, rejected, timings }, final);
  }

  #giveUp(why: string): void {
    const rejected = [{ backend: "webgpu" as const, why, again: true }];
    this.#conclude({ why: `webgpu: ${why}`, rejected, timings: [] }, true);
  }

  #conclude(outcome: Outcome, final: boolean): void {
    this.#close();
    this.#outcome = outcome;
    if (final) this.#ruledOut = outcome;
    this.#deps.concluded();
  }
}
