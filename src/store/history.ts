import { LANE_KEYS, type LaneKey, type PerLane } from "../lanes";
import { bytesOf } from "../math/bytes";
import { FIRST_MOMENTS } from "../training/full-moments";
import type {
  Answers,
  Bases,
  Dependences,
  Frame,
  HiddenStates,
  Jacobian,
  LaneFrame,
  Moment,
  RunCheckpoint,
  SequenceMeasurement,
  SequenceMeasures,
  Spectrum,
  StepSpectrum,
  Stop,
} from "../worker/protocol";
import { type Curve, DecimatingTable, type SavedTable } from "./decimating-table";
import { type NetworkRecord, Networks } from "./networks";
import { type SavedSnapshots, Snapshots } from "./snapshots";

/** The scalars of every step, in the order of the table's columns. */
export const SCALARS = ["loss", "accuracy", "gradNorm"] as const;
/** The quantities that are plotted against the step. */
export type Scalar = (typeof SCALARS)[number] | "drift";

/**
 * A drift above this, as the device computes it in float32, is exact to 0.5 % up to n = 512; a smaller one is known only
 * at moments measured in full, in float64.
 */
const CLEAR_OF_ROUNDING = 200 * 512 * 2 ** -23;

/** What is kept of each kind. */
type Kept = { readonly [Kind in SequenceMeasurement]: Snapshots<SequenceMeasures[Kind]> };

/** Moments per lane for which the measurements of the shown sequence are kept, and their bytes per kind. */
const SEQUENCE_MOMENTS = 64;
const SEQUENCE_BYTES = 8e6;

/** The part of a moment that the history keeps: its scalars, and its gradients through time. */
export interface MomentRecord
  extends Pick<
    Moment,
    "step" | "loss" | "accuracy" | "gradNorm" | "drift" | "slope" | "deadUnits" | "floor" | "heldOut"
  > {
  /** ‖∂L_T/∂h_t‖ and ‖∂L/∂h_t‖ for t = 0 … T. */
  readonly last: Float32Array;
  readonly whole: Float32Array;
  /** Those of h and c apart; absent if the state is h. */
  readonly lastOf?: { readonly h: Float32Array; readonly c: Float32Array };
}

/** A lane's history as plain data, for storage. */
export interface SavedLaneHistory {
  readonly scalars: SavedTable;
  readonly drift: SavedTable;
  readonly moments: SavedSnapshots<MomentRecord>;
  readonly spectra: SavedSnapshots<Spectrum>;
  readonly jacobians: SavedSnapshots<Jacobian>;
  /** Absent in runs saved by earlier releases. */
  readonly networks?: SavedSnapshots<NetworkRecord>;
  readonly lastFinite: readonly number[];
  readonly stopped: Stop | null;
}
export type SavedHistory = PerLane<SavedLaneHistory>;

