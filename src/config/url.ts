import { fitLanes } from "./fit-lanes";
import { clampToMemory } from "./memory-limit";
import { parseField, type Refusal } from "./parse";
import { DEFAULT_CONFIG, EXPONENTIAL_RULES, getField, KEYS, type RunConfig, withField } from "./schema";

/**
 * Reads `task=copying&length=60&b.rule=exp`, or the same as pairs of key and text. Unknown keys and bad values are
 * refused one by one; the rest is kept.
 */
export function parseQuery(query: string | string[][]): {
  config: RunConfig;
  refusals: readonly Refusal[];
} {
  let config = DEFAULT_CONFIG;
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  for (const [key, text] of new URLSearchParams(query)) {
    if (seen.has(key)) {
      refusals.push({
        key,
        given: text.slice(0, 40),
        message: `${key} was given twice: the first one counts.`,
      });
      continue;
    }
    seen.add(key);
    const parsed = parseField(key, text);
    if ("refusal" in parsed) refusals.push(parsed.refusal);
    else config = withField(config, parsed.key, parsed.value);
  }
  if (!seen.has("exp")) config = { ...config, exp: impliedExp(config) };
  const paired = fitLanes(config);
  const fitted = clampToMemory(paired.config);
  return { config: fitted.config, refusals: [...fitted.refusals, ...paired.refusals, ...refusals] };
}

/** The meaning of *Exp* if the query does not state it: lane B's rule if that is exponential, else the default. */
function impliedExp({ b }: RunConfig): RunConfig["exp"] {
  return EXPONENTIAL_RULES.find((rule) => rule === b.rule) ?? DEFAULT_CONFIG.exp;
}

/** The query of the default settings. */
export const DEFAULT_QUERY = `task=${DEFAULT_CONFIG.task}`;

/** The config as a query without `#`; defaults are left out. */
export function formatQuery(config: RunConfig): string {
  const silent = { ...DEFAULT_CONFIG, exp: impliedExp(config) };
  return KEYS.filter((key) => getField(config, key) !== getField(silent, key))
    .map((key) => `${key}=${encodeURIComponent(String(getField(config, key)))}`)
    .join("&");
}
