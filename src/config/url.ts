import { parseField, type Refusal } from "./parse";
import { fewRefusals } from "./refusals";
import { fitting } from "./room";
import { DEFAULT_CONFIG, EXPONENTIAL_RULES, getField, KEYS, type RunConfig, withField } from "./schema";
import { SPEEDS, type Speed, speedNamed } from "./speed";

/** What an address asks for besides the config. */
export interface Address {
  readonly config: RunConfig;
  readonly screen: string;
  /** Start at once. */
  readonly play: boolean;
  /** Charts only, for a slide's iframe. */
  readonly embed: boolean;
  /** How fast Play runs; null where nothing is said. */
  readonly speed: Speed | null;
  readonly refusals: readonly Refusal[];
}

export const FLAGS = ["play", "embed"] as const;

/** Whether an address sets a flag: `play` does, `play=0` and `play=false` do not. */
export const isSet = (params: URLSearchParams, flag: (typeof FLAGS)[number]): boolean =>
  params.has(flag) && !["0", "false"].includes(params.get(flag) ?? "");

/** Whether a key belongs to a screen alone, such as `counterexample.lr` or `why.chapter`. */
export const isScreenKey = (key: string): boolean => /^(counterexample|why)\./.test(key);

/**
 * Reads `#task=copying&length=60&b.rule=exp&play`. Unknown keys and bad values are refused one by one;
 * the rest is kept. The screen's own keys (`counterexample.lr=…`, `why.chapter=…`) are left to the screen.
 */
export function parseHash(hash: string): Address {
  let config = DEFAULT_CONFIG;
  const refusals: Refusal[] = [];
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const seen = new Set<string>();
  for (const [key, text] of params) {
    if (["screen", "speed", ...FLAGS].includes(key) || isScreenKey(key)) continue;
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
  const fitted = fitting(config);
  const wanted = params.get("speed");
  const speed = speedNamed(wanted);
  if (wanted !== null && speed === null) refusals.push(refusedSpeed(wanted.slice(0, 40)));
  return {
    config: fitted.config,
    screen: params.get("screen") ?? "lab",
    play: isSet(params, "play"),
    embed: isSet(params, "embed"),
    speed,
    refusals: fewRefusals([...fitted.refusals, ...refusals]),
  };
}

const refusedSpeed = (given: string): Refusal => ({
  key: "speed",
  given,
  message: `speed = “${given}” was refused: it must be one of ${SPEEDS.join(", ")}.`,
});

/** What *Exp* means where nothing says it: lane B's rule, if that is an exponential one. */
function impliedExp({ b }: RunConfig): RunConfig["exp"] {
  return EXPONENTIAL_RULES.find((rule) => rule === b.rule) ?? DEFAULT_CONFIG.exp;
}

/** The config as a query without `#`; defaults are left out. */
export function formatQuery(config: RunConfig): string {
  const silent = { ...DEFAULT_CONFIG, exp: impliedExp(config) };
  return KEYS.filter((key) => getField(config, key) !== getField(silent, key))
    .map((key) => `${key}=${encodeURIComponent(String(getField(config, key)))}`)
    .join("&");
}
