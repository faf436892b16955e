import { createStore, type StoreApi } from "zustand/vanilla";
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
import type { ExportedRun } from "./exporting";
import { ForkPoints } from "./fork-points";
import { forked, refitted, sayForked } from "./forking";
import { RunHistory } from "./history";
import type { KeptRun } from "./kept-run";
import {
  fitsFork,
  type GradientView,
  INITIAL,
  type LabState,
  type Notice,
  pendingChanges,
  withLiveFields,
} from "./lab-state";
import { MeasurementDemand } from "./measurement-demand";
import type { Next } from "./play-intent";
import { rememberSpeed } from "./remembered";
import { Session } from "./session";
import type { Showing } from "./showing";

const UNDO_DEPTH = 100;
/** Changes of one setting that follow each other faster than this, as in a drag, are one change to undo. */
const ONE_GESTURE = 800;

/** The run as a person handles it: settings, what is done with the run, and what the page says about it. */
export class Lab {
  readonly store: StoreApi<LabState> = createStore(() => INITIAL);
  readonly history = new RunHistory();
  readonly demand: MeasurementDemand;
  readonly #session: Session;
  #lastChange = { key: "", at: -Infinity };
  #nextNotice = 1;
  /** Of the run that the present one is a fork of: what it could be forked at, and the settings that it had. */
  #beforeFork: { readonly points: ForkPoints; readonly config: RunConfig } | null = null;

  /**
   * @param connect makes the client that reports to the given events
   * @param defer runs once, a little later, however often it was asked in between: an animation frame
   */
  constructor(
    connect: (events: ClientEvents) => TrainingClient,
    defer: (callback: () => void) => void = (callback) => requestAnimationFrame(callback),
  ) {
    const { store, history } = this;
    const notify = this.notify.bind(this);
    this.#session = new Session({ store, history, notify, connect, defer });
    this.demand = new MeasurementDemand((wanted) => this.#session.measure(wanted));
  }

  get state(): LabState {
    return this.store.getState();
  }

  /** Which moment the page shows. */
  get showing(): Showing {
    return this.#session.showing;
  }

  #set(part: Partial<LabState>): void {
    this.store.setState(part);
  }

  /** Shows settings whose networks are not wanted yet. */
  showConfig(config: RunConfig): void {
    this.#set({ config, applied: config });
  }

  /** Builds both lanes afresh from a config, as on opening the page. */
  load(config: RunConfig, next: Next = null): void {
    this.#session.load(config, next);
  }

  /** After a failure: new workers, the run where it was, every backend may be tried again. */
  retry(): void {
    this.#session.retry();
  }

  /** Goes on with a run that was kept, with its history, as if it had never been interrupted. */
  continueFrom(kept: KeptRun): void {
    this.#session.continueFrom(kept);
  }

  /** The run at its newest checkpoint, as it is kept; null before the first step. */
  get kept(): KeptRun | null {
    const { present } = this.#session;
    return present && present.checkpoint.step > 0 ? present : null;
  }

  /** Sets one field of the config. A number must be inside its range. */
  set<Key extends ConfigKey>(key: Key, value: ValueOf<Key>): void {
    let config = withField(this.state.config, key, value);
    const exponential = EXPONENTIAL_RULES.find((rule) => rule === value);
    if (key === "b.rule" && exponential) config = { ...config, exp: exponential };
    this.#rememberForUndo(key);
    this.#apply(config);
  }

  /** See {@link Session.standStill}. */
  standStill(): void {
    this.#session.standStill();
  }

  /** Has the run made on a backend, even if that was asked for before and could not be had. */
  takeBackend(backend: RunningBackend): void {
    const { applied, config } = this.state;
    if (applied.backend === backend) this.#session.changeBackend({ ...config, backend });
    else this.set("backend", backend);
  }

  /** Takes a whole config over and starts afresh with it: a preset, an imported file, another address. */
  open(config: RunConfig, next: "play" | null = null): void {
    this.#rememberForUndo("");
    this.#set({ notices: [] });
    this.load(config, next);
  }

