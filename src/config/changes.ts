import { isLaneKey } from "../lanes";
import { isRecord } from "../valid";
import { takesOver } from "./fit-lanes";
import { parseField } from "./parse";
import { type ConfigKey, getField, type RunConfig, type ValueOf, withField } from "./schema";

/** A setting changed in mid-run: update `step`, counted from 0, is the first that is made with `to`. */
export interface Change {
  readonly step: number;
  readonly setting: ConfigKey;
  readonly from: ValueOf;
  readonly to: ValueOf;
}

/** The settings that can be changed between two updates. */
const PLANNABLE: readonly ConfigKey[] = [
  "lr",
  ...(["a.rule", "a.rate", "a.clip", "a.beta", "a.rebase"] as const),
  ...(["b.rule", "b.rate", "b.clip", "b.beta", "b.rebase"] as const),
];

/** Whether a change can be planned for a step of a run: a fork can change other settings too. */
export const isPlannable = ({ setting }: Change): boolean => PLANNABLE.includes(setting);

/** Whether a change is not to a rule that cannot take over in its lane. */
export function fitsChange(config: RunConfig, { setting, from, to }: Change): boolean {
  const [lane] = setting;
  if (!setting.endsWith(".rule") || !isLaneKey(lane)) return true;
  const [before, after] = [from, to].map((rule) => withField(config, setting, rule)[lane]);
  return takesOver(before, after.rule);
}

/**
 * The list, by step, with one more change. Two changes of a setting before the same update are one, or none if the second
 * undoes the first; a change before the first update is none, since the run begins with it. But every change of a rule
 * counts, because a rule that begins may move W.
 */
export function appendChange(list: readonly Change[], change: Change): readonly Change[] {
  const { step, setting, to } = change;
  if (setting.endsWith(".rule")) return byStep([...list, change]);
  if (step === 0) return list;
  const same = list.find((one) => one.step === step && one.setting === setting);
  if (!same) return byStep([...list, change]);
  return list.flatMap((one) => (one !== same ? [one] : one.from === to ? [] : [{ ...one, to }]));
}

/** Changes by step; those of one step stay in their order. */
export const byStep = (changes: readonly Change[]): readonly Change[] =>
  [...changes].sort((one, other) => one.step - other.step);

/** The settings after some changes. */
export const withChanges = (config: RunConfig, changes: readonly Change[]): RunConfig =>
  changes.reduce((now, { setting, to }) => withField(now, setting, to), config);

/** The settings before some changes. */
export const withoutChanges = (config: RunConfig, changes: readonly Change[]): RunConfig =>
  changes.reduceRight((now, { setting, from }) => withField(now, setting, from), config);

/** The changes between two updates that lead from one config to another, before update `step`. */
export const changesBetween = (step: number, before: RunConfig, after: RunConfig): readonly Change[] =>
  PLANNABLE.map((setting) => ({
    step,
    setting,
    from: getField(before, setting),
    to: getField(after, setting),
  })).filter(({ from, to }) => from !== to);

/** Whether a value is a change of a setting between two values that are allowed. */
export function isChange(given: unknown): given is Change {
  if (!isRecord(given)) return false;
  const { step, setting, from, to } = given;
  return (
    Number.isSafeInteger(step) &&
    Number(step) >= 0 &&
    [from, to].every((value) => {
      const parsed = parseField(String(setting), value);
      return "value" in parsed && parsed.value === value;
    })
  );
}
