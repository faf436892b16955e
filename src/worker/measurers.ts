import { isSquare, stateWidth } from "../kernels/cell-size";
import { LANE_KEYS, type LaneKey } from "../lanes";
import type { Network } from "../sequence/network";
import { timeStep } from "../sequence/step-jacobian";
import jacobianProgram from "./jacobian.worker?worker&url";
import { MeasureQueue } from "./measure-queue";
import { ModuleWorker } from "./module-worker";
import type {
  Frame,
  Jacobian,
  JacobianRequest,
  Measurement,
  Moment,
  SequenceMeasurement,
  SequenceRequest,
  SequenceResult,
  Spectrum,
  SpectrumRequest,
} from "./protocol";
import sequenceProgram from "./sequence.worker?worker&url";
import spectrumProgram from "./spectrum.worker?worker&url";

/** A worker whose measurements take long rests this many times as long as it measures: it uses at most 1/(1 + 4) of the time. */
const LONG_REST = 4;
/** Bytes of earlier moments that may wait for their spectra to be measured. */
const EARLIER_SPECTRA = 64e6;

interface AwaitedSpectrum {
  readonly request: SpectrumRequest;
  readonly resolve: (spectrum: Spectrum) => void;
}

/** A lane's newest moment, and its run. */
interface NewestMoment {
  readonly run: number;
  readonly complex: boolean;
  readonly moment: Moment;
}

/** The callbacks of the client that the measurers need. */
interface MeasurerDeps {
  /** The current run: measurements of other runs are dropped. */
  readonly run: () => number;
  readonly spectrum: (spectrum: Spectrum) => void;
  readonly jacobian: (jacobian: Jacobian) => void;
  readonly sequence: (result: SequenceResult) => void;
}

