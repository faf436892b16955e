import type { Change } from "../../config/changes";
import { formatCount } from "../../math/number-format";
import { RULE_IDS, RULES } from "../../rules";
import { fieldLabel, valueLabel } from "./option-labels";

/** Successive changes of one setting, as of a slider that was dragged while the run played. */
interface ChangeGroup extends Change {
  /** The step of the last of them. */
  readonly last: number;
  readonly count: number;
}

/** Changes of a setting that follow each other within this many steps are said as one. */
const GESTURE_STEPS = 50;
/** At most this many are named in a line. */
const MAX_NAMED = 4;

/** The changes, those that follow each other closely as one. */
export function changeGroups(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups: ChangeGroup[] = [];
  for (const change of changes) {
    const { step, setting, to } = change;
    const before = groups.at(-1);
    if (before?.setting === setting && typeof to === "number" && step - before.last <= GESTURE_STEPS)
      groups[groups.length - 1] = { ...before, to, last: step, count: before.count + 1 };
    else groups.push({ ...change, last: step, count: 1 });
  }
  return groups;
}

const nameOf = ({ setting }: Change) => (setting === "lr" ? "α" : fieldLabel(setting));

/** A change in a few words, as at a mark in a chart, e.g. “α 0.02”, “B exp” or “B clip 1”. */
export function changeMark(change: Change): string {
  const { setting, to } = change;
  const name = nameOf(change).replace(/^Lane /, "");
  const rule = setting.endsWith(".rule") && RULE_IDS.find((id) => id === to);
  return rule ? `${name.charAt(0)} ${RULES[rule].shortName}` : `${name} ${valueLabel(setting, to)}`;
}

/** A change in words, e.g. “α 0.01 → 0.02 from step 40 on”. */
export function changeText(group: ChangeGroup): string {
  const { step, setting, from, to, last, count } = group;
  const values = `${nameOf(group)} ${valueLabel(setting, from)} → ${valueLabel(setting, to)}`;
  if (count === 1) return `${values} from step ${formatCount(step)} on`;
  return `${values} in ${formatCount(count)} changes from step ${formatCount(step)} to ${formatCount(last)}`;
}

/** The first of the changes in a few words, and how many there are besides. */
export function nextChangeText(changes: readonly Change[]): string {
  const [next, ...rest] = changeGroups(changes);
  if (!next) return "";
  const others = rest.length > 0 ? ` and ${rest.length} more` : "";
  return `${changeMark(next)} at step ${formatCount(next.step)}${others}`;
}

/** The changes on one line; the first few of many. */
export function changesText(changes: readonly Change[]): string {
  const groups = changeGroups(changes);
  const rest = groups.length - MAX_NAMED;
  const named = groups.slice(0, rest > 1 ? MAX_NAMED : groups.length).map(changeText);
  return [...named, ...(rest > 1 ? [`${rest} more changes`] : [])].join(" · ");
}
