import type { LaneKey } from "../../lanes";
import { DEFAULT_CONFIG, type RunConfig } from "../schema";

/** How the runs of one rule ended, as a count of seeds. */
export interface Endings {
  /** Held-out loss at the last step below a tenth of what is reached without memory. */
  readonly learned: number;
  /** Something ceased to be finite before the last step. */
  readonly stopped: number;
}

/** What lane B does at one learning rate under either side of its *Update rule* switch, measured. */
export interface SwitchMeasured {
  readonly lr: number;
  /** Runs of each, seeds 1, 2, … */
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
  /** What the numbers should be on any seed, as `npm run presets` measures them; losses are on held-out sequences. */
  readonly expected: string;
  readonly settings: Omit<Partial<RunConfig>, LaneKey> & {
    readonly a?: Partial<RunConfig["a"]>;
    readonly b?: Partial<RunConfig["b"]>;
  };
  /** Of its lane B, for its number of steps, from calm to breaking; `npm run presets -- --switch` measures it. */
  readonly atRates?: readonly SwitchMeasured[];
}

/** The full config of a preset. The backend is the machine's affair and is kept. */
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
