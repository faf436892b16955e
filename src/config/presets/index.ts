import type { RunConfig } from "../schema";
import { activation } from "./activation";
import { constraint } from "./constraint";
import { explode } from "./explode";
import { longMemory } from "./long-memory";
import { nextWord } from "./next-word";
import { type Preset, presetConfig } from "./preset";
import { remember } from "./remember";
import { wMustLearn } from "./w-must-learn";

export { type Preset, presetConfig } from "./preset";

/** Every preset, in the order of a lecture. */
export const PRESETS: readonly Preset[] = [
  remember,
  explode,
  constraint,
  activation,
  wMustLearn,
  longMemory,
  nextWord,
];

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
