import { createStore, type StoreApi } from "zustand/vanilla";
import { EXPONENTIAL_RULES, FIELDS, type FieldValue, type RunConfig, withField } from "../config/schema";
import { formatQuery } from "../config/url";
import { formatCount } from "../math/number-format";
import type { ClientEvents, Fault, TrainingClient } from "../worker/client";
import type { DevFault } from "../worker/dev-fault";
import type { BackendReport, Frame, LaneKey, Response, RunCheckpoint } from "../worker/protocol";
import { RunHistory } from "./history";
import type { KeptRun } from "./kept-run";
import {
  type GradientView,
  INITIAL,
  type LabState,
  type Notice,
  pendingChanges,
  withLiveFields,
} from "./lab-state";
import { Lookers } from "./measuring";
import { Recovery } from "./recovery";
import { RedrawQueue } from "./redraw";

export type ExportedAnswer = Extract<Response, { type: "exported" }>;

const LANES: readonly LaneKey[] = ["a", "b"];
const UNDO_DEPTH = 100;
/** Changes of one setting that follow each other faster than this, as in a drag, are one change to undo. */
const ONE_GESTURE = 800;

/** The run as the page sees it: settings on one side, the worker on the other, and what passes between. */
export class Lab {
  readonly store: StoreApi<LabState> = createStore(() => INITIAL);
  readonly history = new RunHistory();
  readonly redraws: RedrawQueue;
  readonly lookers: Lookers;
  readonly #client: TrainingClient;
  readonly #soon: (callback: () => void) => void;
  #afterReady: "play" | "step" | null = null;
  /** What the last click asked for, until a frame agrees: frames sent before it must not flip the button back. */
  #expected: boolean | null = null;
  #adjusting = false;
  #lastChange = { key: "", at: -Infinity };
  #nextNotice = 1;
  readonly #recovery = new Recovery();
  #checkpoint: RunCheckpoint | null = null;
  /** Checkpoints of earlier runs are of no use any more. */
  #wantedRun = 0;
  /** What is being recovered from, until it can be said where and on what the run goes on. */
  #recovering: { readonly fault: Fault; readonly atStep: number } | null = null;
  /** A kept run is being continued: should it not go, it is not tried again. */
  #continuing = false;
  #waitingForExport: { resolve: (answer: ExportedAnswer) => void; reject: (error: Error) => void }[] = [];

