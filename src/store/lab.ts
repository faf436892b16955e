import { createStore, type StoreApi } from "zustand/vanilla";
import type { Change } from "../config/changes";
import { fitLanes } from "../config/fit-lanes";
import { clampToMemory } from "../config/memory-limit";
import {
  type ConfigKey,
  EXPONENTIAL_RULES,
  FIELDS,
  type RunConfig,
  type ValueOf,
  withField,
} from "../config/schema";
import type { Speed } from "../config/speed";
import { formatQuery } from "../config/url";
import { LANE_KEYS, type LaneKey } from "../lanes";
import type { ClientEvents, TrainingClient } from "../worker/client";
import type { DevFault } from "../worker/dev-fault";
import type { RunningBackend } from "../worker/protocol";
import { startAgain } from "./changes";
import type { ExportedRun } from "./exporting";
import { ForkPoints } from "./fork-points";
import { forked, forkedText, refitted } from "./forking";
import { RunHistory } from "./history";
import {
  type EigenvalueView,
  fitsFork,
  type GradientView,
  INITIAL,
  type LabState,
  type Notice,
  pendingChanges,
  type SequenceView,
  type StatesShown,
  type Views,
  withLiveFields,
} from "./lab-state";
import { MeasurementDemand } from "./measurement-demand";
import type { Next } from "./play-intent";
import { rememberSpeed } from "./remembered";
import type { SavedRun } from "./saved-run";
import { Session } from "./session";
import type { Showing } from "./showing";
import { Gesture, type Moved, redone, remembered, undone } from "./undo";

/** The user's interface to the run: its settings, the actions on it, and the notices about it. */
export class Lab {
  readonly store: StoreApi<LabState> = createStore(() => INITIAL);
  readonly history = new RunHistory();
  readonly demand: MeasurementDemand;
  readonly #session: Session;
  readonly #gesture = new Gesture();
  #nextNotice = 1;
  /** The fork points and the settings of the run that the current one was forked from. */
  #beforeFork: { readonly points: ForkPoints; readonly config: RunConfig } | null = null;

  /**
   * @param connect makes the client that reports to the given events
   * @param defer runs a callback a little later, in the next animation frame
   */
  constructor(
    connect: (events: ClientEvents) => TrainingClient,
    defer: (callback: () => void) => void = (callback) => requestAnimationFrame(callback),
  ) {
    const { store, history } = this;
    const notify = this.notify.bind(this);
    this.#session = new Session({ store, history, notify, connect, defer });
    this.demand = new MeasurementDemand((wanted) => this.#session.measuring.measure(wanted));
  }

  get state(): LabState {
    return this.store.getState();
  }

  /** Decides which moment the page shows. */
  get showing(): Showing {
    return this.#session.measuring.showing;
  }

  #set(part: Partial<LabState>): void {
    this.store.setState(part);
  }

  /** Shows settings in the form without building their networks. */
  showConfig(config: RunConfig): void {
    this.#set({ config, applied: config });
  }

  /** Builds both lanes from a config at step 0, as on opening the page; one that is too large is made smaller. */
  load(config: RunConfig, next: Next = null, coming: readonly Change[] = []): void {
    const fitted = clampToMemory(config);
    for (const { message } of fitted.refusals) this.notify(message, "warning");
    this.#session.load(fitted.config, next, coming);
  }

  /** Restarts after a failure: with new workers, from the newest checkpoint, with every backend allowed again. */
  retry(): void {
    this.#session.retry();
  }

  /** Continues a saved run, with its history, as if it had never been interrupted. */
  continueFrom(saved: SavedRun): void {
    this.#session.continueFrom(saved);
  }

  /** The run at its newest checkpoint, as it is saved; null before the first step. */
  get savableRun(): SavedRun | null {
    const { current } = this.#session;
    return current && current.checkpoint.step > 0 ? current : null;
  }

  /** Sets one field of the config. A number must be inside its range. */
  set<Key extends ConfigKey>(key: Key, value: ValueOf<Key>): void {
    let config = withField(this.state.config, key, value);
    const exponential = EXPONENTIAL_RULES.find((rule) => rule === value);
    if (key === "b.rule" && exponential) config = { ...config, exp: exponential };
    const fitted = fitLanes(config, key);
    for (const { message } of fitted.refusals) this.notify(message, "quiet");
    this.#rememberForUndo(key);
    this.#apply(fitted.config);
  }

  /** See {@link Session.suspend}. */
  suspend(): void {
    this.#session.suspend();
  }

  /** Runs on this backend, even if it was requested before and could not run. */
  switchBackend(backend: RunningBackend): void {
    const { applied, config } = this.state;
    if (applied.backend === backend) this.#session.changeBackend({ ...config, backend });
    else this.set("backend", backend);
  }

