import type { LaneKey } from "../lanes";
import type { JacobianMeasures } from "../math/jacobian";
import type { MatrixSpectrum } from "../math/spectrum";
import type { Eigenbasis } from "../sequence/eigenbasis";
import type { Gates } from "../sequence/gates";
import type { Inputs, Network } from "../sequence/network";
import type { TimeStep } from "../sequence/step-jacobian";
import type { Exponent, Trajectory } from "../training/probe";

/** Measurements in float64 of both networks on one held-out sequence. */
export const SEQUENCE_MEASUREMENTS = ["answers", "dependences", "states", "bases", "steps"] as const;
export type SequenceMeasurement = (typeof SEQUENCE_MEASUREMENTS)[number];
/** Measurements in float64 in parallel with training, made only while they are shown. */
export const MEASUREMENTS = ["spectra", "jacobians", ...SEQUENCE_MEASUREMENTS] as const;
export type Measurement = (typeof MEASUREMENTS)[number];

/** The W that a measurement in float64 belongs to. */
interface OfMatrix {
  readonly run: number;
  readonly lane: LaneKey;
  readonly step: number;
}

/**
 * Eigenvalues and singular values in float64 of one W or, of a gated cell, which has no such matrix, of the one-step
 * Jacobian ∂state_T/∂state_{T−1} on the first sequence of the batch.
 */
export interface Spectrum extends OfMatrix, MatrixSpectrum {
  /** Of what they are; absent in runs saved by earlier releases, which had W alone. */
  readonly of?: "W" | "one time step";
  /** ‖WW* − I‖_F; NaN for a gated cell. */
  readonly drift: number;
  readonly exponent: {
    /** Cosine between the lecture's direction and the true gradient in B; NaN if either is 0. */
    readonly cosine: number;
    /** The largest difference of B's eigenangles that enters the lecture's rule, in radians. */
    readonly largestDifference: number;
  } | null;
}

export interface SpectrumRequest extends OfMatrix {
  readonly complex: boolean;
  /** n×n, row-major; a complex W in its real form [[R, −I], [I, R]]. */
  readonly w: Float32Array;
  readonly exponent: Exponent | null;
  /** The last time step, if the cell is gated. */
  readonly gated?: { readonly network: Network; readonly last: TimeStep };
}

/** ∂h_T/∂h_t of one sequence, in float64; of a gated cell ∂state_T/∂state_t. */
export interface Jacobian extends OfMatrix, JacobianMeasures {}

export interface JacobianRequest extends OfMatrix {
  readonly network: Network;
  readonly trajectory: Trajectory;
}

/** The network and the held-out sequence that a measurement belongs to. */
interface OfSequence extends OfMatrix {
  /** Number of the sequence in the held-out set, from 1. */
  readonly sequence: number;
}

/** What a network does with one sequence, and what its answer y_s depends on. */
export interface Answers extends OfSequence {
  /** h_0 … h_T, [T+1, w] row-major; a complex h as [Re h; Im h]. */
  readonly states: Float64Array;
  /** The values of a gated cell; absent in runs saved by earlier releases. */
  readonly gates?: Gates;
  /** y_1 … y_T, [T, o]; before softmax. */
  readonly outputs: Float64Array;
  /** s, from 1 to T. */
  readonly answer: number;
  /** ‖∂y_s/∂x_t‖_F, t = 1 … T, and ‖∂y_s/∂h_t‖_F, t = 0 … T; 0 for t > s. */
  readonly onInputs: Float64Array;
  readonly onStates: Float64Array;
  /** ‖∂L_T/∂h_t‖, t = 0 … T, of the loss of the last answer of this sequence. */
  readonly lossGradients: Float64Array;
}

/** ‖∂y_s/∂x_t‖_F of the answers. */
export interface Dependences extends OfSequence {
  /** Distance k between the answers s = T, T − k, …: 1 unless all would take too long. */
  readonly every: number;
  /** [S, T] row-major: a row per answer, s ascending; column t − 1; 0 for t > s. */
  readonly norms: Float64Array;
}

/** Views of the hidden states h_0 … h_T. */
export interface HiddenStates extends OfSequence {
  /** ‖h_t − h′_t‖ to the states of a sequence that differs in the first input only, [T+1]. */
  readonly distances: Float64Array;
  /** Coordinates along the two leading principal components, [T+1, 2], and their shares of the variance. */
  readonly plane: { readonly points: Float64Array; readonly shares: readonly [number, number] };
}

/** Eigenvalues λ_k in ascending order of arg λ, and the coordinates |c_k(t)| and arg c_k(t) of h_t; see {@link Eigenbasis}. */
export type BasisStates = Pick<Eigenbasis, "re" | "im" | "modulus" | "phase">;

/** The hidden states in the eigenbasis of W, which for large W takes far longer than their other views. */
export interface Bases extends OfSequence {
  /** The states in the eigenbasis of W; null if W has none that is well conditioned. */
  readonly basis: BasisStates | null;
}

/** The one-step Jacobian ∂state_t/∂state_{t−1} of one sequence, and its eigenvalues. */
export interface StepSpectrum extends OfSequence {
  /** t, from 1 to T. */
  readonly answer: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Largest |λ|. */
  readonly spectralRadius: number;
}

/** The measurements of a sequence by their kind. */
export interface SequenceMeasures {
  readonly answers: Answers;
  readonly dependences: Dependences;
  readonly states: HiddenStates;
  readonly bases: Bases;
  readonly steps: StepSpectrum;
}

/** The answer to a {@link SequenceRequest}. */
export type SequenceResult = {
  readonly [Kind in SequenceMeasurement]: {
    readonly wanted: Kind;
    readonly measured: SequenceMeasures[Kind];
  };
}[SequenceMeasurement];

export interface SequenceRequest extends OfSequence {
  readonly wanted: SequenceMeasurement;
  readonly network: Network;
  readonly inputs: Inputs;
  /** The same inputs but for the first. */
  readonly changed: Inputs;
  /** The target of the last answer: a class, or real numbers. */
  readonly target: number | Float32Array;
  /** s of the answer whose dependence is wanted, and t of the one-step Jacobian. */
  readonly answer: number;
}