/** The history of one lane; its size is bounded, regardless of the length of the run. */
export class LaneHistory {
  readonly scalars = new DecimatingTable(SCALARS.length);
  /** ‖WW* − I‖_F as the device computes it, at the steps where rounding is negligible. */
  readonly drift = new DecimatingTable(1);
  /** Steps of the last moments before the lane stopped; empty if it has not stopped. */
  #lastFinite: readonly number[] = [];
  /** The earlier step that the user has selected. */
  lookedAt: number | null = null;
  readonly #isPinned = (step: number) =>
    step < FIRST_MOMENTS || step === this.lookedAt || this.#lastFinite.includes(step);
  readonly moments = new Snapshots<MomentRecord>(256, this.#isPinned);
  readonly spectra = new Snapshots<Spectrum>(256, this.#isPinned);
  readonly jacobians = new Snapshots<Jacobian>(256, this.#isPinned);
  /** All weights at each moment, from which answers to any sequence are computed. */
  readonly networks = new Networks(this.#isPinned);
  /** The step of the weights that a film shows. */
  filmed: number | null = null;
  readonly #isLookedAt = (step: number) => step === this.lookedAt || step === this.filmed;
  /** What was computed for the sequence that is shown. */
  readonly answers = new Snapshots<Answers>(SEQUENCE_MOMENTS, this.#isLookedAt);
  readonly dependences = new Snapshots<Dependences>(SEQUENCE_MOMENTS, this.#isLookedAt);
  readonly states = new Snapshots<HiddenStates>(SEQUENCE_MOMENTS, this.#isLookedAt);
  readonly bases = new Snapshots<Bases>(SEQUENCE_MOMENTS, this.#isLookedAt);
  readonly steps = new Snapshots<StepSpectrum>(SEQUENCE_MOMENTS, this.#isLookedAt);
  stopped: Stop | null = null;
  /** The last step whose scalars have arrived. */
  #newestStep = -1;

  /** Steps of the last moments before the lane stopped, oldest first; empty if it has not stopped. */
  get lastFinite(): readonly number[] {
    return this.#lastFinite;
  }

  /** The steps of those moments, and the step at which the lane stopped. */
  get lastSteps(): readonly number[] {
    const { stopped } = this;
    const stop = stopped && this.#lastFinite.at(-1) !== stopped.step ? [stopped.step] : [];
    return [...this.#lastFinite, ...stop];
  }

  append(frame: LaneFrame): void {
    const { moments } = frame;
    [this.stopped, this.#lastFinite] = [frame.stopped, frame.lastFinite];
    this.#appendScalars(frame);
    for (const moment of moments) {
      const { step, loss, accuracy, gradNorm, drift, slope, deadUnits, floor, heldOut } = moment;
      const { gradLast: last, gradWhole: whole, gradLastOf: lastOf } = moment;
      const scalars = { step, loss, accuracy, gradNorm, drift, slope, deadUnits, floor, heldOut };
      this.moments.put({ ...scalars, last, whole, ...(lastOf && { lastOf }) });
      this.networks.put(moment);
    }
  }

  #appendScalars(frame: LaneFrame): void {
    const { steps, drift } = frame;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i];
      if (step <= this.#newestStep) this.#forgetFrom(step);
      this.#newestStep = step;
      this.scalars.append(
        step,
        SCALARS.map((name) => frame[name][i]),
      );
      if (!(drift[i] < CLEAR_OF_ROUNDING)) this.drift.append(step, [drift[i]]);
    }
  }

  /** Drops the measurements from a step on: a change of the update rule may have moved W between two steps. */
  #forgetFrom(step: number): void {
    for (const table of [this.scalars, this.drift]) table.rewind(step);
    for (const kept of this.#byMoment) kept.rewind(step - 1);
  }

  get #byMoment(): readonly { rewind(step: number): void }[] {
    const { moments, spectra, jacobians, networks } = this;
    return [moments, spectra, jacobians, networks, ...Object.values(this.#ofSequence)];
  }

  get #ofSequence(): Kept {
    const { answers, dependences, states, bases, steps } = this;
    return { answers, dependences, states, bases, steps };
  }

  appendSpectrum(spectrum: Spectrum): void {
    this.spectra.put(spectrum);
  }

  appendOfSequence<Kind extends SequenceMeasurement>(kind: Kind, measured: SequenceMeasures[Kind]): void {
    const kept: Snapshots<SequenceMeasures[Kind]> = this.#ofSequence[kind];
    kept.capacity = Math.min(SEQUENCE_MOMENTS, Math.ceil(SEQUENCE_BYTES / bytesOf(measured)));
    kept.put(measured);
  }

  /** Drops what was computed for a sequence that is no longer shown. */
  forgetSequence(): void {
    for (const kept of Object.values(this.#ofSequence)) kept.rewind(-1);
  }

  appendJacobian(jacobian: Jacobian): void {
    this.jacobians.put(jacobian);
  }

  /** A quantity at a step, or at the last step before it with a known value; NaN if there is none. */
  valueAt(scalar: Scalar, step: number): number {
    const record = this.moments.upTo(step);
    if (record?.step === step) return record[scalar];
    const row =
      scalar === "drift" ? this.drift.upTo(0, step) : this.scalars.upTo(SCALARS.indexOf(scalar), step);
    if (record && !(row && row.x > record.step)) return record[scalar];
    return row?.y ?? Number.NaN;
  }

  /** A quantity against the step, up to a step. */
  line(scalar: Scalar, upTo: number): Curve {
    if (scalar !== "drift") return this.scalars.curve(SCALARS.indexOf(scalar), upTo);
    const { x, y } = this.drift.curve(0, upTo);
    const points = new Map(Array.from(x, (step, i) => [step, y[i]]));
    for (const { step, drift } of this.moments.all()) if (step <= upTo) points.set(step, drift);
    const sorted = [...points].sort(([one], [other]) => one - other);
    return {
      x: Float64Array.from(sorted, ([step]) => step),
      y: Float64Array.from(sorted, ([, drift]) => drift),
    };
  }

  /** Drops everything after `step` updates; that step is measured again. */
  rewind(step: number): void {
    for (const table of [this.scalars, this.drift]) table.rewind(step + 1);
    for (const kept of this.#byMoment) kept.rewind(step);
    [this.#lastFinite, this.stopped] = [[], null];
    this.#newestStep = Math.min(this.#newestStep, step);
  }

  save(): SavedLaneHistory {
    const { scalars, drift, moments, spectra, jacobians, networks, lastFinite, stopped } = this;
    return {
      scalars: scalars.save(),
      drift: drift.save(),
      moments: moments.save(),
      spectra: spectra.save(),
      jacobians: jacobians.save(),
      networks: networks.save(),
      lastFinite,
      stopped,
    };
  }

  restore(saved: SavedLaneHistory): void {
    this.scalars.restore(saved.scalars);
    this.drift.restore(saved.drift);
    this.moments.restore(saved.moments);
    this.spectra.restore(saved.spectra);
    this.jacobians.restore(saved.jacobians);
    if (saved.networks) this.networks.restore(saved.networks);
    [this.#lastFinite, this.stopped] = [saved.lastFinite, saved.stopped];
    this.#newestStep = this.scalars.newest ?? -1;
  }
}

/** The numbers of the current run. They arrive as a stream, so they are stored outside React; see {@link RedrawQueue}. */
export class RunHistory {
  #run = -1;
  #lanes: PerLane<LaneHistory> = { a: new LaneHistory(), b: new LaneHistory() };

  /** Number of the run that the history belongs to; −1 before the first. */
  get run(): number {
    return this.#run;
  }

  lane(key: LaneKey): LaneHistory {
    return this.#lanes[key];
  }

  /** Pins the moment that the user has selected, so that thinning does not drop it; null for none. */
  keep(step: number | null): void {
    for (const key of LANE_KEYS) this.#lanes[key].lookedAt = step;
  }

  /** Pins what is measured of the moment that a film shows; null for none. */
  film(step: number | null): void {
    for (const key of LANE_KEYS) {
      const lane = this.#lanes[key];
      lane.filmed = step === null ? null : (lane.networks.upTo(step)?.step ?? null);
    }
  }

  /** Adds a frame; a frame of a later run clears the history, one of an earlier run is dropped. */
  append(frame: Frame): void {
    if (frame.run < this.#run) return;
    if (frame.run > this.#run) {
      this.#run = frame.run;
      this.#lanes = { a: new LaneHistory(), b: new LaneHistory() };
    }
    this.#lanes.a.append(frame.lanes.a);
    this.#lanes.b.append(frame.lanes.b);
  }

  appendSpectrum(spectrum: Spectrum): void {
    if (spectrum.run === this.#run) this.#lanes[spectrum.lane].appendSpectrum(spectrum);
  }

  appendJacobian(jacobian: Jacobian): void {
    if (jacobian.run === this.#run) this.#lanes[jacobian.lane].appendJacobian(jacobian);
  }

  appendOfSequence<Kind extends SequenceMeasurement>(kind: Kind, measured: SequenceMeasures[Kind]): void {
    if (measured.run === this.#run) this.#lanes[measured.lane].appendOfSequence(kind, measured);
  }

  forgetSequence(): void {
    for (const key of LANE_KEYS) this.#lanes[key].forgetSequence();
  }

  /** Drops everything after a checkpoint of this run. */
  rewind({ lanes }: RunCheckpoint): void {
    this.#lanes.a.rewind(lanes.a.lane.step);
    this.#lanes.b.rewind(lanes.b.lane.step);
  }

  save(): SavedHistory {
    return { a: this.#lanes.a.save(), b: this.#lanes.b.save() };
  }

  /** Restores a saved history as that of the run with this number. */
  restore({ a, b }: SavedHistory, run: number): void {
    this.clear();
    this.#run = run;
    this.#lanes.a.restore(a);
    this.#lanes.b.restore(b);
  }

  /** Clears the history, for a new worker that counts its runs from the beginning. */
  clear(): void {
    this.#run = -1;
    this.#lanes = { a: new LaneHistory(), b: new LaneHistory() };
  }
}
