import { isUnconstrained, type RuleId, type RunConfig } from "../schema";
import { activation } from "./activation";
import { backToCircle } from "./back-to-circle";
import { clipping } from "./clipping";
import { constraint } from "./constraint";
import { explode } from "./explode";
import { gates } from "./gates";
import { gatesOnText } from "./gates-on-text";
import { longMemory } from "./long-memory";
import measured from "./measured.json";
import { nextWord } from "./next-word";
import { orthogonalStart } from "./orthogonal-start";
import { type Preset, presetConfig, type SwitchMeasured } from "./preset";
import { remember } from "./remember";
import { wMustLearn } from "./w-must-learn";

export { type Preset, presetConfig, type SwitchMeasured } from "./preset";

/** Every preset, in the order of a lecture. */
export const PRESETS: readonly Preset[] = [
  remember,
  explode,
  clipping,
  constraint,
  orthogonalStart,
  activation,
  wMustLearn,
  longMemory,
  nextWord,
  gates,
  gatesOnText,
  backToCircle,
];

/** On how many seeds a preset was seen to keep all that it promises, and on how many it was tried: 0 if on none. */
export function seenOn({ id }: Preset): readonly [seen: number, tried: number] {
  const counts: Readonly<Record<string, readonly number[] | undefined>> = measured.seen;
  const [seen = 0, tried = 0] = counts[id] ?? [];
  return [seen, tried];
}

/** The part of a config that identifies an experiment: without seed, backend and steps, and with one id per rule. */
function comparable({ seed: _s, backend: _b, steps: _n, a, b, ...rest }: RunConfig) {
  const named = (rule: RuleId) => (isUnconstrained(rule) ? "none" : rule);
  return {
    ...rest,
    a: { ...a, rule: named(a.rule) },
    b: { ...b, rule: b.rule === rest.exp ? "none" : named(b.rule) },
  };
}

/**
 * The preset that a config equals apart from seed, backend and steps; undefined if there is none. Lane B may be on either
 * side of the *Update rule* switch, since presets are made for that comparison.
 */
export function matchingPreset(config: RunConfig): Preset | undefined {
  const wanted = JSON.stringify(comparable(config));
  return PRESETS.find((preset) => JSON.stringify(comparable(presetConfig(preset))) === wanted);
}

/**
 * The measurements of lane B under Naive and Exp with these settings, regardless of learning rate, rule and lane A.
 * @returns the measurements and the steps of each run; undefined if there are none
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
