import type { Change } from "../config/changes";
import { takesOver } from "../config/fit-lanes";
import {
  type ConfigKey,
  DEFAULT_CONFIG,
  FIELDS,
  getField,
  KEYS,
  type RuleId,
  type RunConfig,
  type ValueOf,
  withField,
} from "../config/schema";
import { lectureSpeed, type Speed } from "../config/speed";
import type { EigenvalueView, GradientView, SequenceView, StatesShown, Views } from "../config/views";
import { LANE_KEYS, type LaneKey, type PerLane } from "../lanes";
import { RULES } from "../rules";
import type { Batch } from "../tasks/task";
import { REFITTED } from "../training/refit";
import type { BackendReport, GpuProgress, Stop, TaskReport } from "../worker/protocol";
import type { Fork } from "./saved-run";

export * from "../config/views";

export interface Notice {
  readonly id: number;
  readonly tone: "quiet" | "warning";
  readonly text: string;
  /** The run that the notice is about; the notice disappears with that run. Absent if it is about the page. */
  readonly run?: number;
  readonly lane?: LaneKey;
  /** Whether it reports a fault, so that a fault report can be copied. */
  readonly fault?: boolean;
}

export interface LabState {
  /** The settings that the form shows. */
  readonly config: RunConfig;
  /** The settings that the worker trains with. */
  readonly applied: RunConfig;
  readonly phase: "idle" | "preparing" | "ready" | "failed";
  /** Why there is no run, as a sentence; null if there is one. */
  readonly failure: string | null;
  /** Whether there are measurements to draw. */
  readonly measured: boolean;
  readonly playing: boolean;
  readonly run: number;
  readonly step: number;
  /** The mean since {@link playedFrom}; 0 before the first step. */
  readonly stepsPerSecond: number;
  /** Step and time when Play or a speed was last chosen. */
  readonly playedFrom: { readonly step: number; readonly at: number };
  /** The speed chosen on this page or by the address; null if none was. */
  readonly speed: Speed | null;
  /** The speed chosen last on an earlier visit. */
  readonly usualSpeed: Speed | null;
  readonly stopped: PerLane<Stop | null>;
  readonly backend: BackendReport | null;
  /** Progress while WebGPU starts, for the run being prepared or beside the current one. */
  readonly gpuProgress: GpuProgress | null;
  readonly task: TaskReport | null;
  /** The sequences on which both networks are tested. */
  readonly heldOut: Batch | null;
  /** Number of the held-out sequence that is shown, from 1. */
  readonly sequence: number;
  /** Time step of the answer whose dependence is shown; null for the last. */
  readonly answer: number | null;
  /** Time step that is pointed at while a chart measures one; null shows that of the answer. */
  readonly pointedTime: number | null;
  readonly sequenceView: SequenceView;
  readonly statesShown: StatesShown;
  readonly notices: readonly Notice[];
  /** The step of the newest checkpoint; a new object for each checkpoint. */
  readonly checkpointed: { readonly step: number } | null;
  /** The changes of settings in mid-run so far, by step, and those that are planned. */
  readonly changes: readonly Change[];
  readonly coming: readonly Change[];
  /** The fork that started this run; null if the run started at step 0. */
  readonly fork: Fork | null;
  readonly gradientView: GradientView;
  readonly eigenvalueView: EigenvalueView;
  /** The earlier step that the page shows; null shows the newest moment. */
  readonly lookedAt: number | null;
  /** Settings for undo, newest last, and for redo, nearest last. */
  readonly past: readonly RunConfig[];
  readonly future: readonly RunConfig[];
}

/** The state before anything was loaded. */
export const INITIAL: LabState = {
  config: DEFAULT_CONFIG,
  applied: DEFAULT_CONFIG,
  phase: "idle",
  failure: null,
  measured: false,
  playing: false,
  run: -1,
  step: 0,
  stepsPerSecond: 0,
  playedFrom: { step: 0, at: 0 },
  speed: null,
  usualSpeed: null,
  stopped: { a: null, b: null },
  backend: null,
  gpuProgress: null,
  task: null,
  heldOut: null,
  sequence: 1,
  answer: null,
  pointedTime: null,
  sequenceView: "answers",
  statesShown: "units",
  notices: [],
  checkpointed: null,
  changes: [],
  coming: [],
  fork: null,
  gradientView: "relative",
  eigenvalueView: "matrix",
  lookedAt: null,
  past: [],
  future: [],
};

/** The view that each figure shows. */
export const viewsOf = (state: LabState): Required<Views> => ({
  gradient: state.gradientView,
  eigenvalues: state.eigenvalueView,
  sequence: state.sequenceView,
  states: state.statesShown,
});

/** The speed at which Play runs: the chosen one, or else a lecture's pace. */
export const speedOf = ({ speed, usualSpeed, config }: LabState): Speed =>
  speed ?? usualSpeed ?? lectureSpeed(config.steps);

export interface PendingChange {
  readonly key: ConfigKey;
  readonly from: ValueOf;
  readonly to: ValueOf;
}

/** The changed settings that take effect only when both networks are rebuilt. */
export function pendingChanges({ config, applied, stopped }: LabState): PendingChange[] {
  return KEYS.filter(
    (key) => needsReset(key, applied, config, stopped) && getField(config, key) !== getField(applied, key),
  ).map((key) => ({ key, from: getField(applied, key), to: getField(config, key) }));
}

/** Whether a pending setting can be applied at the fork's starting point, without rebuilding from step 0. */
export const fitsFork = ({ key, from, to }: PendingChange): boolean =>
  (key.endsWith(".rule") && RULES[from as RuleId].diagonal === RULES[to as RuleId].diagonal) ||
  REFITTED.some((name) => key.endsWith(`.${name}`));

/**
 * Whether a setting takes effect only when the networks are rebuilt, as does the rule of a lane that has stopped, or one
 * that cannot train the numbers of the lane as it is.
 */
const needsReset = (
  key: ConfigKey,
  running: RunConfig,
  wanted: RunConfig,
  stopped: LabState["stopped"],
): boolean =>
  FIELDS[key].effect === "reset" ||
  LANE_KEYS.some(
    (lane) =>
      key === `${lane}.rule` && (stopped[lane] !== null || !takesOver(running[lane], wanted[lane].rule)),
  );

/** `running` with those values of `wanted` that take effect without rebuilding the networks. */
export function withLiveFields(
  running: RunConfig,
  wanted: RunConfig,
  stopped: LabState["stopped"],
): RunConfig {
  return KEYS.filter((key) => !needsReset(key, running, wanted, stopped) && key !== "backend").reduce(
    (config, key) => withField(config, key, getField(wanted, key)),
    running,
  );
}
