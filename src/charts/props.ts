import type { PerLane } from "../lanes";
import type { Jacobian, Stop } from "../worker/protocol";
import type { LaneLook } from "./lanes";
import type { Prediction } from "./sketch-pad";

/** Parallel arrays, x ascending; at most about 500 points. y may hold NaN and ±Infinity, which are shown as such. */
export interface Line {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What a saved picture of a chart says beside the chart itself. */
export interface PictureLabel {
  /** Names of what is drawn as the two lanes are; absent where nothing is, or where names stand beside the lines. */
  readonly lanes?: PerLane<string> | undefined;
  /** How they look, if not as the lanes do. */
  readonly looks?: readonly LaneLook[];
  /**
   * What a lane's name stands beside in a saved picture: a piece of its line (also where nothing is said) or its mark;
   * false where a picture's lines are not the two lanes and have their names beside them.
   */
  readonly legend?: "lines" | "marks" | false;
  /** What the picture is of, for file names: a preset, "custom", a screen. */
  readonly preset: string;
  /** Absent where nothing goes step by step. */
  readonly step?: number;
  /** One line of parameters for the caption of an exported picture. */
  readonly parameters: string;
  /** What brings the picture back to the page, as JSON text, embedded in exported PNGs. */
  readonly configJson: string;
}

/** What every chart needs to know of the run to label itself and its exports. */
export interface RunLabel extends PictureLabel {
  /** Short lane names, e.g. { a: "RNN", b: "Unitary" }. */
  readonly lanes: PerLane<string>;
  readonly step: number;
  /** The step at which one lane was copied into the other's place. */
  readonly forkedAt?: number;
  /** Steps that the run is to have, where that is known. */
  readonly length?: number;
}

/** Figure: *Gradient norm through time*. */
export interface GradientThroughTimeProps {
  readonly run: RunLabel;
  /** In the view "relative" the norms of "last" are drawn as shares of the one at t = T. */
  readonly view: "relative" | "last" | "whole";
  readonly lanes: PerLane<{
    /** ‖∂L_T/∂h_t‖ (views "relative" and "last") or ‖∂L/∂h_t‖ (view "whole"), t = 0 … T. */
    readonly norms: ArrayLike<number>;
    /**
     * Growth per step back in time that the theory allows, from the slopes σ′ that occurred: σ_max(W)·max σ′ and
     * σ_min(W)·min σ′ (0 where a unit was dead: then nothing is said from below); the bound at
     * t is norms[T]·factor^(T−t). Absent until the singular values are known, and for the view "whole".
     */
    readonly bounds?: { readonly upper: number; readonly lower: number };
    readonly stopped: Stop | null;
    /** The step at which the norms were measured, if that is not the step shown. */
    readonly measuredAt?: number;
  }>;
}

/** Figure: *Gradient norm through time*, in its views of ∂h_T/∂h_t, for one sequence. */
export interface JacobianProps {
  readonly run: RunLabel;
  /** The product itself, or W and σ′ each alone. */
  readonly view: "jacobian" | "split";
  /** T. */
  readonly steps: number;
  readonly lanes: PerLane<{
    /** Null until it is measured. */
    readonly measures: Pick<Jacobian, "times" | "whole" | "matrix" | "slopes" | "bounds"> | null;
    /** The step at which it was, where that is not the one shown. */
    readonly measuredAt?: number;
    readonly stopped: Stop | null;
  }>;
}

/** A scalar against the step: *Gradient norm through time* in its view by step, *Unitarity drift*, *Loss*, *Accuracy*. */
export interface ByStepProps {
  readonly run: RunLabel;
  readonly lanes: PerLane<{
    readonly line: Line;
    readonly stopped: Stop | null;
    /** The value at `run.step`; null where the lane had stopped by then, or was not measured. */
    readonly now: number | null;
  }>;
  /** What somebody foretold of this chart. */
  readonly prediction?: Prediction | undefined;
}
export interface DriftProps extends ByStepProps {
  /** What float32 rounding alone explains, per lane. */
  readonly floor: number;
}
export interface LossProps extends ByStepProps {
  /** What is measured, where the chart's name alone would mislead, e.g. “mean squared error”. */
  readonly measure?: string;
  readonly baseline: { readonly value: number; readonly name: string };
  /** The newest loss or accuracy on sequences never trained on. */
  readonly heldOut: PerLane<{ readonly step: number; readonly value: number }>;
}

/** Figure: *Eigenvalues*. */
export interface EigenvaluesProps {
  readonly run: RunLabel;
  readonly lanes: PerLane<{
    readonly re: ArrayLike<number>;
    readonly im: ArrayLike<number>;
    readonly spectralRadius: number;
    /** Earlier spectra, oldest first, at most 12. */
    readonly trail: readonly { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> }[];
    /** The step at which the spectrum was measured, if that is not the step shown. */
    readonly measuredAt?: number;
  } | null>;
}

/** Figure: *Gradient norm through time*, as a heat map over the steps of the run and t. */
export interface HeatMapProps {
  readonly run: RunLabel;
  readonly view: "last" | "whole";
  /** Oldest first, each with the norms for t = 0 … T. */
  readonly lanes: PerLane<readonly { readonly step: number; readonly norms: ArrayLike<number> }[]>;
}