/** Owns the workers that measure in parallel with training. */
export class Measurers {
  readonly #deps: MeasurerDeps;
  readonly #spectra = new MeasureQueue<SpectrumRequest, Spectrum>(
    () => new ModuleWorker(spectrumProgram),
    (spectrum) => this.#takeSpectrum(spectrum),
    { capacity: EARLIER_SPECTRA },
  );
  /** Jacobians have their own worker: with many units and time steps one takes seconds, and spectra must not wait. */
  readonly #jacobians = new MeasureQueue<JacobianRequest, Jacobian>(
    () => new ModuleWorker(jacobianProgram),
    (jacobian) => this.#isOfThisRun(jacobian) && this.#deps.jacobian(jacobian),
    { rest: LONG_REST },
  );
  readonly #sequences = {
    answers: this.#sequenceQueue(0),
    dependences: this.#sequenceQueue(LONG_REST),
    states: this.#sequenceQueue(LONG_REST),
    bases: this.#sequenceQueue(LONG_REST),
    steps: this.#sequenceQueue(LONG_REST),
  } satisfies Record<SequenceMeasurement, unknown>;
  #wanted: ReadonlySet<Measurement> = new Set();
  readonly #newest = new Map<LaneKey, NewestMoment>();
  #awaited: readonly AwaitedSpectrum[] = [];
  /** The moment last sent to be measured, by measurement and lane. */
  readonly #sent = new Map<string, Moment>();

  constructor(deps: MeasurerDeps) {
    this.#deps = deps;
  }

  /** Sets which measurements are wanted; no others are made. */
  measure(wanted: ReadonlySet<Measurement>): void {
    this.#wanted = wanted;
    for (const lane of LANE_KEYS) this.#measureNewest(lane);
  }

  /** Sets whether the run plays; while it does, the workers rest, and earlier moments have low priority. */
  set playing(playing: boolean) {
    const queues = [this.#spectra, this.#jacobians, ...Object.values(this.#sequences)];
    for (const queue of queues) queue.playing = playing;
  }

  /** Measures the spectrum of a W before all others; the promise stays pending if the workers are terminated first. */
  measureSpectrum(request: SpectrumRequest): Promise<Spectrum> {
    this.#spectra.askFirst(request);
    return new Promise((resolve) => {
      this.#awaited = [...this.#awaited, { request, resolve }];
    });
  }

  /** Measures a sequence; a newer request for the same lane and measurement replaces one that waits. */
  measureSequence(request: SequenceRequest): void {
    this.#sequences[request.wanted].ask(request);
  }

  #sequenceQueue(rest: number): MeasureQueue<SequenceRequest, SequenceResult> {
    return new MeasureQueue(
      () => new ModuleWorker(sequenceProgram),
      (result) => this.#isOfThisRun(result.measured) && this.#deps.sequence(result),
      { rest },
    );
  }

  /** Requests the wanted measurements of a frame's moments. */
  takeFrame({ run, lanes }: Frame): void {
    for (const lane of LANE_KEYS) {
      const { moments, complex, lastFinite } = lanes[lane];
      const known = this.#newest.get(lane);
      const before = known?.run === run ? known.moment.step : -1;
      for (const moment of moments) {
        // The newest moment, or the same step measured again.
        const isNewest = moment.step >= before && moments.every(({ step }) => step <= moment.step);
        if (isNewest) this.#newest.set(lane, { run, complex, moment });
        else if (this.#wanted.has("spectra")) {
          const request = spectrumRequest(run, lane, complex, moment);
          // The page waits for the last moments of a stopped lane.
          if (lastFinite.includes(moment.step)) this.#spectra.askFirst(request);
          else this.#spectra.askLater(request);
        }
      }
      this.#measureNewest(lane);
    }
  }

  /** Terminates the workers. */
  end(): void {
    this.#spectra.end();
    this.#jacobians.end();
    for (const queue of Object.values(this.#sequences)) queue.end();
    this.#sent.clear();
    this.#newest.clear();
    this.#awaited = [];
  }

  #takeSpectrum(spectrum: Spectrum): void {
    const isOf = ({ request: { run, lane, step } }: AwaitedSpectrum) =>
      run === spectrum.run && lane === spectrum.lane && step === spectrum.step;
    const waiting = this.#awaited.filter(isOf);
    for (const { resolve } of waiting) resolve(spectrum);
    this.#awaited = this.#awaited.filter((one) => !isOf(one));
    // A spectrum measured only for an export lacks the measurements of B.
    const isPartial = waiting.length > 0 && spectrum.exponent === null;
    if (this.#isOfThisRun(spectrum) && !isPartial) this.#deps.spectrum(spectrum);
  }

  #measureNewest(lane: LaneKey): void {
    const newest = this.#newest.get(lane);
    if (!newest) return;
    const { run, complex, moment } = newest;
    const { step, trajectory } = moment;
    if (this.#isNew("spectra", lane, moment)) this.#spectra.ask(spectrumRequest(run, lane, complex, moment));
    if (this.#isNew("jacobians", lane, moment)) {
      this.#jacobians.ask({ run, lane, step, network: networkOf(moment), trajectory });
    }
  }

  /** Whether the measurement is wanted and this moment has not been sent for it. */
  #isNew(measurement: Measurement, lane: LaneKey, moment: Moment): boolean {
    const key = `${measurement} of ${lane}`;
    if (!this.#wanted.has(measurement) || this.#sent.get(key) === moment) return false;
    this.#sent.set(key, moment);
    return true;
  }

  #isOfThisRun({ run }: { readonly run: number }): boolean {
    return run === this.#deps.run();
  }
}

const spectrumRequest = (run: number, lane: LaneKey, complex: boolean, moment: Moment): SpectrumRequest => {
  const { step, w, exponent, size, trajectory } = moment;
  const request = { run, lane, step, complex, w, exponent };
  if (isSquare(size)) return request;
  const { states, inputs } = trajectory;
  const steps = states.length / stateWidth(size) - 1;
  const network = networkOf(moment);
  return { ...request, gated: { network, last: timeStep(network, states, inputs, steps) } };
};

const networkOf = ({ size, w, parameters, trajectory: { activation } }: Moment): Network => ({
  size,
  activation,
  w,
  parameters,
});
