import type { Frame, Jacobian, LaneFrame, LaneKey, Spectrum } from "../worker/protocol";
import { DecimatingTable } from "./decimating-table";
import { Snapshots } from "./snapshots";

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

  /** Forgets everything, for a worker that counts its runs from the beginning. */
  clear(): void {
    this.#run = -1;
    this.#lanes = { a: new LaneHistory(), b: new LaneHistory() };
  }
}
