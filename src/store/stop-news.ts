import { LANE_KEYS, type LaneKey } from "../lanes";
import type { Frame } from "../worker/protocol";
import type { RunHistory } from "./history";

/** That a lane stopped is said after so many ms at the latest. */
const PATIENCE = 10_000;

/**
 * Says that a lane stopped, once the last moments before it are measured in full: who reads why can see them. While
 * the spectra are not looked at, nothing is waited for.
 */
export class StopNews {
  readonly #history: RunHistory;
  readonly #say: (frame: Frame, lane: LaneKey) => void;
  #waiting: Frame | null = null;
  /** Lanes of a run of which it was said: what was dismissed does not come back. */
  #said: { readonly run: number; readonly lanes: ReadonlySet<LaneKey> } = { run: -1, lanes: new Set() };
  #timer: ReturnType<typeof setTimeout> | undefined;
  wantsSpectra = false;

  /** @param say told, once, of a lane that has stopped, and of the frame that says so */
  constructor(history: RunHistory, say: (frame: Frame, lane: LaneKey) => void) {
    [this.#history, this.#say] = [history, say];
  }

  /** A frame is shown. */
  offer(frame: Frame): void {
    if (this.#waiting && this.#waiting.run !== frame.run) this.#forget();
    if (this.#toSay(frame).length === 0) return;
    if (!this.#waiting) this.#timer = setTimeout(() => this.#now(), PATIENCE);
    this.#waiting = frame;
    this.tell();
  }

  /** A spectrum was measured. */
  tell(): void {
    const measured = LANE_KEYS.every((key) => {
      const { lastFinite, spectra } = this.#history.lane(key);
      return lastFinite.every((step) => spectra.at(step));
    });
    if (measured || !this.wantsSpectra) this.#now();
  }

  #now(): void {
    const frame = this.#waiting;
    this.#forget();
    if (!frame || frame.run !== this.#history.run) return;
    const lanes = this.#toSay(frame);
    const before = this.#said.run === frame.run ? this.#said.lanes : [];
    this.#said = { run: frame.run, lanes: new Set([...before, ...lanes]) };
    for (const lane of lanes) this.#say(frame, lane);
  }

  #toSay({ run, lanes }: Frame): readonly LaneKey[] {
    const { run: saidOf, lanes: said } = this.#said;
    return LANE_KEYS.filter((key) => lanes[key].stopped && !(saidOf === run && said.has(key)));
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}
