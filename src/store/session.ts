import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { PerLane } from "../lanes";
import type { ClientEvents, Fault, TrainingClient } from "../worker/client";
import type { DevFault } from "../worker/dev-fault";
import type { BackendReport, EarlierLane, RunCheckpoint, RunningBackend } from "../worker/protocol";
import { rewound, sent, wholePlan } from "./changes";
import { Checkpoints } from "./checkpoints";
import { type ExportedRun, Exporting } from "./exporting";
import { ForkPoints } from "./fork-points";
import type { LabState } from "./lab-state";
import { Measuring, type MeasuringDeps } from "./measuring";
import { type Next, PlayIntent } from "./play-intent";
import { Recovery, recoveredText } from "./recovery";
import type { SavedRun } from "./saved-run";
import { Transport } from "./transport";

/** The parts of the lab that a session needs. */
interface SessionDeps extends MeasuringDeps {
  readonly connect: (events: ClientEvents) => TrainingClient;
  readonly defer: (callback: () => void) => void;
}

/** Controls the workers: starts, continues, saves and recovers runs. */
export class Session {
  readonly #lab: SessionDeps;
  readonly #client: TrainingClient;
  readonly #intent = new PlayIntent();
  /** Sends play, pause, step, and settings that act on the next step. */
  readonly transport: Transport;
  readonly #recovery = new Recovery();
  readonly #checkpoints = new Checkpoints();
  /** The fault being recovered from, until the notice can name the step and the backend. */
  #recovering: { readonly fault: Fault; readonly atStep: number } | null = null;
  /** The backend that the run was last on; it continues there if possible. */
  #lastBackend: RunningBackend = "wasm";
  /** The user's own text that the run began with, if it reads it: another may have been saved since. */
  #ownText: string | undefined;
  /** Whether a saved run is being continued: if that fails, it is not tried again. */
  #continuing = false;
  readonly #exports: Exporting;
  /** Takes what is measured of the run, and has more measured. */
  readonly measuring: Measuring;

  constructor(lab: SessionDeps) {
    this.#lab = lab;
    this.#client = lab.connect({
      ready: ({ run, backend, task, heldOut, ownText }) => {
        this.#ownText = ownText;
        this.#lastBackend = backend.running;
        this.measuring.begin({ run, task, heldOut });
        this.#set({ run, backend });
        this.#checkpoints.belongTo(run);
        const { backend: wanted } = this.#state.applied;
        if (this.#recovering) this.#sayRecovered(backend);
        else if (wanted !== "auto" && wanted !== backend.running) {
          const why = `The backend ${wanted} was chosen but cannot run here (${backend.why}).`;
          lab.notify(`${why} ${backend.adapter} runs instead.`, "warning", { run });
        }
        const next = this.#intent.takeNext();
        if (next === "play") this.transport.play();
        if (next === "step") this.#client.send({ type: "step" });
        if (next !== null && typeof next === "object") this.transport.playUntil(next.until);
      },
      progress: (gpuProgress) => this.#set({ gpuProgress }),
      backendChanged: (backend) => this.#set({ backend }),
      frame: (frame) => {
        this.#continuing = false;
        this.measuring.takeFrame(frame);
      },
      spectrum: (spectrum) => this.measuring.takeSpectrum(spectrum),
      jacobian: (jacobian) => this.measuring.takeJacobian(jacobian),
      sequence: (result) => this.measuring.takeSequence(result),
      exported: (answer) => this.#exports.answer(answer),
      checkpoint: (checkpoint) => this.#takeCheckpoint(checkpoint),
      failed: ({ during, message }) => {
        if (during === "load") this.#fail(message);
        else if (during === "export") this.#exports.refuse(message);
        else lab.notify(message, "warning");
      },
      fault: (fault) => this.#recover(fault),
    });
    this.#exports = new Exporting(this.#client, lab.history, () => this.#state);
    this.measuring = new Measuring(lab, this.#client, this.#intent);
    this.transport = new Transport(lab, this.#client, this.measuring.showing, this.#intent);
  }

  get #state(): LabState {
    return this.#lab.store.getState();
  }