  /**
   * Replaces the whole config and starts at step 0: for a preset, an imported file or another address.
   * @param coming the changes of settings that are planned
   */
  open(config: RunConfig, next: Next = null, coming: readonly Change[] = []): void {
    this.#rememberForUndo("");
    this.#set({ notices: [] });
    this.load(config, next, coming);
  }

  undo(): void {
    const { fork } = this.state;
    const moved = undone(this.state);
    if (!moved) return;
    if (fork?.before && moved.config === this.#beforeFork?.config) this.leaveFork();
    else this.#move(moved);
  }

  redo(): void {
    const moved = redone(this.state);
    if (moved) this.#move(moved);
  }

  #move({ lists, config }: Moved): void {
    this.#set(lists);
    this.#apply(config);
  }

  /** Starts or continues the run, after applying pending settings; past the last step it doubles the number of steps. */
  play(): void {
    const { config, phase, step, stopped } = this.state;
    if (phase !== "ready") return;
    if (this.#applyPending("play")) return;
    if (stopped.a && stopped.b) {
      const text = "Both lanes have stopped. Reset starts again from the same initial weights.";
      this.notify(text, "quiet", { run: this.state.run });
      return;
    }
    const { max } = FIELDS.steps;
    if (step >= config.steps && config.steps < max) this.set("steps", Math.min(max, 2 * config.steps));
    this.#session.transport.play();
  }

  pause(): void {
    this.#session.transport.pause();
  }

  /**
   * Shows a step: as the history has it if the run has made it; otherwise the run makes the steps up to it at full speed, and
   * pauses there.
   * @param step from 0 to the length of the run
   */
  showStep(step: number): void {
    const { phase, step: made, stopped } = this.state;
    if (phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (step < made) this.lookAt(step);
    else if (step === made || (stopped.a && stopped.b)) this.#session.transport.lookAtNewest();
    else if (!this.#applyPending({ until: step })) this.#session.transport.playUntil(step);
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  step(): void {
    if (this.state.phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (!this.#applyPending("step")) this.#session.transport.step();
  }

  /**
   * Restarts from the same starting point, that of the run or of the fork, with the pending settings.
   * @param again whether what was changed since is changed again before the same updates; otherwise the present settings
   *     count from the beginning
   */
  reset(again = false): void {
    const { config, phase, fork } = this.state;
    if (phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (again) return void this.#startAgain();
    if (this.#applyPending(null)) return;
    if (fork) this.#startFork(null);
    else this.#session.reset(config);
  }

  /**
   * Replaces the other lane by a copy of this one, both as this lane was after a number of steps, with the same weights,
   * optimisers and future batches. The lanes differ only by settings changed from then on. {@link leaveFork} undoes it.
   * @returns the step, which may be another one near it; null if there is none
   */
  fork(lane: LaneKey, wanted = this.state.lookedAt ?? this.state.step): number | null {
    const { phase, config } = this.state;
    const { current, forkPoints } = this.#session;
    if (phase !== "ready" || !current) return null;
    const found = this.#reachable(lane, wanted);
    if (!found) return null;
    if (this.state.playing) this.pause();
    this.#rememberForUndo("");
    this.#beforeFork = { points: forkPoints, config };
    const { step } = found;
    this.#session.switchTo(forked(current, lane, found), forkPoints.ofFork(lane, step), { upTo: step });
    this.notify(forkedText(lane, step, wanted), "quiet", { run: this.state.run });
    return step;
  }

  /** Continues a fork of a file, whose other lane is unknown, with these settings. @param lane the lane that it calls copied */
  continueFork(lane: LaneKey, config: RunConfig, coming: readonly Change[]): void {
    const { fork } = this.state;
    this.#beforeFork = null;
    if (fork) this.#set({ fork: { ...fork, lane, before: null } });
    this.#startFork(null, config, coming);
  }

  /** Returns to the run that the current one was forked from, at the step where it was left. */
  leaveFork(): void {
    const before = this.state.fork?.before;
    if (!before) return;
    const { past } = this.state;
    const at = this.#beforeFork ? past.lastIndexOf(this.#beforeFork.config) : -1;
    if (at >= 0) this.#set({ past: past.slice(0, at), future: [] });
    this.#session.switchTo(before, this.#beforeFork?.points ?? new ForkPoints());
    this.#beforeFork = null;
  }

  /** Exports the moment shown, with the data that only the worker has. @throws Error with a sentence */
  exported(): Promise<ExportedRun> {
    const { lookedAt } = this.state;
    const [a, b] = LANE_KEYS.map((lane) => (lookedAt === null ? null : this.#reachable(lane, lookedAt)));
    return this.#session.exported(a && b ? { a, b } : null);
  }

  /** A lane as it was at a step, or at the nearest step that can be reproduced. */
  #reachable(lane: LaneKey, step: number) {
    const last = this.history.lane(lane).lastFinite.at(-1) ?? Number.POSITIVE_INFINITY;
    return this.#session.forkPoints.find(lane, Math.min(step, last));
  }

  /** Sets how fast Play runs. @param isRemembered whether later visits begin with it */
  setSpeed(speed: Speed, isRemembered = true): void {
    this.#set({ speed });
    if (isRemembered) rememberSpeed(speed);
    this.#session.transport.changePace();
  }

  /** Sets the speeds of the address and of the last visit, without saving them. */
  setInitialSpeed(speed: Speed | null, usualSpeed: Speed | null): void {
    this.#set({ speed, usualSpeed });
    this.#session.transport.changePace();
  }

  /** Causes a fault deliberately; production builds ignore it. */
  causeFault(fault: DevFault): void {
    this.#session.causeFault(fault);
  }

  /** Shows these views of the figures that have several, and leaves the others. */
  showViews({ gradient, eigenvalues, sequence, states }: Views): void {
    if (gradient) this.showGradient(gradient);
    if (eigenvalues) this.showEigenvalues(eigenvalues);
    if (sequence) this.showSequenceView(sequence);
    if (states) this.showStates(states);
  }

  showGradient(gradientView: GradientView): void {
    this.#set({ gradientView });
  }

  showEigenvalues(eigenvalueView: EigenvalueView): void {
    this.#set({ eigenvalueView });
  }

  showSequenceView(sequenceView: SequenceView): void {
    this.#set({ sequenceView });
  }

  showStates(statesShown: StatesShown): void {
    this.#set({ statesShown });
  }

  /** Shows another held-out sequence. @param sequence its number, from 1 */
  showSequence(sequence: number): void {
    if (sequence === this.state.sequence) return;
    this.#set({ sequence });
    this.#session.measuring.sequenceChanged();
  }

  /** Shows what an answer depends on. @param answer its time step; null for the last */
  showAnswer(answer: number | null): void {
    this.#set({ answer });
    this.#session.measuring.measureSequence();
  }

  /** Has the time step measured that is pointed at. @param time null if none is */
  pointAtTime(time: number | null): void {
    if (time === this.state.pointedTime) return;
    this.#set({ pointedTime: time });
    this.#session.measuring.measureSequence();
  }

  /**
   * Has the moment at a step measured for a film, and kept until the next one; null ends the film.
   * @returns whether all that the film needs of it is there
   */
  film(step: number | null): boolean {
    this.history.film(step);
    return step === null || this.#session.measuring.measureAt(step);
  }

  lookAt(lookedAt: number | null): void {
    this.#set({ lookedAt });
    this.history.keep(lookedAt);
    this.showing.lookAt(lookedAt);
  }

  /** Shows a notice to the user, unless the same text is already shown. */
  notify(text: string, tone: Notice["tone"], about: Pick<Notice, "run" | "lane" | "fault"> = {}): void {
    if (this.state.notices.some((notice) => notice.text === text)) return;
    this.#set({ notices: [...this.state.notices, { id: this.#nextNotice++, text, tone, ...about }] });
  }

  dismiss(id: number): void {
    this.#set({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Rebuilds the networks if settings are pending. @returns whether any were */
  #applyPending(next: Next): boolean {
    const pending = pendingChanges(this.state);
    if (pending.length === 0) return false;
    if (this.state.fork && pending.every(fitsFork)) this.#startFork(next);
    else this.load(this.state.config, next);
    return true;
  }

  #startAgain(): void {
    const { config, coming } = startAgain(this.state);
    this.#rememberForUndo("");
    if (this.state.fork && pendingChanges(this.state).every(fitsFork)) this.#startFork(null, config, coming);
    else this.load(config, null, coming);
  }

  /** Restarts both lanes at the fork's starting point, by default with the settings that the form shows. */
  #startFork(next: Next, config = this.state.config, coming: readonly Change[] = []): void {
    const { current, forkPoints } = this.#session;
    const { fork } = this.state;
    const start = current && refitted(current, config, coming);
    if (start && fork) this.#session.switchTo(start, forkPoints, { upTo: fork.step, next });
  }

  #rememberForUndo(key: string): void {
    if (!this.#gesture.continues(key)) this.#set(remembered(this.state));
  }

  #apply(config: RunConfig): void {
    const { applied, phase, stopped } = this.state;
    if (phase === "idle" || phase === "failed") return void this.#set({ config });
    if (config.backend !== applied.backend) return void this.#session.changeBackend(config);
    const adjusted = withLiveFields(applied, config, stopped);
    this.#set({ config, applied: adjusted });
    if (formatQuery(adjusted) !== formatQuery(applied)) this.#session.transport.adjust();
  }
}
