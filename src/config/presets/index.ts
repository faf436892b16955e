import { isUnconstrained, type RuleId, type RunConfig } from "../schema";
import { activation } from "./activation";
import { constraint } from "./constraint";
import { explode } from "./explode";
import { longMemory } from "./long-memory";
import { nextWord } from "./next-word";
import { type Preset, presetConfig, type SwitchMeasured } from "./preset";
import { remember } from "./remember";
import { wMustLearn } from "./w-must-learn";

export { type Preset, presetConfig, type SwitchMeasured } from "./preset";

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

/** What two configs that are one experiment have alike: not seed, backend and steps, nor which id names a rule. */
function comparable({ seed: _s, backend: _b, steps: _n, a, b, ...rest }: RunConfig) {
  const named = (rule: RuleId) => (isUnconstrained(rule) ? "none" : rule);
  return {
    ...rest,
    a: { ...a, rule: named(a.rule) },
    b: { ...b, rule: b.rule === rest.exp ? "none" : named(b.rule) },
  };
}

/**
 * The preset that a config is, whatever its seed, backend and steps; else undefined. Lane B may be at either
 * side of the *Update rule* switch, for that comparison is what the presets are there for.
 */
export function matchingPreset(config: RunConfig): Preset | undefined {
  const wanted = JSON.stringify(comparable(config));
  return PRESETS.find((preset) => JSON.stringify(comparable(presetConfig(preset))) === wanted);
}

/**
 * What was measured of lane B under Naive and Exp with these settings, at whatever rate, rule and lane A they are set to.
 * @returns the measurements and the steps that each run made; undefined where nothing was measured
 */
export function switchMeasured(
  config: RunConfig,
): { readonly steps: number; readonly atRates: readonly SwitchMeasured[] } | undefined {
  const ofLaneB = (one: RunConfig) => {
    const { a: _a, lr: _lr, ...rest } = comparable(one);
    return JSON.stringify({ ...rest, b: { ...rest.b, rule: rest.exp } });
  };
  const wanted = ofLaneB(config);
  for (const preset of PRESETS) {
    const own = presetConfig(preset);
    if (preset.atRates && ofLaneB(own) === wanted) return { steps: own.steps, atRates: preset.atRates };
  }
  return undefined;
}
