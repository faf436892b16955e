import { LANE_KEYS, type LaneKey } from "../lanes";
import type { Frame } from "../worker/protocol";
import type { RunHistory } from "./history";

/** A stop is announced after this many ms at the latest. */
const MAX_WAIT = 10_000;

/**
 * Announces that a lane stopped once the last moments before the stop are measured in full, so that the charts show
 * them. If spectra are not wanted, it does not wait.
 */
export class StopNews {
  readonly #history: RunHistory;
  readonly #announce: (frame: Frame, lane: LaneKey) => void;
  #waiting: Frame | null = null;
  /** The lanes of a run that were announced, so that a dismissed notice does not come back. */
  #announced: { readonly run: number; readonly lanes: ReadonlySet<LaneKey> } = { run: -1, lanes: new Set() };
  #timer: ReturnType<typeof setTimeout> | undefined;
  wantsSpectra = false;

  /** @param announce is called once per stopped lane, with the frame that reports it */
  constructor(history: RunHistory, announce: (frame: Frame, lane: LaneKey) => void) {
    [this.#history, this.#announce] = [history, announce];
  }

  /** Handles a frame that is now shown. */
  offer(frame: Frame): void {
    if (this.#waiting && this.#waiting.run !== frame.run) this.#forget();
    if (this.#unannounced(frame).length === 0) return;
    if (!this.#waiting) this.#timer = setTimeout(() => this.#announceAll(), MAX_WAIT);
    this.#waiting = frame;
    this.spectrumMeasured();
  }

  /** Handles a new spectrum in the history. */
  spectrumMeasured(): void {
    const measured = LANE_KEYS.every((key) => {
      const { lastFinite, spectra } = this.#history.lane(key);
      return lastFinite.every((step) => spectra.at(step));
    });
    if (measured || !this.wantsSpectra) this.#announceAll();
  }

  #announceAll(): void {
    const frame = this.#waiting;
    this.#forget();
    if (!frame || frame.run !== this.#history.run) return;
    const lanes = this.#unannounced(frame);
    const before = this.#announced.run === frame.run ? this.#announced.lanes : [];
    this.#announced = { run: frame.run, lanes: new Set([...before, ...lanes]) };
    for (const lane of lanes) this.#announce(frame, lane);
  }

  #unannounced({ run, lanes }: Frame): readonly LaneKey[] {
    const { run: saidOf, lanes: said } = this.#announced;
    return LANE_KEYS.filter((key) => lanes[key].stopped && !(saidOf === run && said.has(key)));
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}
