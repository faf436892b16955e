import type { LaneKey } from "../../lanes";
import { DEFAULT_CONFIG, type RunConfig } from "../schema";

/** How the runs of one rule ended, as numbers of seeds. */
export interface Endings {
  /** Seeds whose held-out loss at the last step is below a tenth of the baseline. */
  readonly learned: number;
  /** Seeds at which a number became non-finite before the last step. */
  readonly stopped: number;
}

/** Measurements of lane B at one learning rate, on both sides of its *Update rule* switch. */
export interface SwitchMeasured {
  readonly lr: number;
  /** The number of runs per rule, with seeds 1, 2, … */
  readonly seeds: number;
  readonly naive: Endings;
  readonly exp: Endings;
}

/** A recipe that shows one thing, as differences from the default config. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What to watch for, in one sentence. */
  readonly shows: string;
  /** What to watch for, in a few words that follow a sentence on the task. */
  readonly watch: string;
  readonly settings: Omit<Partial<RunConfig>, LaneKey> & {
    readonly a?: Partial<RunConfig["a"]>;
    readonly b?: Partial<RunConfig["b"]>;
  };
  /** Measurements of lane B by increasing learning rate, which `npm run docs:numbers` makes. */
  readonly atRates?: readonly SwitchMeasured[];
}

/** The full config of a preset. The backend is a property of the machine and is taken from `kept`. */
export function presetConfig(preset: Preset, kept: Pick<RunConfig, "backend"> = DEFAULT_CONFIG): RunConfig {
  const { a, b, ...run } = preset.settings;
  return {
    ...DEFAULT_CONFIG,
    backend: kept.backend,
    ...run,
    a: { ...DEFAULT_CONFIG.a, ...a },
    b: { ...DEFAULT_CONFIG.b, ...b },
  };
}