  #set(part: Partial<LabState>): void {
    this.#lab.store.setState(part);
  }

  /** Builds both lanes from a config, at step 0. @param coming the changes of settings that are planned */
  load(config: RunConfig, next: Next, coming: readonly Change[] = []): void {
    this.#prepare(next, config);
    this.#set({ changes: [], coming });
    this.#checkpoints.forget();
    this.#continuing = false;
    this.transport.lookAtNewest({ fork: null });
    this.#client.send({ type: "load", config, coming, ...this.#workerSetup() });
  }

  /**
   * Changes the backend at the user's request, even to one that was given up. If a backend was given up or one is still
   * being prepared, new workers are started. A run restarts at step 0; a fork, whose start the settings do not determine,
   * continues.
   */
  changeBackend(config: RunConfig): void {
    const { current } = this;
    const newWorkers = this.#recovery.avoided.length > 0 || this.#state.phase === "preparing";
    if (newWorkers) {
      this.#client.end();
      this.#exports.refuse("The backend was changed meanwhile.");
      this.#recovery.allowAll();
    }
    if (current?.fork) {
      const { backend } = config;
      const running = backend === "auto" ? current.backend : backend;
      this.switchTo(
        { ...current, config: { ...current.config, backend }, backend: running },
        this.#checkpoints.points,
      );
      this.#set({ config });
      return;
    }
    // What is planned stays planned for a run that has made no step.
    const { step, coming } = this.#state;
    const planned = step === 0 ? coming : [];
    if (newWorkers) this.#loadWithNewWorkers(config, null, planned);
    else this.load(config, null, planned);
  }

  /** Restarts after a failure: with new workers, from the newest checkpoint, with every backend allowed again. */
  retry(): void {
    this.#client.end();
    this.#recovery.allowAll();
    const { newest } = this.#checkpoints;
    if (newest) this.#resume(newest, null);
    else this.#loadWithNewWorkers(this.#state.config, null, this.#state.coming);
  }

  /** Restarts from the same initial weights. */
  reset(config: RunConfig): void {
    this.transport.forgetAdjusted();
    this.#checkpoints.forget(this.#lab.history.run + 1);
    this.transport.lookAtNewest({ changes: [], coming: [] });
    this.#client.send({ type: "reset", config });
  }

  /** See {@link Exporting.request}. */
  exported(at: PerLane<EarlierLane> | null): Promise<ExportedRun> {
    return this.#exports.request(at);
  }

  /** Pauses the run and cancels a trial of WebGPU, so that something else can be timed. */
  suspend(): void {
    if (this.#state.playing) this.transport.pause();
    this.#client.cancelTrial("its trial was ended by a benchmark or a check of the device");
  }

  causeFault(fault: DevFault): void {
    this.#client.send({ type: "cause fault", fault });
  }

  /** The current run, at its newest checkpoint; null if there is no checkpoint. */
  get current(): SavedRun | null {
    const { applied: config, backend, playing, fork, changes, coming } = this.#state;
    const checkpoint = this.#checkpoints.newest;
    if (!checkpoint || !backend) return null;
    const history = this.#lab.history.save();
    return { config, backend: backend.running, checkpoint, history, playing, fork, changes, coming };
  }

  /** Earlier states of the run that can be reproduced. */
  get forkPoints(): ForkPoints {
    return this.#checkpoints.points;
  }

  /** Continues a saved run, as if it had never been interrupted. */
  continueFrom(saved: SavedRun): void {
    this.#continuing = true;
    this.#ownText = undefined;
    const playing = saved.playing && saved.checkpoint.step < saved.config.steps;
    this.switchTo(saved, new ForkPoints(), { next: playing ? "play" : null });
  }

  /**
   * Makes a run the current one, under a new run number.
   * @param upTo the step to reach first, by making the steps since its checkpoint
   */
  switchTo(
    { config, backend, checkpoint, history, fork, changes = [], coming = [] }: SavedRun,
    points: ForkPoints,
    { upTo = checkpoint.step, next = null }: { readonly upTo?: number; readonly next?: Next } = {},
  ): void {
    const run = Math.max(this.#state.run, this.#lab.history.run) + 1;
    const renumbered = { ...checkpoint, run };
    this.#lastBackend = backend;
    this.#checkpoints.switchTo(renumbered, points);
    this.#lab.history.restore(history, run);
    this.measuring.showing.restart(run, upTo);
    const notices = this.#state.notices.filter((notice) => notice.run === undefined);
    this.#set({ config, applied: config, run, step: upTo, lookedAt: null, notices, fork, changes, coming });
    this.#resume(renumbered, next, backend, upTo);
  }

  #prepare(next: Next, config: RunConfig): void {
    this.#intent.prepare(next);
    this.transport.forgetAdjusted();
    this.measuring.forgetRequests();
    this.#set({
      config,
      applied: config,
      phase: "preparing",
      failure: null,
      gpuProgress: null,
      playing: next === "play",
    });
  }

  #workerSetup() {
    return { siteBase: document.baseURI.split("#")[0], avoid: this.#recovery.avoided };
  }

  #resume(checkpoint: RunCheckpoint, next: Next, backend = this.#lastBackend, upTo = checkpoint.step): void {
    const { config, applied, ...settings } = rewound(this.#state, checkpoint.lanes);
    this.#prepare(next, applied);
    this.#set({ config, measured: true, ...settings });
    this.#lab.history.rewind(checkpoint);
    this.measuring.showing.restart(checkpoint.run, upTo);
    const ownText = this.#ownText;
    this.#client.send({ type: "resume", checkpoint, backend, upTo, ownText, ...this.#workerSetup() });
    // Settings of a saved run of an earlier release may have changed since the checkpoint.
    this.#client.send({ type: "adjust", config: applied, coming: sent(settings.coming) });
  }

  #loadWithNewWorkers(config: RunConfig, next: Next, coming: readonly Change[] = []): void {
    this.#lab.history.clear();
    this.measuring.showing.restart(-1, 0);
    this.#checkpoints.forget(0);
    this.#set({ measured: false });
    this.load(config, next, coming);
  }

  /** Recovers after the workers were terminated: continues from the newest checkpoint on the best backend left. */
  #recover(fault: Fault): void {
    const { backend, playing, step, applied } = this.#state;
    if (this.#continuing && fault.kind === "failed") {
      this.#loadWithNewWorkers(applied, null);
      const text = `The kept run could not be continued. ${fault.message}`;
      this.#lab.notify(text, "warning", { fault: true });
      return;
    }
    const { newest } = this.#checkpoints;
    // A run that restarts at step 0 repeats no steps.
    this.#recovering ??= { fault, atStep: newest ? step : 0 };
    if (!this.#recovery.after(fault, backend?.running ?? null)) {
      this.#fail(`${fault.message} No other backend is left to try.`);
      return;
    }
    const next = playing || this.#intent.willPlay ? "play" : null;
    if (newest) this.#resume(newest, next);
    else {
      const { begun, changes } = wholePlan(this.#state);
      this.#loadWithNewWorkers(begun, next, changes);
    }
  }

  #sayRecovered({ adapter }: BackendReport): void {
    if (!this.#recovering) return;
    const { fault, atStep } = this.#recovering;
    this.#recovering = null;
    const step = this.#checkpoints.newest?.step ?? 0;
    const playing = this.#intent.willPlay;
    const text = recoveredText(fault, { atStep, step, playing, adapter });
    this.#lab.notify(text, "warning", { fault: true });
    this.#exports.resend();
  }

  #takeCheckpoint(checkpoint: RunCheckpoint): void {
    if (!this.#checkpoints.append(checkpoint)) return;
    const { step } = checkpoint;
    const { fork } = this.#state;
    this.#set({ checkpointed: { step } });
    if (fork && !fork.point) this.#set({ fork: { ...fork, step, point: checkpoint } });
  }

  #fail(failure: string): void {
    this.#intent.prepare(null);
    this.#recovering = null;
    this.#exports.refuse(failure);
    this.#set({ phase: "failed", failure, playing: false });
  }
}
