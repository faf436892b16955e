import { HELD_OUT_SIZE } from "../config/memory-limit";
import type { Refusal } from "../config/parse";
import { fewRefusals } from "../config/refusals";
import { KEYS, type RunConfig } from "../config/schema";
import { SPEEDS, type Speed } from "../config/speed";
import { parseQuery } from "../config/url";
import {
  FLAGS,
  type Flag,
  OWNERS,
  type Own,
  type Owner,
  PAGE_KEYS,
  type Pair,
  refuseValue,
  SCREENS,
  type ScreenId,
} from "./keys";

/** The parsed content of an address that was opened. */
export interface Asked extends Readonly<Record<Flag, boolean>> {
  readonly screen: ScreenId;
  readonly config: RunConfig;
  /** The keys of the run's settings that it names, including those with refused values. */
  readonly named: readonly string[];
  /** The speed of Play; null if it names none. */
  readonly speed: Speed | null;
  /** The number of the held-out sequence that is shown; null if it names none. */
  readonly sequence: number | null;
  /** The keys that belong to single screens, not yet parsed. */
  readonly own: Own;
  readonly refusals: readonly Refusal[];
}

/** The content from which an address is printed. */
export interface Content extends Readonly<Record<Flag, boolean>> {
  readonly screen: ScreenId;
  /** The run's settings, as `formatQuery` writes them. */
  readonly query: string;
  readonly speed: Speed | null;
  readonly sequence: number | null;
  readonly own: Own;
}

/** No screen's own keys. */
const NONE: Own = { counterexample: [], why: [] };

/** Whether an address sets a flag: `play` does, `play=0` and `play=false` do not. */
const isSet = (params: URLSearchParams, flag: Flag): boolean =>
  params.has(flag) && !["0", "false"].includes(params.get(flag) ?? "");

const ownerOf = (key: string): Owner | undefined => OWNERS.find((owner) => key.startsWith(`${owner}.`));

/**
 * Parses `#task=copying&length=60&b.rule=exp&play`. Unknown keys and bad values are refused one by one; the rest is
 * used. Each screen parses its own keys (`counterexample.lr=…`) by its own table, when it is shown.
 */
export function parseHash(hash: string): Asked {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const own = { counterexample: [], why: [] } as Record<Owner, [string, string][]>;
  const settings: [string, string][] = [];
  for (const [key, text] of params) {
    const owner = ownerOf(key);
    if (owner) own[owner].push([key.slice(owner.length + 1), text]);
    else if (!PAGE_KEYS.includes(key)) settings.push([key, text]);
  }
  const refusals: Refusal[] = [];
  const choose = <T extends string>(key: string, options: readonly T[]): T | undefined => {
    const text = params.get(key);
    const chosen = options.find((option) => option === text);
    if (text !== null && !chosen) refusals.push(refuseValue(key, text, `one of ${options.join(", ")}`));
    return chosen;
  };
  const screen = choose("screen", SCREENS) ?? "lab";
  const speed = choose("speed", SPEEDS) ?? null;
  const sequence = readSequence(params.get("sequence"), refusals);
  const run = parseQuery(settings);
  return {
    screen,
    config: run.config,
    named: KEYS.filter((key) => params.has(key)),
    speed,
    sequence,
    play: isSet(params, "play"),
    embed: isSet(params, "embed"),
    own,
    refusals: fewRefusals([...refusals, ...run.refusals]),
  };
}

function readSequence(text: string | null, refusals: Refusal[]): number | null {
  if (text === null) return null;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= HELD_OUT_SIZE) return number;
  refusals.push(refuseValue("sequence", text, `a whole number from 1 to ${HELD_OUT_SIZE}`));
  return null;
}

/** Commas and semicolons are allowed in a fragment and stay as they are, so that links are readable. */
const encode = (text: string) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3B/g, ";");

/** The hash with this content; the lab, defaults and flags that are not set are omitted. */
export function printHash(content: Partial<Content>): string {
  const { screen = "lab", query = "", speed = null, sequence = null, own = NONE } = content;
  const parts = [
    ...(screen === "lab" ? [] : [`screen=${screen}`]),
    query,
    ...(speed ? [`speed=${speed}`] : []),
    ...(sequence ? [`sequence=${sequence}`] : []),
    ...OWNERS.flatMap((owner) => own[owner].map(([name, text]) => `${owner}.${name}=${encode(text)}`)),
    ...FLAGS.filter((flag) => content[flag]),
  ];
  return `#${parts.filter(Boolean).join("&")}`;
}

/** The hash of a screen with its own keys and nothing else. */
export const hashOf = (screen: Owner, pairs: readonly Pair[]): string =>
  printHash({ screen, own: { ...NONE, [screen]: pairs } });
