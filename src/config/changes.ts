import { isRecord } from "../valid";
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

/** Whether a change of this setting can be planned for a step of a run; a fork can change others too. */
export const isPlannable = ({ setting }: Pick<Change, "setting">): boolean => PLANNABLE.includes(setting);

/** The settings after some changes. */
export const withChanges = (config: RunConfig, changes: readonly Change[]): RunConfig =>
  changes.reduce((now, { setting, to }) => withField(now, setting, to), config);

/** The settings before some changes. */
export const withoutChanges = (config: RunConfig, changes: readonly Change[]): RunConfig =>
  changes.reduceRight((now, { setting, from }) => withField(now, setting, from), config);

/** The changes of some settings that lead from one config to another, before update `step`. */
export const changesBetween = (
  step: number,
  before: RunConfig,
  after: RunConfig,
  settings: readonly ConfigKey[],
): Change[] =>
  settings
    .map((setting) => ({ step, setting, from: getField(before, setting), to: getField(after, setting) }))
    .filter(({ from, to }) => from !== to);

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