  undo(): void {
    const { past, future, config, fork } = this.state;
    const previous = past.at(-1);
    if (!previous) return;
    if (fork?.before && previous === this.#beforeFork?.config) return void this.leaveFork();
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
    if (this.#applyWaiting("play")) return;
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

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  step(): void {
    if (this.state.phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (!this.#applyWaiting("step")) this.#session.transport.step();
  }

  /** The same start again, that of the run or that of the fork, with the settings that waited. */
  reset(): void {
    const { config, phase, fork } = this.state;
    if (phase !== "ready") return;
    if (this.state.playing) this.pause();
    if (this.#applyWaiting(null)) return;
    if (fork) this.#startFork(null);
    else this.#session.reset(config);
  }

  /**
   * Puts a copy of a lane into the other one's place, both as the lane was after so many steps, with weights, data to
   * come and optimisers. Settings changed from then on make the difference. {@link leaveFork} brings back what was.
   */
  fork(lane: LaneKey, wanted = this.state.lookedAt ?? this.state.step): void {
    const { phase, config } = this.state;
    const { present, forkPoints } = this.#session;
    if (phase !== "ready" || !present) return;
    const found = this.#reachable(lane, wanted);
    if (!found) return;
    if (this.state.playing) this.pause();
    this.#rememberForUndo("");
    this.#beforeFork = { points: forkPoints, config };
    const { step } = found;
    this.#session.switchTo(forked(present, lane, found), forkPoints.ofFork(lane, step), { upTo: step });
    this.notify(sayForked(lane, step, wanted), "quiet", { run: this.state.run });
  }

  /** Back to the run that the present one was forked from, where it was left. */
  leaveFork(): void {
    const before = this.state.fork?.before;
    if (!before) return;
    const { past } = this.state;
    const at = this.#beforeFork ? past.lastIndexOf(this.#beforeFork.config) : -1;
    if (at >= 0) this.#set({ past: past.slice(0, at), future: [] });
    this.#session.switchTo(before, this.#beforeFork?.points ?? new ForkPoints());
    this.#beforeFork = null;
  }

  /** Everything about the moment shown that only the worker knows. @throws Error with a sentence */
  exported(): Promise<ExportedRun> {
    const { lookedAt } = this.state;
    const [a, b] = LANE_KEYS.map((lane) => (lookedAt === null ? null : this.#reachable(lane, lookedAt)));
    return this.#session.exported(a && b ? { a, b } : null);
  }

  /** A lane as it was at a step, or the nearest one that can be made again. */
  #reachable(lane: LaneKey, step: number) {
    const last = this.history.lane(lane).lastFinite.at(-1) ?? Number.POSITIVE_INFINITY;
    return this.#session.forkPoints.find(lane, Math.min(step, last));
  }

  /** Chooses how fast Play runs. */
  setSpeed(speed: Speed): void {
    this.#set({ speed });
    rememberSpeed(speed);
    this.#session.transport.changePace();
  }

  /** The speeds that the address and the last visit ask for. */
  holdSpeed(speed: Speed | null, usualSpeed: Speed | null): void {
    this.#set({ speed, usualSpeed });
  }

  /** Breaks the run on purpose; production builds ignore it. */
  causeFault(fault: DevFault): void {
    this.#session.causeFault(fault);
  }

  showGradient(gradientView: GradientView): void {
    this.#set({ gradientView });
  }

  lookAt(lookedAt: number | null): void {
    this.#set({ lookedAt });
    this.history.keep(lookedAt);
    this.showing.lookAt(lookedAt);
  }

  /** Says something to the person. What already stands there is not said twice. */
  notify(text: string, tone: Notice["tone"], about: Pick<Notice, "run" | "lane" | "fault"> = {}): void {
    if (this.state.notices.some((notice) => notice.text === text)) return;
    this.#set({ notices: [...this.state.notices, { id: this.#nextNotice++, text, tone, ...about }] });
  }

  dismiss(id: number): void {
    this.#set({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Starts anew where settings wait for that. @returns whether any did */
  #applyWaiting(next: Next): boolean {
    const waiting = pendingChanges(this.state);
    if (waiting.length === 0) return false;
    if (this.state.fork && waiting.every(fitsFork)) this.#startFork(next);
    else this.load(this.state.config, next);
    return true;
  }

  /** Both lanes where the run was forked, with the settings that the form shows. */
  #startFork(next: Next): void {
    const { present, forkPoints } = this.#session;
    const { config, fork } = this.state;
    const start = present && refitted(present, config);
    if (start && fork) this.#session.switchTo(start, forkPoints, { upTo: fork.step, next });
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
    const { applied, phase, stopped } = this.state;
    if (phase === "idle" || phase === "failed") return void this.#set({ config });
    if (config.backend !== applied.backend) return void this.#session.changeBackend(config);
    const adjusted = withLiveFields(applied, config, stopped);
    this.#set({ config, applied: adjusted });
    if (formatQuery(adjusted) !== formatQuery(applied)) this.#session.transport.adjust();
  }
}
