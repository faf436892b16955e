/**
 * What page and training worker say to each other. Types only.
 * Arrays travel as transferred typed arrays; each frame has the scalars since the last one and the newest
 * vectors, so no message grows with the run.
 */

import type { BackendId, RunConfig } from "../config/schema";
import type { LaneKey, PerLane } from "../lanes";
import type { JacobianMeasures } from "../math/jacobian";
import type { MatrixSpectrum } from "../math/spectrum";
import type { Task } from "../tasks/task";
import type { Checkpoint, Moment } from "../training/lane-trainer";
import type { ArrayOf } from "../training/portable";
import type { Exponent, Trajectory } from "../training/probe";
import type { Stop } from "../training/stop";
import type { DevFault } from "./dev-fault";

export type { Moment, Stop };

export type RunningBackend = Exclude<BackendId, "auto">;

/** How far a worker is with starting WebGPU. Each one is a sign of life. */
export interface GpuProgress {
  readonly stage: "opening" | "compiling" | "checking" | "timing" | "building";
  /** Programs that are compiled, of how many; 0 of 0 in the other stages. */
  readonly done: number;
  readonly of: number;
  /** In ms, how long it may be silent from now on; null where it works on something else than WebGPU. */
  readonly limit: number | null;
}

/** A backend that is not to be tried again, and why. */
export interface Avoided {
  readonly backend: RunningBackend;
  readonly why: string;
}

/** Both lanes in the middle of a run: everything that their next steps depend on. */
export interface RunCheckpoint {
  readonly run: number;
  /** Of the lane that is furthest. A lane that had stopped is kept as it was before, and stops again by itself. */
  readonly step: number;
  readonly lanes: PerLane<Checkpoint>;
  /** Where settings first changed since the checkpoint before: up to there its steps can be made again. */
  readonly changedAt: number | null;
}

/** What a fresh worker has to know of the site and of the workers before it. */
interface Setting {
  readonly siteBase: string;
  readonly avoid: readonly Avoided[];
}

/** Steps per second; null for as many as can be made. */
export type Pace = number | null;

/** A lane as it was after `step` updates: what those since a checkpoint make of it. */
export interface EarlierLane {
  readonly from: Checkpoint;
  readonly step: number;
}

export type Request =
  /** Builds both lanes from the config, at step 0. Answered by `progress` where WebGPU starts, `ready`, then a frame. */
  | ({
      readonly type: "load";
      readonly config: RunConfig;
      /** Whether `auto` takes no notice of WebGPU, because another worker tries it meanwhile. */
      readonly gpuLater?: boolean;
    } & Setting)
  /**
   * Finds out whether `auto` would take WebGPU for this config. Answered by `progress`, then `verdict`; if it would,
   * WebGPU is ready for a `reset`.
   */
  | ({
      readonly type: "try webgpu";
      readonly config: RunConfig;
      /** The newest run of the worker in whose place this one may come. */
      readonly run: number;
    } & Setting)
  /** Goes on where a checkpoint was taken, under the checkpoint's run number. Answered as `load` is. */
  | ({
      readonly type: "resume";
      readonly checkpoint: RunCheckpoint;
      /** The backend that the checkpoint was taken on, the first choice: only there are the next steps the same bits. */
      readonly backend: RunningBackend;
      /** Steps to make before the first frame: the run then stands there. */
      readonly upTo: number;
    } & Setting)
  /** Values that act on the next step: lr, rules, exp, optimisers' rates, steps. Never restarts the run. */
  | { readonly type: "adjust"; readonly config: RunConfig }
  | { readonly type: "play"; readonly pace: Pace }
  /** Another pace; the run plays or stands as before. */
  | { readonly type: "pace"; readonly pace: Pace }
  | { readonly type: "pause" }
  | { readonly type: "step" }
  /** The same initial weights again, with the config given. */
  | { readonly type: "reset"; readonly config: RunConfig }
  /** Answered by `exported`: the run as it is, or each lane as it was at an earlier moment, made again. */
  | { readonly type: "export"; readonly at: PerLane<EarlierLane> | null }
  /** Understood in development builds only. */
  | { readonly type: "cause fault"; readonly fault: DevFault };

/** Real steps of the config that was loaded, timed on one backend. */
export interface BackendTiming {
  readonly backend: Exclude<BackendId, "auto">;
  /** Mean of one step of both networks, trained as the backend would train them. */
  readonly milliseconds: number;
}

/** A backend that is not used, and why. */
export interface Rejected {
  readonly backend: RunningBackend;
  readonly why: string;
  /** Whether it may go well another time: the page then offers it. */
  readonly again?: boolean;
}

/** What speaks for the backend that runs. */
interface Reasons {
  /** Why this one, in a sentence. */
  readonly why: string;
  /** What was tried and not used. */
  readonly rejected: readonly Rejected[];
  /** Where the choice was made by measurement, what was measured. */
  readonly timings: readonly BackendTiming[];
}

