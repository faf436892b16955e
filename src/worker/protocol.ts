/**
 * The messages between the page and the training worker. Types only.
 * Arrays are transferred as typed arrays; each frame has the scalars since the last one and the newest vectors, so no
 * message grows with the run.
 */

import type { Change } from "../config/changes";
import type { BackendId, RunConfig } from "../config/schema";
import type { PerLane } from "../lanes";
import type { Batch, Task, TaskMaker } from "../tasks/task";
import type { LaneChange, LaneSettings } from "../training/lane-changes";
import type { Checkpoint, Moment } from "../training/lane-trainer";
import type { ArrayOf } from "../training/portable";
import type { Stop } from "../training/stop";
import type { DevFault } from "./dev-fault";

export type * from "./measurements";
export type { Moment, Stop };

export type RunningBackend = Exclude<BackendId, "auto">;

/** The progress of a worker in starting WebGPU. Each report also shows that the worker is alive. */
export interface GpuProgress {
  readonly stage: "opening" | "compiling" | "checking" | "timing" | "building";
  /** Programs compiled and in total; both are 0 in the other stages. */
  readonly done: number;
  readonly of: number;
  /** How long the worker may be silent from now on, in ms; null if it is not working on WebGPU. */
  readonly limit: number | null;
}

/** A backend that must not be tried again, and why. */
export interface Avoided {
  readonly backend: RunningBackend;
  readonly why: string;
}

/** Both lanes at a point of a run: everything that their next steps depend on. */
export interface RunCheckpoint {
  readonly run: number;
  /** The step of the lane that is furthest. A stopped lane is saved as it was before, and stops again by itself. */
  readonly step: number;
  readonly lanes: PerLane<Checkpoint>;
  /** The step at which settings first changed since the previous checkpoint, which reproduces steps up to this one only. */
  readonly changedAt: number | null;
}

/** What a new worker must know about the site and about earlier workers. */
interface WorkerSetup {
  readonly siteBase: string;
  readonly avoid: readonly Avoided[];
}

/** Steps per second; null for full speed. */
export type Pace = number | null;

/** A lane as it was after `step` updates, reproduced by making the steps since a checkpoint. */
export interface EarlierLane {
  readonly from: Checkpoint;
  readonly step: number;
}

export type Request =
  /** Builds both lanes from the config, at step 0. Answered by `progress` if WebGPU starts, `ready`, then a frame. */
  | ({
      readonly type: "load";
      readonly config: RunConfig;
      /** The changes of settings that are planned; none, if absent. */
      readonly coming?: readonly Change[] | undefined;
      /** Whether `auto` ignores WebGPU, because another worker tries it in the meantime. */
      readonly gpuLater?: boolean;
    } & WorkerSetup)
  /**
   * Finds out whether `auto` would take WebGPU for this config. Answered by `progress`, then `verdict`; if it would,
   * WebGPU is ready for a `reset`.
   */
  | ({
      readonly type: "try webgpu";
      readonly config: RunConfig;
      /** The newest run of the worker that this one may replace. */
      readonly run: number;
    } & WorkerSetup)
  /** Continues from a checkpoint, under the checkpoint's run number. Answered like `load`. */
  | ({
      readonly type: "resume";
      readonly checkpoint: RunCheckpoint;
      /** The backend that the checkpoint was taken on: the first choice, since the next steps are bit-identical only there. */
      readonly backend: RunningBackend;
      /** The step to reach before the first frame; the run is then paused there. */
      readonly upTo: number;
      /** The user's own text that the run began with; that which is saved now, if absent. */
      readonly ownText?: string | undefined;
    } & WorkerSetup)
  /**
   * Changes values that act on the next step: lr, rules, exp, optimisers' rates, steps; and replaces what is planned.
   * Never restarts the run. Planned changes of earlier steps have been made, even if the config does not have them yet.
   */
  | { readonly type: "adjust"; readonly config: RunConfig; readonly coming?: readonly Change[] | undefined }
  /** Trains until the run's length is reached, or the step `until`. */
  | { readonly type: "play"; readonly pace: Pace; readonly until?: number | undefined }
  /** Changes the pace; the run stays playing or paused. */
  | { readonly type: "pace"; readonly pace: Pace }
  | { readonly type: "pause" }
  | { readonly type: "step" }
  /** Starts again from the same initial weights, with the given config. */
  | { readonly type: "reset"; readonly config: RunConfig; readonly coming?: readonly Change[] | undefined }
  /** Exports the run as it is, or each lane recomputed as it was at an earlier moment. Answered by `exported`. */
  | { readonly type: "export"; readonly at: PerLane<EarlierLane> | null }
  /** Understood in development builds only. */
  | { readonly type: "cause fault"; readonly fault: DevFault };

