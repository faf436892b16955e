import type { Frame, Jacobian, LaneFrame, LaneKey, RunCheckpoint, Spectrum } from "../worker/protocol";
import { DecimatingTable, type SavedTable } from "./decimating-table";
import { type SavedSnapshots, Snapshots } from "./snapshots";

/** The scalars of a step, in the order of the table's columns. */
export const SCALARS = ["loss", "accuracy", "gradNorm", "drift"] as const;
export type Scalar = (typeof SCALARS)[number];

/** ‖∂L_T/∂h_t‖ and ‖∂L/∂h_t‖ for t = 0 … T, measured after `step` updates. */
export interface GradientSnapshot {
  readonly step: number;
  readonly last: Float32Array;
  readonly whole: Float32Array;
}

export type NewestMeasurements = Pick<
  LaneFrame,
  "at" | "slope" | "deadUnits" | "heldOut" | "floor" | "stopped"
>;

/** A lane's history as plain data, for storage. */
export interface SavedLaneHistory {
  readonly scalars: SavedTable;
  readonly radius: SavedTable;
  readonly gradients: SavedSnapshots<GradientSnapshot>;
  readonly spectra: SavedSnapshots<Spectrum>;
  readonly jacobians: SavedSnapshots<Jacobian>;
  readonly newest: NewestMeasurements | undefined;
}
export type SavedHistory = Readonly<Record<LaneKey, SavedLaneHistory>>;

/** A change of the update rule may move W between two steps: what is measured then replaces what was. */
function keepOnePerStep<T extends { readonly step: number }>(snapshots: Snapshots<T>, item: T): void {
  if (snapshots.newest?.step === item.step) snapshots.replaceNewest(item);
  else snapshots.append(item);
}

/** What is remembered of one lane: never more, however long the run. */
export class LaneHistory {
  readonly scalars = new DecimatingTable(SCALARS.length);
  /** Spectral radius, whenever it was measured. */
  readonly radius = new DecimatingTable(1);
  readonly gradients = new Snapshots<GradientSnapshot>();
  readonly spectra = new Snapshots<Spectrum>();
  readonly jacobians = new Snapshots<Jacobian>();
  newest: NewestMeasurements | undefined;

  append(frame: LaneFrame): void {
    for (let i = 0; i < frame.steps.length; i++) {
      this.scalars.append(
        frame.steps[i],
        SCALARS.map((name) => frame[name][i]),
      );
    }
    keepOnePerStep(this.gradients, { step: frame.at, last: frame.gradLast, whole: frame.gradWhole });
    const { at, slope, deadUnits, heldOut, floor, stopped } = frame;
    this.newest = { at, slope, deadUnits, heldOut, floor, stopped };
  }

  appendSpectrum(spectrum: Spectrum): void {
    this.radius.append(spectrum.step, [spectrum.spectralRadius]);
    keepOnePerStep(this.spectra, spectrum);
  }

  appendJacobian(jacobian: Jacobian): void {
    keepOnePerStep(this.jacobians, jacobian);
  }

  /**
   * Back to the state after `step` updates. The scalars of that very step are measured again as the next is made;
   * those of the initial state are told only when a run begins.
   */
  rewind(step: number): void {
    const stays = (item: { readonly step: number }) => item.step <= step;
    this.scalars.rewind(Math.max(1, step));
    this.radius.rewind(step + 1);
    for (const snapshots of [this.gradients, this.spectra, this.jacobians]) snapshots.rewind(stays);
  }

  save(): SavedLaneHistory {
    const { scalars, radius, gradients, spectra, jacobians, newest } = this;
    return {
      scalars: scalars.save(),
      radius: radius.save(),
      gradients: gradients.save(),
      spectra: spectra.save(),
      jacobians: jacobians.save(),
      newest,
    };
  }

  restore(saved: SavedLaneHistory): void {
    this.scalars.restore(saved.scalars);
    this.radius.restore(saved.radius);
    this.gradients.restore(saved.gradients);
    this.spectra.restore(saved.spectra);
    this.jacobians.restore(saved.jacobians);
    this.newest = saved.newest;
  }
}

/** The numbers of the present run. They stream, so they live outside React; see {@link RedrawQueue}. */
export class RunHistory {
  #run = -1;
  #lanes: Readonly<Record<LaneKey, LaneHistory>> = { a: new LaneHistory(), b: new LaneHistory() };

  /** Number of the run these numbers belong to; −1 before the first. */
  get run(): number {
    return this.#run;
  }

  lane(key: LaneKey): LaneHistory {
    return this.#lanes[key];
  }

  /** Takes a frame in; one of a later run ends what was remembered, one of an earlier run is dropped. */
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

  /** Back to where a checkpoint of this run was taken. */
  rewind({ lanes }: RunCheckpoint): void {
    this.#lanes.a.rewind(lanes.a.lane.step);
    this.#lanes.b.rewind(lanes.b.lane.step);
  }

  save(): SavedHistory {
    return { a: this.#lanes.a.save(), b: this.#lanes.b.save() };
  }

  /** Takes what was saved as the history of the run of this number. */
  restore({ a, b }: SavedHistory, run: number): void {
    this.clear();
    this.#run = run;
    this.#lanes.a.restore(a);
    this.#lanes.b.restore(b);
  }

  /** Forgets everything, for a worker that counts its runs from the beginning. */
  clear(): void {
    this.#run = -1;
    this.#lanes = { a: new LaneHistory(), b: new LaneHistory() };
  }
}
