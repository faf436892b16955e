import { readPageValues } from "../../address/page-values";
import { parseField, type Refusal } from "../../config/parse";
import { type ConfigKey, isConfigKey, type ValueOf } from "../../config/schema";
import { useAppearance } from "../../store/appearance";
import { lab } from "../../store/use-lab";

/** The keys of the page itself that can be set. */
const PAGE_SETTINGS = ["speed", "sequence", "view", "theme"] as const;

/**
 * Sets one setting of the lab, or one of the page's own keys that say how it is shown.
 * @throws Error with the sentence that refuses the value
 */
export function setLabValue(key: string, value: unknown): void {
  if (isConfigKey(key)) setField(key, value);
  else setPageValue(key, value);
}

function setPageValue(key: string, value: unknown): void {
  if (!PAGE_SETTINGS.some((each) => each === key)) {
    throw new Error(
      `“${key.slice(0, 40)}” is not a setting of the lab, nor one of ${PAGE_SETTINGS.join(", ")}.`,
    );
  }
  const refusals: Refusal[] = [];
  const params = new URLSearchParams([[key, String(value)]]);
  const { steps } = lab.state.config;
  const { speed, sequence, view, theme } = readPageValues(params, { screen: "lab", steps }, refusals);
  if (refusals.length > 0) throw new Error(refusals[0].message);
  if (speed) lab.setInitialSpeed(speed, null);
  if (sequence) lab.showSequence(sequence);
  if (theme) useAppearance.setState({ theme });
  lab.showViews(view);
}

function setField<Key extends ConfigKey>(key: Key, value: unknown): void {
  const parsed = parseField(key, value);
  if ("refusal" in parsed) throw new Error(parsed.refusal.message);
  lab.set(key, parsed.value as ValueOf<Key>);
}
