import type { Refusal } from "../config/parse";
import { fewRefusals } from "../config/refusals";
import { KEYS, type RunConfig } from "../config/schema";
import { parseQuery } from "../config/url";
import { OWNERS, type Own, type Owner, PAGE_KEYS, type Pair, SCREENS, type ScreenId } from "./keys";
import { NO_PAGE_VALUES, type PageValues, printPageValues, readChoice, readPageValues } from "./page-values";

/** The parsed content of an address that was opened. */
export interface Asked extends PageValues {
  readonly screen: ScreenId;
  readonly config: RunConfig;
  /** The keys of the run's settings that it names, including those with refused values. */
  readonly named: readonly string[];
  /** The keys that belong to single screens, not yet parsed. */
  readonly own: Own;
  readonly refusals: readonly Refusal[];
}

/** The content from which an address is printed. */
export interface Content extends PageValues {
  readonly screen: ScreenId;
  /** The run's settings, as `formatQuery` writes them. */
  readonly query: string;
  readonly own: Own;
}

/** No screen's own keys. */
const noOwn = () => Object.fromEntries(OWNERS.map((owner) => [owner, [] as Pair[]])) as Record<Owner, Pair[]>;
const NONE: Own = noOwn();

const ownerOf = (key: string): Owner | undefined => OWNERS.find((owner) => key.startsWith(`${owner}.`));

/**
 * Parses `#task=copying&length=60&b.rule=exp&play`. Unknown keys and bad values are refused one by one; the rest is
 * used. Each screen parses its own keys (`counterexample.lr=…`) by its own table, when it is shown.
 */
export function parseHash(hash: string): Asked {
  const params = new URLSearchParams(hash.replace(/^#/, ""));
  const own = noOwn();
  const settings: [string, string][] = [];
  for (const [key, text] of params) {
    const owner = ownerOf(key);
    if (owner) own[owner].push([key.slice(owner.length + 1), text]);
    else if (!PAGE_KEYS.includes(key)) settings.push([key, text]);
  }
  const refusals: Refusal[] = [];
  const screen = readChoice(params, "screen", SCREENS, refusals) ?? "lab";
  const run = parseQuery(settings);
  const page = readPageValues(params, { screen, steps: run.config.steps }, refusals);
  return {
    screen,
    ...page,
    config: run.config,
    named: KEYS.filter((key) => params.has(key)),
    own,
    refusals: fewRefusals([...refusals, ...run.refusals]),
  };
}

/** Commas and semicolons are allowed in a fragment and stay as they are, so that links are readable. */
const encode = (text: string) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3B/g, ";");

/** The hash with this content; the lab, defaults and flags that are not set are omitted. */
export function printHash(content: Partial<Content>): string {
  const { screen = "lab", query = "", own = NONE } = content;
  const page = printPageValues({ ...NO_PAGE_VALUES, ...content });
  const parts = [
    ...(screen === "lab" ? [] : [`screen=${screen}`]),
    query,
    ...page.values,
    ...OWNERS.flatMap((owner) => own[owner].map(([name, text]) => `${owner}.${name}=${encode(text)}`)),
    ...page.flags,
  ];
  return `#${parts.filter(Boolean).join("&")}`;
}

/** The hash of a screen with its own keys and nothing else. */
export const hashOf = (screen: Owner, pairs: readonly Pair[]): string =>
  printHash({ screen, own: { ...NONE, [screen]: pairs } });