  /**
   * @param connect makes the client that reports to the given events
   * @param soon runs once, a little later, however often it was asked in between: an animation frame
   */
  constructor(
    connect: (events: ClientEvents) => TrainingClient,
    soon: (callback: () => void) => void = (callback) => requestAnimationFrame(callback),
    redraws = new RedrawQueue(),
  ) {
    this.#soon = soon;
    this.redraws = redraws;
    this.#client = connect({
      ready: ({ run, backend, task }) => {
        this.#set({ run, backend, task });
        const { backend: wanted } = this.state.applied;
        if (this.#recovering) this.#sayRecovered(backend);
        else if (wanted !== "auto" && wanted !== backend.running) {
          const why = `The backend ${wanted} was asked for and cannot run here (${backend.why}).`;
          this.notify(`${why} ${backend.adapter} runs in its place.`, "warning", { run });
        }
        const next = this.#afterReady;
        this.#afterReady = null;
        if (next === "play") this.#sendPlay();
        if (next === "step") this.#client.send({ type: "step" });
      },
      frame: (frame) => this.#takeFrame(frame),
      spectrum: (spectrum) => {
        this.history.appendSpectrum(spectrum);
        this.redraws.announce(["gradient", "eigenvalues", `matrix of ${spectrum.lane}`]);
      },
      jacobian: (jacobian) => {
        this.history.appendJacobian(jacobian);
        this.redraws.announce(["gradient"]);
      },
      exported: (answer) => {
        for (const { resolve } of this.#waitingForExport.splice(0)) resolve(answer);
      },
      checkpoint: (checkpoint) => {
        if (checkpoint.run < this.#wantedRun) return;
        this.#checkpoint = checkpoint;
        this.#set({ checkpointed: { step: checkpoint.step } });
      },
      failed: ({ during, message }) => {
        if (during === "load") this.#fail(message);
        else if (during === "export") this.#refuseExport(message);
        else this.notify(message, "warning");
      },
      fault: (fault) => this.#recover(fault),
    });
    this.lookers = new Lookers((wanted) => this.#client.measure(wanted));
  }

  get state(): LabState {
    return this.store.getState();
  }

  /** Shows settings whose networks are not wanted yet. */
  hold(config: RunConfig): void {
    this.#set({ config, applied: config });
  }

  /** Builds both lanes afresh from a config, as on opening the page. */
  load(config: RunConfig, next: "play" | "step" | null = null): void {
    this.#prepare(next, config);
    this.#checkpoint = null;
    this.#continuing = false;
    this.#set({ lookedAt: null });
    this.#client.send({ type: "load", config, ...this.#surroundings() });
  }

  /** After a failure: new workers, the run where it was, every backend may be tried again. */
  retry(): void {
    this.#client.end();
    this.#recovery.forgive();
    if (this.#checkpoint) this.#resume(this.#checkpoint, null);
    else this.#loadWithNewWorkers(this.state.config, null);
  }

  /** Goes on with a run that was kept, with its history, as if it had never been interrupted. */
  continueFrom({ config, backend, checkpoint, history, playing }: KeptRun): void {
    const run = Math.max(this.state.run, this.history.run) + 1;
    this.#checkpoint = { ...checkpoint, run };
    this.#wantedRun = run;
    this.#continuing = true;
    this.history.restore(history, run);
    const notices = this.state.notices.filter((notice) => notice.run === undefined);
    this.#set({ config, applied: config, run, step: checkpoint.step, lookedAt: null, notices });
    const goesOn = playing && checkpoint.step < config.steps;
    this.#resume(this.#checkpoint, goesOn ? "play" : null, backend);
  }

  /** The run at its newest checkpoint, as it is kept; null before the first step. */
  get kept(): KeptRun | null {
    const { applied: config, backend, playing } = this.state;
    const checkpoint = this.#checkpoint;
    if (!checkpoint || !backend || checkpoint.step === 0) return null;
    return { config, backend: backend.running, checkpoint, history: this.history.save(), playing };
  }

  /** Sets one field of the config. The value must have passed the schema. */
  set(key: string, value: FieldValue): void {
    let config = withField(this.state.config, key, value);
    const exponential = EXPONENTIAL_RULES.find((rule) => rule === value);
    if (key === "b.rule" && exponential) config = { ...config, exp: exponential };
    this.#change(config, key);
  }

  /** Takes a whole config over and starts afresh with it: a preset, an imported file, another address. */
  open(config: RunConfig, next: "play" | null = null): void {
    this.#rememberForUndo("");
    this.#set({ notices: [] });
    this.load(config, next);
  }

  undo(): void {
    const { past, future, config } = this.state;
    const previous = past.at(-1);
    if (!previous) return;
    this.#set({ past: past.slice(0, -1), future: [...future, config] });
    this.#apply(previous);
  }

  redo(): void {
    const { past, future, config } = this.state;
    const next = future.at(-1);
    if (!next) return;
    this.#set({ past: [...past, config], future: future.slice(0, -1) });
    this.#apply(next);
  }

  /** Starts or goes on; settings that wait are applied first; past the last step it goes on for as long again. */
  play(): void {
    const { config, phase, step, stopped } = this.state;
    if (phase !== "ready") return;
    if (this.#loadWaiting("play")) return;
    if (stopped.a && stopped.b) {
      this.notify("Both lanes have stopped. Reset starts again from the same initial weights.", "quiet");
      return;
    }
    const { max } = FIELDS.steps as { max: number };
    if (step >= config.steps && config.steps < max) this.set("steps", Math.min(max, 2 * config.steps));
    this.#sendPlay();
  }

  pause(): void {
    this.#afterReady = null;
    this.#expected = false;
    this.#set({ playing: false });
    this.#client.send({ type: "pause" });
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  step(): void {
    if (this.state.phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (this.#loadWaiting("step")) return;
    this.#sendAdjust();
    this.#set({ lookedAt: null });
    this.#client.send({ type: "step" });
  }

  /** The same initial weights again, with the settings that waited. */
  reset(): void {
    const { config, phase } = this.state;
    if (phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (this.#loadWaiting(null)) return;
    this.#adjusting = false;
    this.#checkpoint = null;
    this.#wantedRun = this.history.run + 1;
    this.#set({ lookedAt: null });
    this.#client.send({ type: "reset", config });
  }

  /** Everything about the run that only the worker knows. @throws Error with a sentence */
  exported(): Promise<ExportedAnswer> {
    return new Promise((resolve, reject) => {
      this.#waitingForExport.push({ resolve, reject });
      if (this.#waitingForExport.length === 1) this.#client.send({ type: "export" });
    });
  }

  /** Breaks the run on purpose; production builds ignore it. */
  causeFault(fault: DevFault): void {
    this.#client.send({ type: "cause fault", fault });
  }

  showGradient(gradientView: GradientView): void {
    this.#set({ gradientView });
  }

  lookAt(lookedAt: number | null): void {
    this.#set({ lookedAt });
    this.redraws.announce();
  }

  /** Says something to the person. What already stands there is not said twice. */
  notify(text: string, tone: Notice["tone"], about: Pick<Notice, "run" | "lane" | "fault"> = {}): void {
    if (this.state.notices.some((notice) => notice.text === text)) return;
    this.#set({ notices: [...this.state.notices, { id: this.#nextNotice++, text, tone, ...about }] });
  }

  dismiss(id: number): void {
    this.#set({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Starts afresh where settings wait for that. @returns whether any did */
  #loadWaiting(next: "play" | "step" | null): boolean {
    if (pendingChanges(this.state).length === 0) return false;
    this.load(this.state.config, next);
    return true;
  }

  #prepare(next: "play" | "step" | null, config: RunConfig): void {
    this.#afterReady = next;
    this.#expected = null;
    this.#adjusting = false;
    this.#set({ config, applied: config, phase: "preparing", failure: null, playing: next === "play" });
  }

  #surroundings() {
    return { siteBase: document.baseURI.split("#")[0], avoid: this.#recovery.avoided };
  }

  #resume(
    checkpoint: RunCheckpoint,
    next: "play" | null,
    backend = this.state.backend?.running ?? "wasm",
  ): void {
    const { config, applied } = this.state;
    this.#prepare(next, applied);
    this.#set({ config, measured: true });
    this.history.rewind(checkpoint);
    this.#client.send({ type: "resume", checkpoint, backend, ...this.#surroundings() });
    // What was changed since then.
    this.#client.send({ type: "adjust", config: applied });
  }

  #loadWithNewWorkers(config: RunConfig, next: "play" | null): void {
    this.history.clear();
    this.#wantedRun = 0;
    this.#set({ measured: false });
    this.load(config, next);
  }

  /** The workers are gone: the run goes on from its checkpoint on the best backend left. */
  #recover(fault: Fault): void {
    const { backend, playing, step, applied } = this.state;
    if (this.#continuing && fault.kind === "failed") {
      this.#loadWithNewWorkers(applied, null);
      this.notify(`The kept run could not be continued. ${fault.message}`, "warning", { fault: true });
      return;
    }
    this.#recovering ??= { fault, atStep: step };
    if (!this.#recovery.after(fault, backend?.running ?? null)) {
      this.#fail(`${fault.message} No other backend is left to try.`);
      return;
    }
    const next = playing || this.#afterReady === "play" ? "play" : null;
    if (this.#checkpoint) this.#resume(this.#checkpoint, next);
    else this.#loadWithNewWorkers(applied, next);
  }

  #sayRecovered({ adapter }: BackendReport): void {
    if (!this.#recovering) return;
    const { fault, atStep } = this.#recovering;
    this.#recovering = null;
    const step = this.#checkpoint?.step ?? 0;
    const verb = this.#afterReady === "play" ? "Training goes on" : "The run stands";
    const again = atStep > step ? `; ${formatCount(atStep - step)} steps are made again` : "";
    const text = `${fault.message} ${verb} at step ${formatCount(step)} on ${adapter}${again}.`;
    this.notify(text, "warning", { fault: true });
    if (this.#waitingForExport.length > 0) this.#client.send({ type: "export" });
  }

  #set(part: Partial<LabState>): void {
    this.store.setState(part);
  }

  #change(config: RunConfig, key: string): void {
    this.#rememberForUndo(key);
    this.#apply(config);
  }

  #rememberForUndo(key: string): void {
    const now = Date.now();
    const sameGesture = key !== "" && key === this.#lastChange.key && now - this.#lastChange.at < ONE_GESTURE;
    this.#lastChange = { key, at: now };
    if (sameGesture) return;
    const { past, config } = this.state;
    this.#set({ past: [...past, config].slice(-UNDO_DEPTH), future: [] });
  }

  #apply(config: RunConfig): void {
    const { applied, phase } = this.state;
    if (phase === "idle" || phase === "failed") return void this.#set({ config });
    if (config.backend !== applied.backend) return void this.#changeBackend(config);
    const adjusted = withLiveFields(applied, config);
    this.#set({ config, applied: adjusted });
    if (this.#adjusting || formatQuery(adjusted) === formatQuery(applied)) return;
    this.#adjusting = true;
    this.#soon(() => this.#sendAdjust());
  }

  /** What the person asks for is tried, even after it was given up. */
  #changeBackend(config: RunConfig): void {
    if (this.#recovery.avoided.length > 0) {
      this.#client.end();
      this.#refuseExport("The backend was changed meanwhile.");
      this.#recovery.forgive();
      this.#loadWithNewWorkers(config, null);
    } else this.load(config);
  }

  #sendAdjust(): void {
    if (!this.#adjusting) return;
    this.#adjusting = false;
    this.#client.send({ type: "adjust", config: this.state.applied });
  }

  #sendPlay(): void {
    this.#sendAdjust();
    this.#expected = true;
    this.#set({ playing: true, lookedAt: null });
    this.#client.send({ type: "play" });
  }

  #takeFrame(frame: Frame): void {
    const isNewRun = frame.run !== this.history.run;
    const notices = isNewRun
      ? this.state.notices.filter((notice) => notice.run === undefined || notice.run === frame.run)
      : this.state.notices;
    this.history.append(frame);
    this.#continuing = false;
    const stopped = { a: frame.lanes.a.stopped, b: frame.lanes.b.stopped };
    const ended = frame.step >= this.state.applied.steps || (stopped.a !== null && stopped.b !== null);
    if (frame.playing === this.#expected || ended) this.#expected = null;
    this.#set({
      phase: "ready",
      measured: true,
      run: frame.run,
      step: frame.step,
      stepsPerSecond: frame.stepsPerSecond,
      playing: this.#expected ?? frame.playing,
      stopped,
      notices,
    });
    for (const lane of LANES) {
      const { notes, stopped: stop } = frame.lanes[lane];
      const about = { run: frame.run, lane };
      for (const { text } of notes) this.notify(text, "quiet", about);
      if (stop)
        this.notify(`Stopped at step ${formatCount(stop.step)}. ${stop.explanation}`, "warning", about);
    }
    this.redraws.announce();
  }

  #refuseExport(message: string): void {
    for (const { reject } of this.#waitingForExport.splice(0)) reject(new Error(message));
  }

  #fail(failure: string): void {
    this.#afterReady = null;
    this.#expected = null;
    this.#recovering = null;
    this.#refuseExport(failure);
    this.#set({ phase: "failed", failure, playing: false });
  }
}