/** The time of a real step of the loaded config on one backend. */
export interface BackendTiming {
  readonly backend: Exclude<BackendId, "auto">;
  /** Mean of one step of both networks, trained as the backend would train them. */
  readonly milliseconds: number;
}

/** A backend that is not used, and why. */
export interface Rejected {
  readonly backend: RunningBackend;
  readonly why: string;
  /** Whether trying it again may succeed: the page then offers it. */
  readonly again?: boolean;
}

/** Why a backend was chosen. */
interface Reasons {
  /** Why this backend was chosen, as a clause. */
  readonly why: string;
  /** Backends that were tried and not used. */
  readonly rejected: readonly Rejected[];
  /** The measurements, if the choice was made by timing. */
  readonly timings: readonly BackendTiming[];
}

export interface BackendReport extends Reasons {
  readonly running: RunningBackend;
  /** The device's own name, e.g. "NVIDIA …" or "WebAssembly SIMD". */
  readonly adapter: string;
}

/** The outcome of trying WebGPU beside the backend that runs. */
export interface GpuVerdict extends Reasons {
  /** Whether `auto` would take WebGPU. */
  readonly preferred: boolean;
  /** Whether the verdict is the same for every config. */
  readonly final: boolean;
}

/** The properties of a task that the page shows. */
export type TaskReport = Pick<
  Task,
  "label" | "description" | "steps" | "inputs" | "outputs" | "head" | "baseline" | "symbols" | "data"
> &
  Pick<TaskMaker, "drawnAs">;

/** One lane's part of a frame: everything measured since the last one. */
export interface LaneFrame {
  /** Updates made when the scalars were measured, each on the batch of the next step: 0 is the initial state. */
  readonly steps: Float64Array;
  /** Mean loss of that batch. The scalar arrays are parallel. */
  readonly loss: Float64Array;
  readonly accuracy: Float64Array;
  /** ‖∂L/∂W‖_F. */
  readonly gradNorm: Float64Array;
  /** ‖WW* − I‖_F as computed on the device, in float32. */
  readonly drift: Float64Array;
  /** Moments measured in full, including the current one unless an earlier frame had it. Some are measured late. */
  readonly moments: readonly Moment[];
  /** Steps of the last moments before the lane stopped, oldest first; empty if it has not stopped. */
  readonly lastFinite: readonly number[];
  readonly complex: boolean;
  readonly stopped: Stop | null;
  /** One-time remarks, e.g. how far W moved when it was projected. */
  readonly notes: readonly { readonly step: number; readonly text: string }[];
  /** Changes of the lane's settings since the last frame. */
  readonly changes: readonly LaneChange[];
}

export interface Frame {
  /** Increases with every load or reset; a frame of an older run must be dropped. */
  readonly run: number;
  readonly step: number;
  readonly playing: boolean;
  readonly lanes: PerLane<LaneFrame>;
}

export interface ExportedLane {
  readonly rule: string;
  /** The settings that the lane began with, and those that it has now. */
  readonly begun: LaneSettings;
  readonly settings: LaneSettings;
  readonly changes: readonly LaneChange[];
  /** Updates that made the weights; for a stopped lane, the last step at which everything was finite. */
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
      /** The sequences on which both networks are tested. */
      readonly heldOut: Batch;
      /** The user's own text, if the run reads it. */
      readonly ownText?: string | undefined;
    }
  | { readonly type: "progress"; readonly progress: GpuProgress }
  | { readonly type: "verdict"; readonly verdict: GpuVerdict }
  | { readonly type: "frame"; readonly frame: Frame }
  /** Sent at least every second or every 50 steps; the frame before it has every scalar up to its step. */
  | { readonly type: "checkpoint"; readonly checkpoint: RunCheckpoint }
  | {
      readonly type: "exported";
      /** The config of the weights, even if the page's has changed since. */
      readonly config: RunConfig;
      readonly lanes: PerLane<ExportedLane>;
      /** The batch of the first step. */
      readonly batch: Batch;
    }
  /** Neither the device nor this worker can be used any more. */
  | { readonly type: "lost"; readonly backend: RunningBackend; readonly message: string }
  /** A request failed. After `play`, `step` or `resume` the state of the worker cannot be trusted. */
  | { readonly type: "failed"; readonly during: Request["type"]; readonly message: string };
