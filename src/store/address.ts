import { KEYS, type RunConfig } from "../config/schema";
import { type Speed, speedNamed } from "../config/speed";
import { type Address, FLAGS, formatQuery, isScreenKey, isSet, parseHash } from "../config/url";
import { rememberedBackend, rememberedConfig } from "./remembered";

export const SCREENS = [
  "lab",
  "counterexample",
  "why",
  "experiments",
  "benchmark",
  "check",
  "about",
] as const;
export type ScreenId = (typeof SCREENS)[number];

const speedPart = (speed: Speed | null) => (speed ? [`speed=${speed}`] : []);
const params = (hash: string) => new URLSearchParams(hash.replace(/^#/, ""));

/** Keys that belong to a screen alone, such as `counterexample.lr`, as they stand. */
function foreignParts(hash: string): string[] {
  return [...params(hash)]
    .filter(([key]) => isScreenKey(key))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
}

/**
 * The hash for a screen, a config and the speed that was chosen; a screen's own keys and the flags `play` and `embed`
 * of `present` stay.
 */
export function formatAddress(
  config: RunConfig,
  screen: ScreenId,
  present: string,
  speed: Speed | null = speedNamed(params(present).get("speed")),
): string {
  const flags = FLAGS.filter((flag) => isSet(params(present), flag));
  const parts = [
    ...(screen === "lab" ? [] : [`screen=${screen}`]),
    formatQuery(config),
    ...speedPart(speed),
    ...foreignParts(present),
    ...flags,
  ];
  return `#${parts.filter(Boolean).join("&")}`;
}

/**
 * A link for others, without the flags. The config is spelt out even where it is the default, so that the settings
 * remembered over there do not win.
 */
export function sharedAddress(
  config: RunConfig,
  screen: ScreenId,
  present: string,
  speed: Speed | null = null,
): string {
  const parts = [
    ...(screen === "lab" ? [] : [`screen=${screen}`]),
    formatQuery(config) || `task=${config.task}`,
    ...speedPart(speed),
    ...(screen === "lab" ? [] : foreignParts(present)),
  ];
  return `#${parts.join("&")}`;
}

/** Whether the hash says anything of the lab's settings. */
export const speaksOfRun = (hash: string): boolean => {
  const given = params(hash);
  return KEYS.some((key) => given.has(key));
};

/**
 * What the page starts with: the address, where it speaks of the run; else the settings of the last visit. The
 * backend is this machine's affair, so it is remembered whenever the address does not name one.
 */
export function startingAddress(hash: string): Address {
  const address = parseHash(hash);
  const given = params(hash);
  if (!speaksOfRun(hash)) {
    return { ...address, config: rememberedConfig() ?? address.config };
  }
  if (given.has("backend")) return address;
  return {
    ...address,
    config: { ...address.config, backend: rememberedBackend() ?? address.config.backend },
  };
}