export interface BackendReport extends Reasons {
  readonly running: RunningBackend;
  /** The device's own name, e.g. "NVIDIA …" or "WebAssembly SIMD". */
  readonly adapter: string;
}

/** What came of trying WebGPU beside the backend that runs. */
export interface GpuVerdict extends Reasons {
  /** Whether `auto` would take it. */
  readonly preferred: boolean;
  /** Whether it would be the same for every config. */
  readonly final: boolean;
}

/** What the page shows of a task. */
export type TaskReport = Pick<
  Task,
  "label" | "description" | "steps" | "inputs" | "outputs" | "head" | "baseline"
>;

/** One lane's part of a frame: what was measured since the last one. */
export interface LaneFrame {
  /** Updates made when the scalars were measured, each on the batch of the next step: 0 is the initial state. */
  readonly steps: Float64Array;
  /** Mean loss of that batch. The scalar arrays are parallel. */
  readonly loss: Float64Array;
  readonly accuracy: Float64Array;
  /** ‖∂L/∂W‖_F. */
  readonly gradNorm: Float64Array;
  /** ‖WW* − I‖_F as the device has it, in float32. */
  readonly drift: Float64Array;
  /** Those measured in full; the present one among them, unless an earlier frame had it. Some are measured late. */
  readonly moments: readonly Moment[];
  /** Steps of the last moments before the lane stopped, oldest first; none before it has. */
  readonly lastFinite: readonly number[];
  readonly complex: boolean;
  readonly stopped: Stop | null;
  /** One-time remarks, e.g. how far W moved when it was projected. */
  readonly notes: readonly { readonly step: number; readonly text: string }[];
}

export interface Frame {
  /** Goes up with every load or reset; a frame of an older run is to be dropped. */
  readonly run: number;
  readonly step: number;
  readonly playing: boolean;
  readonly lanes: PerLane<LaneFrame>;
}

/** What is measured in float64 beside the training, and only while somebody looks at it. */
export type Measurement = "spectra" | "jacobians";

/** Which W a measurement in float64 is of. */
interface OfMatrix {
  readonly run: number;
  readonly lane: LaneKey;
  readonly step: number;
}

/** Eigenvalues and singular values of one W, in float64. */
export interface Spectrum extends OfMatrix, MatrixSpectrum {
  /** ‖WW* − I‖_F. */
  readonly drift: number;
  readonly exponent: {
    /** Between the deck's direction and the true gradient in B; NaN where either is 0. */
    readonly cosine: number;
    /** The largest difference of B's eigenangles that enters the deck's rule, radians. */
    readonly largestDifference: number;
  } | null;
}

export interface SpectrumRequest extends OfMatrix {
  readonly complex: boolean;
  /** n×n row-major; a complex W as the real [[R, −I], [I, R]]. */
  readonly w: Float32Array;
  readonly exponent: Exponent | null;
}

/** ∂h_T/∂h_t of one sequence, in float64. */
export interface Jacobian extends OfMatrix, JacobianMeasures {}

export interface JacobianRequest extends OfMatrix {
  readonly w: Float32Array;
  readonly trajectory: Trajectory;
}

export interface ExportedLane {
  readonly rule: string;
  /** Updates that made the weights; of a lane that stopped, the last at which everything was finite. */
  readonly step: number;
  readonly complex: boolean;
  readonly gradientNormThroughTime: Float32Array;
  readonly weights: Readonly<Record<string, ArrayOf>>;
  readonly initial: {
    readonly weights: Readonly<Record<string, ArrayOf>>;
    readonly loss: number;
    readonly gradW: ArrayOf;
  };
}

export type Response =
  | {
      readonly type: "ready";
      readonly run: number;
      readonly backend: BackendReport;
      readonly task: TaskReport;
    }
  | { readonly type: "progress"; readonly progress: GpuProgress }
  | { readonly type: "verdict"; readonly verdict: GpuVerdict }
  | { readonly type: "frame"; readonly frame: Frame }
  /** At least every second or 50 steps; the frame before it has every scalar up to its step. */
  | { readonly type: "checkpoint"; readonly checkpoint: RunCheckpoint }
  | {
      readonly type: "exported";
      /** What the lanes were trained with, whatever the page has been told since. */
      readonly config: RunConfig;
      readonly lanes: PerLane<ExportedLane>;
      readonly batch: { readonly inputs: ArrayOf; readonly targets: ArrayOf; readonly stepWeights: ArrayOf };
    }
  /** The device is of no more use, nor is this worker. */
  | { readonly type: "lost"; readonly backend: RunningBackend; readonly message: string }
  /** What was asked for could not be done. After `play`, `step` or `resume` the worker is not to be trusted. */
  | { readonly type: "failed"; readonly during: Request["type"]; readonly message: string };
