import type { StoreApi } from "zustand/vanilla";
import type { Batch } from "../tasks/task";
import type { TrainingClient } from "../worker/client";
import { type Measurement, SEQUENCE_MEASUREMENTS } from "../worker/measurements";
import type { Frame, Jacobian, SequenceResult, Spectrum, TaskReport } from "../worker/protocol";
import { changedBy } from "./changes";
import { hasEnded, remarksOf, shownBy, stopsOf } from "./frame-news";
import type { RunHistory } from "./history";
import type { LabState, Notice } from "./lab-state";
import type { PlayIntent } from "./play-intent";
import { SequenceMeasuring } from "./sequence-measuring";
import { Showing } from "./showing";
import { StopNews } from "./stop-news";

export interface MeasuringDeps {
  readonly store: StoreApi<LabState>;
  readonly history: RunHistory;
  readonly notify: (
    text: string,
    tone: Notice["tone"],
    about?: Pick<Notice, "run" | "lane" | "fault">,
  ) => void;
}

/** The task and the held-out set of a run. */
interface Asked {
  readonly run: number;
  readonly task: TaskReport;
  readonly heldOut: Batch;
}

/** Puts what is measured of the run into its history, shows it, and has measured what the page needs. */
export class Measuring {
  readonly #lab: MeasuringDeps;
  readonly #client: TrainingClient;
  readonly #intent: PlayIntent;
  /** Decides which moment the page shows. */
  readonly showing: Showing;
  readonly #stopNews: StopNews;
  readonly #sequences: SequenceMeasuring;
  /** Of a new run; it applies from its first frame, with which the history is that run's. */
  #asked: Asked | null = null;

  constructor(lab: MeasuringDeps, client: TrainingClient, intent: PlayIntent) {
    [this.#lab, this.#client, this.#intent] = [lab, client, intent];
    const { history } = lab;
    this.showing = new Showing(history, (frame) => this.#show(frame));
    this.#stopNews = new StopNews(history, (frame, said) => {
      for (const { lane, text, tone } of stopsOf(frame))
        if (said === lane) lab.notify(text, tone, { run: frame.run, lane });
    });
    this.#sequences = new SequenceMeasuring(client, history, () => this.#state);
    this.showing.subscribe(() => this.measureSequence());
  }

  get #state(): LabState {
    return this.#lab.store.getState();
  }

  #set(part: Partial<LabState>): void {
    this.#lab.store.setState(part);
  }

  /** Sets which measurements are wanted; no others are made. */
  measure(wanted: ReadonlySet<Measurement>): void {
    this.showing.wanted = this.#sequences.wanted = wanted;
    this.#stopNews.wantsSpectra = wanted.has("spectra");
    this.#client.measure(wanted);
    this.measureSequence();
  }

  /** Has the shown moment measured on the shown sequence, as far as that is wanted. */
  measureSequence(): void {
    this.#sequences.request(this.showing.current.step);
  }

  /** Has the moment at a step measured on the shown sequence, as far as that is wanted. @returns whether it is */
  measureAt(step: number): boolean {
    if (this.#sequences.isComplete(step)) return true;
    this.#sequences.request(step);
    return false;
  }

  /** Drops what was measured on another sequence. */
  sequenceChanged(): void {
    this.#lab.history.forgetSequence();
    this.showing.outdated(SEQUENCE_MEASUREMENTS);
  }

  /** Handles new networks, before their first frame. */
  begin(asked: Asked): void {
    this.#asked = asked;
  }

  /** Forgets what was requested of earlier networks. */
  forgetRequests(): void {
    this.#sequences.forget();
  }

  takeSpectrum(spectrum: Spectrum): void {
    this.#lab.history.appendSpectrum(spectrum);
    this.showing.measured("spectra", spectrum.step);
    this.#stopNews.spectrumMeasured();
  }

  takeJacobian(jacobian: Jacobian): void {
    this.#lab.history.appendJacobian(jacobian);
    this.showing.measured("jacobians", jacobian.step);
  }

  takeSequence({ wanted, measured }: SequenceResult): void {
    if (measured.sequence !== this.#state.sequence) return;
    this.#lab.history.appendOfSequence(wanted, measured);
    this.showing.measured(wanted, measured.step);
  }

  takeFrame(frame: Frame): void {
    const { run } = frame;
    const isNewRun = run !== this.#lab.history.run;
    this.#lab.history.append(frame);
    this.#set(changedBy(frame, this.#state, isNewRun));
    const notices = this.#state.notices.filter((one) => one.run === undefined || one.run === run);
    if (isNewRun) this.#set({ notices, lookedAt: null });
    this.#takeAsked(run);
    for (const { lane, text, tone } of remarksOf(frame)) this.#lab.notify(text, tone, { run, lane });
    this.#sequences.request(frame.step);
    this.showing.offer(frame);
  }

  /** Applies what the networks of this run are asked, at its first frame; another T has another last answer. */
  #takeAsked(run: number): void {
    this.#sequences.run = run;
    if (this.#asked?.run !== run) return;
    const { task, heldOut } = this.#asked;
    const { heldOut: before, answer } = this.#state;
    this.#asked = null;
    this.#set({ task, heldOut, answer: heldOut.steps === before?.steps ? answer : null });
  }

  /** Applies a frame to the state, when its moment is shown. */
  #show(frame: Frame): void {
    const state = this.#state;
    const ended = hasEnded(frame, state.applied.steps);
    const playing = this.#intent.shown(frame.playing, ended);
    this.#set({ ...shownBy(frame, state, performance.now()), playing });
    this.#stopNews.offer(frame);
  }
}
