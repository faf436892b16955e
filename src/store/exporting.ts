import type { Change } from "../config/changes";
import type { LaneConfig, RunConfig } from "../config/schema";
import type { LaneKey, PerLane } from "../lanes";
import { realForm } from "../math/complex";
import { changed } from "../training/lane-changes";
import type { TrainingClient } from "../worker/client";
import type { EarlierLane, ExportedLane, Response, Spectrum, SpectrumRequest } from "../worker/protocol";
import { joined } from "./changes";
import type { LaneHistory, RunHistory } from "./history";
import type { LabState } from "./lab-state";

type Answer = Extract<Response, { type: "exported" }>;
/** The data of an exported run or moment, independent of what runs now. */
export interface ExportedRun {
  readonly answer: Answer;
  readonly history: PerLane<LaneHistory>;
  /** Spectra of the exported W; undefined if they could not be measured, or W is not square. */
  readonly spectra: PerLane<Spectrum | undefined>;
  /** The backend, the fork and the sequence of the run that was exported. */
  readonly state: Pick<LabState, "backend" | "fork" | "heldOut" | "sequence">;
  /** The settings that the run began with, and all changes of them, those after the exported moment too. */
  readonly begun: RunConfig;
  readonly changes: readonly Change[];
}

/** How long an export waits for its spectra, in ms; after that it omits them. */
const SPECTRUM_TIMEOUT = 30_000;

/** Requests an export from the workers and has the spectra of the exported weights measured. */
export class Exporting {
  readonly #client: TrainingClient;
  readonly #history: RunHistory;
  readonly #state: () => LabState;
  /** Pending requests, oldest first. */
  #waiting: {
    readonly send: () => void;
    readonly resolve: (exported: Promise<ExportedRun>) => void;
    readonly reject: (error: Error) => void;
  }[] = [];

  constructor(client: TrainingClient, history: RunHistory, state: () => LabState) {
    [this.#client, this.#history, this.#state] = [client, history, state];
  }

  /**
   * Exports the run as it is, or its lanes as they were.
   * @throws Error with a sentence
   */
  request(at: PerLane<EarlierLane> | null): Promise<ExportedRun> {
    return new Promise((resolve, reject) => {
      const send = () => this.#client.send({ type: "export", at });
      this.#waiting.push({ send, resolve, reject });
      send();
    });
  }

  /** Resolves the oldest request. Answers come in order, and the history still belongs to the same run. */
  answer(answer: Answer): void {
    this.#waiting.shift()?.resolve(this.#complete(answer));
  }

  async #complete(answer: Answer): Promise<ExportedRun> {
    const { run } = this.#history;
    const { backend, fork, heldOut, sequence, changes: reported } = this.#state();
    const history = { a: this.#history.lane("a"), b: this.#history.lane("b") };
    const spectrum = (key: LaneKey) => {
      const lane = answer.lanes[key];
      const known = history[key].spectra.at(lane.step);
      if (known) return known.of === "one time step" ? undefined : known;
      const [rows, columns] = lane.weights.W.shape;
      if (rows !== columns) return undefined;
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, SPECTRUM_TIMEOUT));
      const measured = () => this.#client.measureSpectrum(spectrumRequest(run, key, lane));
      return Promise.race([measured(), late]);
    };
    const [a, b] = await Promise.all([spectrum("a"), spectrum("b")]);
    const state = { backend, fork, heldOut, sequence };
    const made = joined({ a: answer.lanes.a.changes, b: answer.lanes.b.changes });
    // Of an earlier moment, the worker knows the changes before it; of the present one, also those since the last frame.
    const changes = made.length > reported.length ? made : reported;
    return { answer, history, spectra: { a, b }, state, begun: begunOf(answer), changes };
  }

  /** Sends the pending requests again, to new workers. */
  resend(): void {
    for (const { send } of this.#waiting) send();
  }

  refuse(message: string): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(message));
  }
}

/** The settings that the exported lanes began with; what was changed before the first update, they began with. */
function begunOf({ config, lanes: { a, b } }: Answer): RunConfig {
  const settings = ({ begun, changes }: ExportedLane) =>
    changed(
      begun,
      changes.filter(({ step, setting }) => step === 0 && setting !== "rule"),
    );
  const [{ lr, ...ofA }, { lr: _, ...ofB }] = [settings(a), settings(b)];
  return { ...config, lr, a: ofA satisfies LaneConfig, b: ofB };
}

/** The request that measures the W of an exported lane. */
function spectrumRequest(run: number, lane: LaneKey, exported: ExportedLane): SpectrumRequest {
  const { step, complex, weights } = exported;
  const { shape, data, imag } = weights.W;
  const [n] = shape;
  const re = { n, values: Float32Array.from(data) };
  const w = imag ? realForm({ re, im: { n, values: Float32Array.from(imag) } }) : re;
  return { run, lane, step, complex, w: Float32Array.from(w.values), exponent: null };
}
