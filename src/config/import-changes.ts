import { inWords, isRecord, refused } from "../valid";
import { byStep, type Change, fitsChange, isChange, isPlannable, withChanges } from "./changes";
import { allowed, parseField } from "./parse";
import { getField, isConfigKey, type RunConfig } from "./schema";

/** The largest number of changes that is read. */
const MAX_CHANGES = 10_000;

/** Why an entry of a file's list is no change, in a sentence; undefined if it is one. */
function refusalOf(given: unknown, at: string): string | undefined {
  if (isChange(given)) return undefined;
  if (!isRecord(given)) return refused(at, given, "be an object with step, setting, from and to");
  const { step, setting } = given;
  if (!Number.isSafeInteger(step) || Number(step) < 0)
    return refused(`${at}.step`, step, "be a whole number from 0 on");
  if (typeof setting !== "string" || !isConfigKey(setting))
    return refused(`${at}.setting`, setting, "be a setting of the lab, such as lr or b.rule");
  const wrong = (["from", "to"] as const).find((part) => {
    const parsed = parseField(setting, given[part]);
    return "refusal" in parsed || parsed.value !== given[part];
  });
  return wrong && refused(`${at}.${wrong}`, given[wrong], `be ${allowed(setting)}`);
}

/**
 * Reads a file's list of changes, each of which must begin where the settings are before it.
 * @param begun the settings that the run of the file began with
 * @throws Error with a sentence that names the entry and says what is wrong
 */
export function readChanges(given: unknown, begun: RunConfig): readonly Change[] {
  if (given === undefined) return [];
  if (!Array.isArray(given) || given.length > MAX_CHANGES)
    throw new Error(refused("changes", given, `be a list of at most ${MAX_CHANGES} changes`));
  let before = begun;
  return given.map((entry: unknown, i) => {
    const at = `changes[${i}]`;
    const refusal = refusalOf(entry, at);
    if (refusal) throw new Error(refusal);
    const { step, setting, from, to } = entry as Change;
    const value = getField(before, setting);
    if (value !== from) throw new Error(refused(`${at}.from`, from, `be ${inWords(value)}, as before`));
    if (i > 0 && step < given[i - 1].step)
      throw new Error(refused(`${at}.step`, step, `be ${given[i - 1].step} or more, as the list is by step`));
    const change = { step, setting, from, to };
    before = withChanges(before, [change]);
    return change;
  });
}

/** The changes that an import plans, and sentences about those that it leaves out. */
export function plannable(
  changes: readonly Change[],
  config: RunConfig,
): { readonly changes: readonly Change[]; readonly omitted: readonly string[] } {
  const planned = changes.filter((change) => isPlannable(change) && fitsChange(config, change));
  const names = new Set(changes.filter((change) => !planned.includes(change)).map(({ setting }) => setting));
  const omitted = [...names].map(
    (name) => `The change of ${name} is not made again: only a fork could change it in mid-run.`,
  );
  return { changes: byStep(planned), omitted };
}
