/** The messages between the page and a worker that trains experiments. */
import type { TrainingCurve } from "../experiments/curve";
import type { PlannedRun } from "../experiments/expand";
import type { Row } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import type { OwnData } from "../own-data/own-data";
import type { ArrayOf } from "../training/portable";

/** The backend of every run of a plan: others round differently. */
export const PLAN_BACKEND = "wasm";

export type Weights = Readonly<Record<string, ArrayOf>>;

export type ExperimentRequest =
  /** The user's own data, for the runs that follow. */
  | { readonly type: "data"; readonly data: OwnData }
  /** Trains one run to its end. Answered by `progress` from time to time, and by `done`. */
  | {
      readonly type: "run";
      readonly run: PlannedRun;
      readonly plan: string;
      readonly siteBase: string;
      /** The checkpoint to continue from, if there is one. */
      readonly from: RunCheckpoint | null;
    }
  /** Pauses after the current step; the run stays in memory. */
  | { readonly type: "pause" }
  | { readonly type: "resume" };

export type ExperimentResponse =
  /** The worker computes on {@link PLAN_BACKEND}, and trains its run. */
  | { readonly type: "started"; readonly id: string }
  /** The worker cannot start {@link PLAN_BACKEND}, for this reason, and trains nothing. */
  | { readonly type: "unable"; readonly id: string; readonly why: string }
  | {
      readonly type: "progress";
      readonly id: string;
      readonly step: number;
      readonly loss: number;
      readonly accuracy: number;
      readonly curve: TrainingCurve;
    }
  | { readonly type: "checkpoint"; readonly id: string; readonly checkpoint: RunCheckpoint }
  /** `weights` are those of a network that can write text, else null. */
  | { readonly type: "done"; readonly id: string; readonly row: Row; readonly weights: Weights | null };
