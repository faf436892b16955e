import type { LaneKey, PerLane } from "../lanes";
import { realForm } from "../math/complex";
import type { TrainingClient } from "../worker/client";
import type { EarlierLane, ExportedLane, Response, Spectrum, SpectrumRequest } from "../worker/protocol";
import type { LaneHistory, RunHistory } from "./history";

type Answer = Extract<Response, { type: "exported" }>;
/** A run, or a moment of it, with all that is exported of it; whatever runs by now. */
export interface ExportedRun {
  readonly answer: Answer;
  readonly history: PerLane<LaneHistory>;
  /** Of the exported weights; absent where they could not be measured. */
  readonly spectra: PerLane<Spectrum | undefined>;
}

/** How long an export waits for its spectra, in ms; then it goes without. */
const PATIENCE = 30_000;

/** Asks the workers for all that only they know of the run, and has the spectra of just those weights measured. */
export class Exporting {
  readonly #client: TrainingClient;
  readonly #history: RunHistory;
  /** In the order in which they were asked. */
  #waiting: {
    readonly ask: () => void;
    readonly resolve: (exported: Promise<ExportedRun>) => void;
    readonly reject: (error: Error) => void;
  }[] = [];

  constructor(client: TrainingClient, history: RunHistory) {
    [this.#client, this.#history] = [client, history];
  }

  /**
   * The run as it is, or its lanes as they were.
   * @throws Error with a sentence
   */
  request(at: PerLane<EarlierLane> | null): Promise<ExportedRun> {
    return new Promise((resolve, reject) => {
      const ask = () => this.#client.send({ type: "export", at });
      this.#waiting.push({ ask, resolve, reject });
      ask();
    });
  }

  /** The worker has answered, in order: the history is that of the run still. */
  answer(answer: Answer): void {
    this.#waiting.shift()?.resolve(this.#complete(answer));
  }

  async #complete(answer: Answer): Promise<ExportedRun> {
    const { run } = this.#history;
    const history = { a: this.#history.lane("a"), b: this.#history.lane("b") };
    const spectrum = (key: LaneKey) => {
      const lane = answer.lanes[key];
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
      const measured = () => this.#client.measureSpectrum(spectrumRequest(run, key, lane));
      return history[key].spectra.at(lane.step) ?? Promise.race([measured(), late]);
    };
    const [a, b] = await Promise.all([spectrum("a"), spectrum("b")]);
    return { answer, history, spectra: { a, b } };
  }

  /** Other workers have taken over. */
  askAgain(): void {
    for (const { ask } of this.#waiting) ask();
  }

  refuse(message: string): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(message));
  }
}

/** What it takes to measure the W of an exported lane. */
function spectrumRequest(run: number, lane: LaneKey, exported: ExportedLane): SpectrumRequest {
  const { step, complex, weights } = exported;
  const { shape, data, imag } = weights.W;
  const [n] = shape;
  const re = { n, values: Float32Array.from(data) };
  const w = imag ? realForm({ re, im: { n, values: Float32Array.from(imag) } }) : re;
  return { run, lane, step, complex, w: Float32Array.from(w.values), exponent: null };
}
