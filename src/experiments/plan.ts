import * as v from "valibot";
import { allowed, parseField } from "../config/parse";
import { type ConfigKey, isConfigKey, KEYS, type ValueOf } from "../config/schema";
import { messageOf } from "../errors";
import { textFromBytes } from "../text-from-bytes";
import { checked, inWords, type Json, parseJson, read, record, refused, shape, unless } from "../valid";

export const PLAN_FORMAT = "unitary-rnn-lab/plan";
export const PLAN_VERSION = 1;

/** The settings of one lane and its run, under the schema's keys without the lane's letter: `rule`, `lr`, `length`. */
export type Settings = Readonly<Record<string, ValueOf>>;

/** One of the networks that are compared. */
export interface PlannedNetwork {
  readonly name: string;
  readonly settings: Settings;
}

/** What is equal among compared networks: the hidden units n, or, as nearly as n allows, the trained parameters. */
export const MATCHES = ["units", "parameters"] as const;
export type Match = (typeof MATCHES)[number];

/** The largest number of runs in a plan; more are probably a mistake. */
export const MAX_RUNS = 2000;

/** The fields of the config that a plan cannot set: what the rule switch means, and the device. */
const NOT_PLANNED = ["exp", "backend"];

/**
 * The schema's key of a plan's setting: `rule` gives `b.rule`, `length` stays; undefined if a plan has no such setting.
 */
export function schemaKey(name: string): ConfigKey | undefined {
  if (NOT_PLANNED.includes(name) || name.includes(".")) return undefined;
  return [name, `b.${name}`].find(isConfigKey);
}

/** The name of a setting as the user reads it. */
export const settingLabel = (name: string): string => (name === "lr" ? "learning rate" : name);

/** The names of all settings that a plan may give. */
export const PLAN_SETTINGS: readonly string[] = KEYS.filter((key) => !key.startsWith("a."))
  .map((key) => key.replace(/^b\./, ""))
  .filter((name) => !NOT_PLANNED.includes(name));

/** Reads one setting's value. @throws Error that names the setting, the value and what is allowed */
function readValue(name: string, given: unknown, where: string): ValueOf {
  const key = schemaKey(name);
  if (key === undefined) {
    throw new Error(
      `${where}: “${name.slice(0, 40)}” is not a setting. Settings are ${PLAN_SETTINGS.join(", ")}.`,
    );
  }
  const parsed = parseField(key, given, "plan");
  if ("value" in parsed) return parsed.value;
  throw new Error(`${where}: ${refused(name, given, `be ${allowed(key, "plan")}`)}`);
}

/** Reads settings by their names. @throws Error as {@link readValue} does */
const readSettings = (given: Json, where: string): Settings =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readValue(name, value, where)]));

function readNetwork(given: unknown, i: number): PlannedNetwork {
  const named = v.looseObject({ name: v.pipe(v.string(), v.trim(), v.nonEmpty()) });
  if (!v.is(named, given))
    throw new Error(`Network ${i + 1} needs a name, such as { "name": "RNN", "rule": "none" }.`);
  const { name, ...settings } = given;
  return { name, settings: readSettings(settings, `network “${name}”`) };
}

function readValues(name: string, given: unknown): readonly ValueOf[] {
  if (!Array.isArray(given) || given.length === 0)
    throw new Error(`grid: ${name} must be a list of at least one value, such as [1, 2, 3].`);
  const values = given.map((value: unknown) => readValue(name, value, "grid"));
  if (new Set(values).size < values.length) throw new Error(`grid: ${name} has a value twice.`);
  return values;
}

const SETTINGS = v.pipe(
  v.optional(record(`settings must be an object such as { "length": 100 }.`), {}),
  v.transform((given) => readSettings(given, "settings")),
);
const NO_NETWORKS = `“networks” must be a list such as [{ "name": "RNN", "rule": "none" }], with at least one in it.`;
const NETWORKS = v.pipe(
  v.array(v.unknown(), NO_NETWORKS),
  v.minLength(1, NO_NETWORKS),
  v.transform((given): readonly PlannedNetwork[] => given.map(readNetwork)),
  unless((networks) => {
    const twice = networks.find(({ name }, i) => networks.findIndex((other) => other.name === name) < i);
    return twice && `Two networks are called “${twice.name}”; each needs a name of its own.`;
  }),
);
const GRID = v.pipe(
  v.optional(record(`“grid” must be an object such as { "length": [100, 200], "seed": [1, 2, 3] }.`), {}),
  v.transform(
    (given): Readonly<Record<string, readonly ValueOf[]>> =>
      Object.fromEntries(Object.entries(given).map(([name, values]) => [name, readValues(name, values)])),
  ),
);
const text = (absent: string) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.check((given) => given.trim() !== ""),
    ),
    absent,
  );

const NO_DATA = `“data” must be an object such as { "data": "x.npy", "labels": "y.npy", "digest": "0123456789abcdef" }.`;
const DATA = v.strictObject(
  {
    data: v.optional(v.string(NO_DATA)),
    labels: v.optional(v.string(NO_DATA)),
    heldOut: v.optional(v.string(NO_DATA)),
    heldOutLabels: v.optional(v.string(NO_DATA)),
    digest: v.pipe(v.string(NO_DATA), v.nonEmpty(NO_DATA)),
  },
  NO_DATA,
);

