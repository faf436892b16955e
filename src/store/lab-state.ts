import {
  type ConfigKey,
  DEFAULT_CONFIG,
  FIELDS,
  getField,
  KEYS,
  type RunConfig,
  type ValueOf,
  withField,
} from "../config/schema";
import { lectureSpeed, type Speed } from "../config/speed";
import type { LaneKey, PerLane } from "../lanes";
import { REFITTED } from "../training/refit";
import type { BackendReport, GpuProgress, Stop, TaskReport } from "../worker/protocol";
import type { Fork } from "./kept-run";

/** What the figure *Gradient norm through time* shows. */
export const GRADIENT_VIEWS = [
  "relative",
  "last",
  "whole",
  "heat-last",
  "heat-whole",
  "step",
  "jacobian",
  "split",
] as const;
export type GradientView = (typeof GRADIENT_VIEWS)[number];

export interface Notice {
  readonly id: number;
  readonly tone: "quiet" | "warning";
  readonly text: string;
  /** The run it speaks of; it goes with that run. Absent where it is about the page. */
  readonly run?: number;
  readonly lane?: LaneKey;
  /** Something broke: a report can be copied. */
  readonly fault?: boolean;
}

export interface LabState {
  /** What the form shows. */
  readonly config: RunConfig;
  /** What the worker runs. */
  readonly applied: RunConfig;
  readonly phase: "idle" | "preparing" | "ready" | "failed";
  /** Why there is no run, and what to try. */
  readonly failure: string | null;
  /** Whether there are numbers to draw. */
  readonly measured: boolean;
  readonly playing: boolean;
  readonly run: number;
  readonly step: number;
  /** Mean since {@link playedFrom}; 0 before the first step. */
  readonly stepsPerSecond: number;
  /** Where the run was when Play, or another speed, was last chosen. */
  readonly playedFrom: { readonly step: number; readonly at: number };
  /** The speed that was chosen here, or by the address; null where none was. */
  readonly speed: Speed | null;
  /** The one that was chosen last, on an earlier visit. */
  readonly usualSpeed: Speed | null;
  readonly stopped: PerLane<Stop | null>;
  readonly backend: BackendReport | null;
  /** How far WebGPU is while it starts, for the run that is prepared or beside the one that stands. */
  readonly gpuProgress: GpuProgress | null;
  readonly task: TaskReport | null;
  readonly notices: readonly Notice[];
  /** Where the newest checkpoint was taken; a new object with each. */
  readonly checkpointed: { readonly step: number } | null;
  /** What this run was forked from; null where it began at step 0. */
  readonly fork: Fork | null;
  readonly gradientView: GradientView;
  /** The step that is looked back at; null shows the newest moment. */
  readonly lookedAt: number | null;
  /** Earlier settings, newest last, and settings taken back, nearest last. */
  readonly past: readonly RunConfig[];
  readonly future: readonly RunConfig[];
}

/** Before anything was loaded. */
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
  notices: [],
  checkpointed: null,
  fork: null,
  gradientView: "relative",
  lookedAt: null,
  past: [],
  future: [],
};

/** The speed at which Play runs: as it was chosen, or else a lecture's pace. */
export const speedOf = ({ speed, usualSpeed, config }: LabState): Speed =>
  speed ?? usualSpeed ?? lectureSpeed(config.steps);

export interface PendingChange {
  readonly key: ConfigKey;
  readonly from: ValueOf;
  readonly to: ValueOf;
}

/** The settings that wait for a fresh start. */
export function pendingChanges({ config, applied, stopped }: LabState): PendingChange[] {
  return KEYS.filter((key) => waits(key, stopped) && getField(config, key) !== getField(applied, key)).map(
    (key) => ({ key, from: getField(applied, key), to: getField(config, key) }),
  );
}

/** Whether a setting that waits can be taken over where the run was forked, without a fresh start. */
export const fitsFork = ({ key }: PendingChange): boolean =>
  key.endsWith(".rule") || REFITTED.some((name) => key.endsWith(`.${name}`));

/** Whether a setting acts only after a fresh start: so does the rule of a lane that has stopped. */
const waits = (key: ConfigKey, stopped: LabState["stopped"]): boolean =>
  FIELDS[key].effect === "reset" ||
  (key === "a.rule" && stopped.a !== null) ||
  (key === "b.rule" && stopped.b !== null);

/** `running` with those values of `wanted` that take effect without a fresh start. */
export function withLiveFields(
  running: RunConfig,
  wanted: RunConfig,
  stopped: LabState["stopped"],
): RunConfig {
  return KEYS.filter((key) => !waits(key, stopped) && key !== "backend").reduce(
    (config, key) => withField(config, key, getField(wanted, key)),
    running,
  );
}
