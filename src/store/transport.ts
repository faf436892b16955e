import type { StoreApi } from "zustand/vanilla";
import { stepsPerSecond } from "../config/speed";
import type { TrainingClient } from "../worker/client";
import { sent } from "./changes";
import type { RunHistory } from "./history";
import { type LabState, speedOf } from "./lab-state";
import type { PlayIntent } from "./play-intent";
import type { Showing } from "./showing";

interface Deps {
  readonly store: StoreApi<LabState>;
  readonly history: RunHistory;
  /** Runs a callback once, a little later. */
  readonly defer: (callback: () => void) => void;
}

/** Sends play, pause, step, and the settings that act on the next step, to the worker. */
export class Transport {
  readonly #deps: Deps;
  readonly #client: TrainingClient;
  readonly #showing: Showing;
  readonly #intent: PlayIntent;
  #adjusting = false;

  constructor(deps: Deps, client: TrainingClient, showing: Showing, intent: PlayIntent) {
    [this.#deps, this.#client, this.#showing, this.#intent] = [deps, client, showing, intent];
  }

  get #state(): LabState {
    return this.#deps.store.getState();
  }

  #set(part: Partial<LabState>): void {
    this.#deps.store.setState(part);
  }

  play(): void {
    this.#begin();
    this.#client.send({ type: "play", pace: stepsPerSecond(speedOf(this.#state)) });
  }

  /** Makes the steps up to this one at full speed, then pauses. */
  playUntil(step: number): void {
    this.#begin(step);
    this.#client.send({ type: "play", pace: null, until: step });
  }

  #begin(until?: number): void {
    this.sendAdjusted();
    this.#intent.play(until);
    this.lookAtNewest({ playing: true, stepsPerSecond: 0, playedFrom: this.#here });
  }

  /** Sends the new pace after another speed was chosen. */
  changePace(): void {
    if (!this.#state.playing) return;
    this.#set({ playedFrom: this.#here });
    this.#client.send({ type: "pace", pace: stepsPerSecond(speedOf(this.#state)) });
  }

  get #here(): LabState["playedFrom"] {
    return { step: this.#state.step, at: performance.now() };
  }

  pause(): void {
    this.#intent.pause();
    this.#set({ playing: false });
    this.#client.send({ type: "pause" });
  }

  step(): void {
    this.sendAdjusted();
    this.lookAtNewest();
    this.#client.send({ type: "step" });
  }

  /** Shows the newest moment again. */
  lookAtNewest(part: Partial<LabState> = {}): void {
    this.#set({ ...part, lookedAt: null });
    this.#deps.history.keep(null);
    this.#showing.lookAt(null);
  }

  /** Schedules sending the applied settings; several changes in a row are sent once. */
  adjust(): void {
    if (this.#adjusting) return;
    this.#adjusting = true;
    this.#deps.defer(() => this.sendAdjusted());
  }

  sendAdjusted(): void {
    if (!this.#adjusting) return;
    this.#adjusting = false;
    const { applied: config, coming } = this.#state;
    this.#client.send({ type: "adjust", config, coming: sent(coming) });
  }

  /** Cancels sending the settings, because a new run has them in its config. */
  forgetAdjusted(): void {
    this.#adjusting = false;
  }
}
