import { LANE_KEYS, type LaneKey } from "../lanes";
import { RULES } from "../rules";
import type { Refusal } from "./parse";
import { type ConfigKey, FIELDS, type RunConfig } from "./schema";

/** Whether a lane's rule trains matrices of its kind of numbers. */
export function fitsNumbers({ rule, numbers }: Pick<RunConfig["a"], "rule" | "numbers">): boolean {
  return RULES[rule].numbers.includes(numbers);
}

/**
 * The config with each lane's rule and numbers in accord, and a sentence for each lane that was changed: the numbers
 * follow the rule, or, if the numbers are what was just set, the lane's default rule takes its place.
 * @param newest the key that was just set
 */
export function fitNumbers(
  config: RunConfig,
  newest?: ConfigKey,
): { config: RunConfig; refusals: readonly Refusal[] } {
  let fitted = config;
  const refusals: Refusal[] = [];
  for (const lane of LANE_KEYS) {
    if (fitsNumbers(config[lane])) continue;
    const completed = complete(config, lane, newest === `${lane}.numbers`);
    fitted = { ...fitted, [lane]: { ...config[lane], ...completed.settings } };
    refusals.push(completed.refusal);
  }
  return { config: fitted, refusals };
}

function complete(config: RunConfig, lane: LaneKey, keepsNumbers: boolean) {
  const { rule, numbers } = config[lane];
  const { label, numbers: can } = RULES[rule];
  const trains = `the rule “${label}” trains ${can.join(" or ")} matrices only`;
  if (keepsNumbers) {
    const instead = FIELDS[`${lane}.rule`].default;
    const message = `${lane}.rule was changed to ${instead}: ${trains}, and ${lane}.numbers is ${numbers}.`;
    return { settings: { rule: instead }, refusal: { key: `${lane}.rule`, given: rule, message } };
  }
  const message = `${lane}.numbers was changed to ${can[0]}: ${trains}.`;
  return { settings: { numbers: can[0] }, refusal: { key: `${lane}.numbers`, given: numbers, message } };
}
