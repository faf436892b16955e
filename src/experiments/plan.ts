import { allowed, FIELDS, type FieldValue, inWords, parseField } from "../config/schema";

export const PLAN_FORMAT = "unitary-rnn-lab/plan";
export const PLAN_VERSION = 1;

/** Settings of one lane and its run, by the schema's keys without the lane's letter: `rule`, `lr`, `length`. */
export type Settings = Readonly<Record<string, FieldValue>>;

/** One of the networks that are compared. */
export interface Network {
  readonly name: string;
  readonly settings: Settings;
}

/** What the networks of one comparison have alike: hidden units n, or as nearly as n allows the trained numbers. */
export const MATCHES = ["units", "parameters"] as const;
export type Match = (typeof MATCHES)[number];

/** Every network is trained once at every combination of the grid's values, seeds among them. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** What it is to find out, in one sentence. */
  readonly asks: string;
  readonly settings: Settings;
  readonly networks: readonly Network[];
  readonly grid: Readonly<Record<string, readonly FieldValue[]>>;
  readonly match: Match;
}

/** More runs than this are more likely a slip of the hand than a wish. */
export const MOST_RUNS = 2000;

/** Fields of the config that a plan has no say in: lane A, what the switch means, and the device. */
const NOT_PLANNED = ["exp", "backend"];

/** The schema's key of a plan's setting: `rule` gives `b.rule`, `length` stays; undefined where a plan has no such setting. */
export function schemaKey(name: string): string | undefined {
  if (NOT_PLANNED.includes(name) || name.includes(".")) return undefined;
  if (Object.hasOwn(FIELDS, name)) return name;
  return Object.hasOwn(FIELDS, `b.${name}`) ? `b.${name}` : undefined;
}

/** What a setting is called where a person reads: its name, spelt out where that is short. */
export const settingLabel = (name: string): string => (name === "lr" ? "learning rate" : name);

/** The names of all settings that a plan may give. */
export const PLAN_SETTINGS: readonly string[] = Object.keys(FIELDS)
  .filter((key) => !key.startsWith("a."))
  .map((key) => key.replace(/^b\./, ""))
  .filter((name) => !NOT_PLANNED.includes(name));

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One setting's value. @throws Error that names setting, value and what is allowed */
function readValue(name: string, given: unknown, where: string): FieldValue {
  const key = schemaKey(name);
  if (key === undefined) {
    throw new Error(
      `${where}: “${name.slice(0, 40)}” is not a setting. Settings are ${PLAN_SETTINGS.join(", ")}.`,
    );
  }
  const parsed = parseField(key, given);
  if ("value" in parsed) return parsed.value;
  throw new Error(`${where}: ${name} = “${parsed.refusal.given}” was refused: it must be ${allowed(key)}.`);
}

function readSettings(given: unknown, where: string): Settings {
  if (given === undefined) return {};
  if (!isObject(given)) throw new Error(`${where} must be an object such as { "length": 100 }.`);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, readValue(name, value, where)]),
  );
}

function readNetworks(given: unknown): Network[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new Error(
      `“networks” must be a list such as [{ "name": "RNN", "rule": "none" }], with at least one in it.`,
    );
  }
  const networks = given.map((one: unknown, i): Network => {
    if (!isObject(one) || typeof one.name !== "string" || one.name.trim() === "") {
      throw new Error(`Network ${i + 1} needs a name, such as { "name": "RNN", "rule": "none" }.`);
    }
    const { name, ...settings } = one;
    return { name: one.name, settings: readSettings(settings, `network “${one.name}”`) };
  });
  const twice = networks.find(({ name }, i) => networks.findIndex((other) => other.name === name) < i);
  if (twice) throw new Error(`Two networks are called “${twice.name}”; each needs a name of its own.`);
  return networks;
}

function readGrid(given: unknown): Record<string, FieldValue[]> {
  if (given === undefined) return {};
  if (!isObject(given))
    throw new Error(`“grid” must be an object such as { "length": [100, 200], "seed": [1, 2, 3] }.`);
  return Object.fromEntries(
    Object.entries(given).map(([name, values]) => {
      if (!Array.isArray(values) || values.length === 0) {
        throw new Error(`grid: ${name} must be a list of at least one value, such as [1, 2, 3].`);
      }
      const read = values.map((value: unknown) => readValue(name, value, "grid"));
      if (new Set(read).size < read.length) throw new Error(`grid: ${name} has a value twice.`);
      return [name, read];
    }),
  );
}

/** A setting that is given in two places would be silently overruled in one of them. */
function refuseTwice({ settings, networks, grid }: Pick<Plan, "settings" | "networks" | "grid">): void {
  for (const name of Object.keys(grid)) {
    if (name in settings)
      throw new Error(`“${name}” is given in settings and in grid: keep it in one of them.`);
    const network = networks.find((one) => name in one.settings);
    if (network)
      throw new Error(`“${name}” is given in grid and in network “${network.name}”: keep it in one of them.`);
  }
}

/** The number of runs of a plan. */
export const runCount = ({ networks, grid }: Pick<Plan, "networks" | "grid">): number =>
  Object.values(grid).reduce((product, { length }) => product * length, networks.length);

const text = (value: unknown, fallback: string) =>
  typeof value === "string" && value.trim() ? value : fallback;

/**
 * Reads a plan from its JSON.
 * @throws Error with a sentence: which part is wrong, what was given, what would be right
 */
export function parsePlan(json: unknown): Plan {
  if (!isObject(json)) throw new Error("A plan is a JSON object with “networks” and “grid”.");
  if (json.format !== PLAN_FORMAT) {
    throw new Error(`Its format is “${inWords(json.format)}”; a plan says "format": "${PLAN_FORMAT}".`);
  }
  if (json.version !== PLAN_VERSION) {
    throw new Error(`Its version is ${inWords(json.version)}; version ${PLAN_VERSION} can be read.`);
  }
  const known = ["format", "version", "id", "name", "asks", "settings", "networks", "grid", "match"];
  const stray = Object.keys(json).find((key) => !known.includes(key));
  if (stray)
    throw new Error(`“${stray.slice(0, 40)}” is not part of a plan. Its parts are ${known.join(", ")}.`);
  const match = MATCHES.find((one) => one === (json.match ?? "units"));
  if (!match) throw new Error(`“match” must be one of ${MATCHES.join(", ")}.`);
  const name = text(json.name, "Your own plan");
  const plan: Plan = {
    id: text(json.id, "own"),
    name,
    asks: text(json.asks, ""),
    settings: readSettings(json.settings, "settings"),
    networks: readNetworks(json.networks),
    grid: readGrid(json.grid),
    match,
  };
  refuseTwice(plan);
  const runs = runCount(plan);
  if (runs > MOST_RUNS) throw new Error(`The plan has ${runs} runs; at most ${MOST_RUNS} go into one plan.`);
  return plan;
}

/** Reads a plan from a file's text. @throws Error with a sentence, see {@link parsePlan} */
export function parsePlanText(content: string): Plan {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new Error(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parsePlan(json);
}

/** The plan as its JSON, which {@link parsePlan} reads. */
export function planJson({ id, name, asks, settings, networks, grid, match }: Plan): object {
  return {
    format: PLAN_FORMAT,
    version: PLAN_VERSION,
    id,
    name,
    asks,
    settings,
    networks: networks.map((network) => ({ name: network.name, ...network.settings })),
    grid,
    match,
  };
}

/** Whether two plans are alike in every part. */
export const samePlan = (one: Plan, other: Plan): boolean =>
  JSON.stringify(planJson(one)) === JSON.stringify(planJson(other));