const NO_PLAN = "A plan is a JSON object with “networks” and “grid”.";
const HEAD = {
  format: v.literal(
    PLAN_FORMAT,
    ({ input }) => `Its format is “${inWords(input)}”; a plan says "format": "${PLAN_FORMAT}".`,
  ),
  version: v.literal(
    PLAN_VERSION,
    ({ input }) => `Its version is ${inWords(input)}; version ${PLAN_VERSION} can be read.`,
  ),
};
const BODY = {
  id: text("own"),
  name: text("Your own plan"),
  /** The question that the plan answers, in one sentence. */
  asks: text(""),
  settings: SETTINGS,
  networks: NETWORKS,
  grid: GRID,
  /** The files of the user's own data that the plan was made for, by their names, and the digest of what is in them. */
  data: v.optional(v.pipe(DATA, v.readonly())),
  match: v.nullish(v.picklist(MATCHES, `“match” must be one of ${MATCHES.join(", ")}.`), "units"),
};
const WHOLE = shape(BODY);
/** A plan: every network is trained once at every combination of the grid's values, including the seeds. */
export interface Plan extends v.InferOutput<typeof WHOLE> {}

/** Finds a setting that is given in two places, since one of the two would be silently ignored. */
function givenTwice({ settings, networks, grid }: Plan): string | undefined {
  for (const name of Object.keys(grid)) {
    if (name in settings) return `“${name}” is given in settings and in grid: keep it in one of them.`;
    const network = networks.find((one) => name in one.settings);
    if (network)
      return `“${name}” is given in grid and in network “${network.name}”: keep it in one of them.`;
  }
  return undefined;
}

/** The number of runs of a plan. */
export const runCount = ({ networks, grid }: Pick<Plan, "networks" | "grid">): number =>
  Object.values(grid).reduce((product, { length }) => product * length, networks.length);

const NAMES = Object.keys({ ...HEAD, ...BODY });
const FILE = v.pipe(
  checked<Json>(shape(HEAD, NO_PLAN)),
  unless((given) => {
    const stray = Object.keys(given).find((name) => !NAMES.includes(name));
    if (stray === undefined) return undefined;
    return `“${stray.slice(0, 40)}” is not part of a plan. Its parts are ${NAMES.join(", ")}.`;
  }),
);
const PLAN = v.pipe(
  WHOLE,
  unless(givenTwice),
  unless((plan) => {
    const runs = runCount(plan);
    return runs > MAX_RUNS ? `The plan has ${runs} runs; at most ${MAX_RUNS} go into one plan.` : undefined;
  }),
);

/**
 * Reads a plan from its JSON.
 * @throws Error with a sentence: which part is wrong, what was given, what would be right
 */
export const parsePlan = (json: unknown): Plan => read(PLAN, read(FILE, json));

/** The kinds of files that experiments read, for the refusal of another one. */
export const RIGHT_KINDS =
  "Plans are JSON (.json), results have JSON in each line (.jsonl), and a text to train on is plain text (.txt); an exported run or picture opens in the lab.";

/** The text of a file that should hold a plan or results. @throws Error with a sentence if it is no text */
export function fileText(bytes: Uint8Array): string {
  try {
    return textFromBytes(bytes);
  } catch (error) {
    throw new Error(`${messageOf(error)} ${RIGHT_KINDS}`);
  }
}

/** Reads a plan from a file's text. @throws Error with a sentence, see {@link parsePlan} */
export function parsePlanText(content: string): Plan {
  const begin = content.trim();
  if (begin === "") throw new Error("The file is empty.");
  if (!begin.startsWith("{")) throw new Error(`It does not begin with “{”, so it is no plan. ${RIGHT_KINDS}`);
  if (/^\{\s*"format"\s*:\s*"unitary-rnn-lab\/results"/.test(begin))
    throw new Error(
      `These are results, not a plan; their plan is the part “plan” of their first line. ${RIGHT_KINDS}`,
    );
  return parsePlan(parseJson(content));
}

/** A plan as the JSON that {@link parsePlan} reads. */
export function planJson({ id, name, asks, settings, networks, grid, data, match }: Plan): object {
  return {
    format: PLAN_FORMAT,
    version: PLAN_VERSION,
    id,
    name,
    asks,
    settings,
    networks: networks.map((network) => ({ name: network.name, ...network.settings })),
    grid,
    ...(data && { data }),
    match,
  };
}

/** Whether two plans are equal in every part. */
export const samePlan = (one: Plan, other: Plan): boolean =>
  JSON.stringify(planJson(one)) === JSON.stringify(planJson(other));

/**
 * Whether two plans make the same runs, whatever they are called: a release may rename a plan. Rows say themselves which data of the
 * user’s own they are of.
 */
export const sameRuns = ({ data: _, ...one }: Plan, { data: __, ...other }: Plan): boolean =>
  samePlan(one, { ...other, name: one.name, asks: one.asks });
