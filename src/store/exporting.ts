import { realForm } from "../math/complex";
import type { TrainingClient } from "../worker/client";
import type {
  EarlierLane,
  ExportedLane,
  LaneKey,
  Response,
  Spectrum,
  SpectrumRequest,
} from "../worker/protocol";
import type { RunHistory } from "./history";

export type ExportedAnswer = Extract<Response, { type: "exported" }>;

/** How long an export waits for its spectra, in ms; then it goes without. */
const PATIENCE = 30_000;

const LANES: readonly LaneKey[] = ["a", "b"];

/** Asks the workers for all that only they know of the run, and has the spectra of just those weights measured. */
export class Exporting {
  readonly #client: TrainingClient;
  readonly #history: RunHistory;
  /** In the order in which they were asked. */
  #waiting: {
    readonly ask: () => void;
    readonly resolve: (answer: ExportedAnswer) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  #spectra: { readonly lane: LaneKey; readonly step: number; readonly resolve: () => void }[] = [];

  constructor(client: TrainingClient, history: RunHistory) {
    [this.#client, this.#history] = [client, history];
  }

  /**
   * The run as it is, or its lanes as they were; the spectra of what is exported are in the history then.
   * @throws Error with a sentence
   */
  async request(at: Readonly<Record<LaneKey, EarlierLane>> | null): Promise<ExportedAnswer> {
    const ask = () => this.#client.send({ type: "export", at });
    const answer = await new Promise<ExportedAnswer>((resolve, reject) => {
      this.#waiting.push({ ask, resolve, reject });
      ask();
    });
    await Promise.all(LANES.map((key) => this.#measured(key, answer.lanes[key])));
    return answer;
  }

  async #measured(lane: LaneKey, exported: ExportedLane): Promise<void> {
    const { step } = exported;
    if (this.#history.lane(lane).spectra.at(step)) return;
    this.#client.measureSpectrum(spectrumRequest(this.#history.run, lane, exported));
    await new Promise<void>((resolve) => {
      this.#spectra.push({ lane, step, resolve });
      setTimeout(resolve, PATIENCE);
    });
  }

  answer(answer: ExportedAnswer): void {
    this.#waiting.shift()?.resolve(answer);
  }

  /** A spectrum is in the history now. */
  tell({ lane, step }: Spectrum): void {
    const isTold = (one: { lane: LaneKey; step: number }) => one.lane === lane && one.step === step;
    for (const { resolve } of this.#spectra.filter(isTold)) resolve();
    this.#spectra = this.#spectra.filter((one) => !isTold(one));
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
