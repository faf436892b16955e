import type { RunConfig } from "../schema";
import { DEFAULT_CONFIG } from "../schema";
import { constraint } from "./constraint";
import { explode } from "./explode";
import { nextWord } from "./next-word";
import { remember } from "./remember";

/** A recipe that shows one thing, as differences from the default config. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What to watch for, in one sentence. */
  readonly shows: string;
  readonly settings: Omit<Partial<RunConfig>, "a" | "b"> & {
    readonly a?: Partial<RunConfig["a"]>;
    readonly b?: Partial<RunConfig["b"]>;
  };
}

export const PRESETS: readonly Preset[] = [remember, explode, constraint, nextWord];

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

/**
 * The preset that a config is, whatever its seed, backend and steps; else undefined. Lane B may stand at either
 * side of the *Update rule* switch, for that comparison is what the presets are there for.
 */
export function matchingPreset(config: RunConfig): Preset | undefined {
  const comparable = ({ seed: _s, backend: _b, steps: _n, ...rest }: RunConfig) =>
    JSON.stringify({ ...rest, b: { ...rest.b, rule: rest.b.rule === rest.exp ? "euclidean" : rest.b.rule } });
  const wanted = comparable(config);
  return PRESETS.find((preset) => comparable(presetConfig(preset)) === wanted);
}
