import { Heartbeat, type Overdue } from "./heartbeat";
import type { BackendReport, GpuProgress, GpuVerdict, Request, Response } from "./protocol";
import { SILENCE_LIMIT } from "./silence-limit";
import { type Listener, TrainingProcess } from "./training-process";

type Load = Extract<Request, { type: "load" }>;
type Outcome = Pick<BackendReport, "why" | "rejected" | "timings">;

/** However often it gives a sign of life, it is given up after so many times the silence that is allowed it. */
const LIMITS = 3;

/** Requests by which a run is trained. */
const TRAINING: readonly Request["type"][] = ["play", "step"];

/** What a trial has of the client. */
interface TrialDeps {
  /** How far WebGPU is; null once nothing more comes. */
  readonly progress: (progress: GpuProgress | null) => void;
  /** {@link GpuTrial.explained} says something else now. */
  readonly concluded: () => void;
  /** WebGPU is preferred, and the run stands untouched: it is to be begun again in this worker, where all is ready. */
  readonly switchTo: (process: TrainingProcess, config: Load["config"], limit: number) => void;
  readonly start?: (listener: Listener) => TrainingProcess;
  readonly hasGpu?: () => boolean;
  /** Makes what tells that nothing was heard for too long. */
  readonly heartbeat?: (overdue: Overdue) => Heartbeat;
}

/**
 * Tries WebGPU for a run that was begun without it, in a training worker of its own, the candidate. Where WebGPU is
 * preferred and nothing was asked of the run meanwhile, the candidate takes its place; otherwise it is ended, and the
 * report says what came of it. A device that falls silent is not tried again by itself.
 */
export class GpuTrial {
  readonly #deps: Required<TrialDeps>;
  readonly #silence: Heartbeat;
  readonly #whole: Heartbeat;
  #candidate: TrainingProcess | null = null;
  #config: Load["config"] | null = null;
  #limit = SILENCE_LIMIT;
  /** What was first asked of the run. */
  #touched: Request["type"] | null = null;
  #outcome: Outcome | null = null;
  /** Why WebGPU is not tried any more, whatever the config. */
  #ruledOut: Outcome | null = null;
  /** Whether it was preferred before: then a run waits for it, and none begins without it. */
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

  /** A load as it is to be sent: one that leaves WebGPU to a trial says so. The trial before is over. */
  prepare(load: Load): Load {
    this.end();
    const ruledOut = load.avoid.some(({ backend }) => backend === "webgpu");
    const isOpen = load.config.backend === "auto" && this.#deps.hasGpu();
    return isOpen && !ruledOut && !this.#trusted ? { ...load, gpuLater: true } : load;
  }

  /** The run of a load is shown: the trial begins, unless WebGPU was ruled out before. */
  begin(load: Load, run: number): void {
    if (!load.gpuLater) return;
    this.#outcome = this.#ruledOut;
    if (this.#ruledOut) return;
    this.#outcome = { why: "WebGPU is being tried", rejected: [], timings: [] };
    this.#config = load.config;
    this.#limit = SILENCE_LIMIT;
    this.#candidate = this.#deps.start({
      hear: (response) => this.#hear(response),
      crash: (sentence) => this.#giveUp(sentence.replace(/\.$/, "")),
    });
    const { config, siteBase, avoid } = load;
    this.#candidate.send({ type: "try webgpu", config, siteBase, avoid, run });
    // Its program has to come first, which may take as long as it takes; the adapter is asked for after that.
    this.#silence.expect("endless");
  }

  /** Something was asked of the run. */
  touch(by: Request["type"]): void {
    this.#touched ??= by;
  }

  /** What a worker said of its backend, with what came of the trial. */
  explained(report: BackendReport): BackendReport {
    if (!this.#outcome) return report;
    const { why, rejected, timings } = this.#outcome;
    return {
      ...report,
      why: [report.why, why].filter(Boolean).join("; "),
      rejected: [...report.rejected, ...rejected],
      timings,
    };
  }

  /** Ends a trial under way; WebGPU stays one click away. @param why in a clause */
  giveWay(why: string): void {
    if (!this.#candidate) return;
    this.#conclude(
      { why: `webgpu: ${why}`, rejected: [{ backend: "webgpu", why, again: true }], timings: [] },
      false,
    );
  }

  /** Of the run nothing is left, or another begins. */
  end(): void {
    this.#close();
    [this.#outcome, this.#touched] = [null, null];
  }

  #close(): void {
    this.#silence.end();
    this.#whole.end();
    if (this.#candidate) this.#deps.progress(null);
    this.#candidate?.end();
    this.#candidate = null;
  }

  #hear(response: Response): void {
    if (response.type === "progress") {
      const { limit } = response.progress;
      this.#limit = limit ?? this.#limit;
      this.#silence.heard(true, limit ?? "endless");
      this.#whole.expect(limit === null ? "endless" : LIMITS * limit);
      this.#deps.progress(response.progress);
    } else if (response.type === "verdict") this.#judge(response.verdict);
    else if (response.type === "lost" || response.type === "failed") {
      this.#giveUp(response.message.replace(/\.$/, ""));
    }
  }

  #judge({ preferred, why, rejected, timings, final }: GpuVerdict): void {
    this.#trusted ||= preferred;
    const [candidate, config] = [this.#candidate, this.#config];
    if (preferred && !this.#touched && candidate && config) {
      this.#candidate = null;
      this.end();
      this.#deps.progress(null);
      this.#deps.switchTo(candidate, config, this.#limit);
      return;
    }
    const trained = this.#touched !== null && TRAINING.includes(this.#touched);
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
