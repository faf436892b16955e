import { DEFAULT_CONFIG, type RunConfig } from "../schema";

/** A recipe that shows one thing, as differences from the default config. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What to watch for, in one sentence. */
  readonly shows: string;
  /** What the numbers should be on any seed, as `npm run presets` measures them; losses are on held-out sequences. */
  readonly expected: string;
  readonly settings: Omit<Partial<RunConfig>, "a" | "b"> & {
    readonly a?: Partial<RunConfig["a"]>;
    readonly b?: Partial<RunConfig["b"]>;
  };
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
