import * as v from "valibot";
import { readsOwnData } from "../tasks";
import { onlyInPlans } from "../tasks/own-data";
import { inWords, isRecord, refused, unless } from "../valid";
import type { Field } from "./fields";
import {
  type ConfigKey,
  DEFAULT_CONFIG,
  FIELDS,
  getField,
  isConfigKey,
  KEYS,
  type RunConfig,
  type ValueOf,
} from "./schema";
import { maxOf, type Sizes, sizesTaken } from "./sizes";

/** A refused value: its key, the value given, and a message that says what is allowed. */
export interface Refusal {
  readonly key: string;
  readonly given: string;
  readonly message: string;
}

/** A key with a value that its field accepts, or the refusal. */
type Parsed<Key extends ConfigKey = ConfigKey> =
  | { readonly key: Key; readonly value: ValueOf<Key> }
  | { readonly refusal: Refusal };

/** The values that a field accepts, in words. */
export function allowed(key: ConfigKey, sizes: Sizes = sizesTaken()): string {
  const field = FIELDS[key];
  if (field.kind === "choice") {
    const options = field.options.filter((option) => sizes === "plan" || !readsOwnData(option));
    return `one of ${options.join(", ")}`;
  }
  return `${field.integer ? "a whole number" : "a number"} from ${field.min} to ${maxOf(field, sizes)}`;
}

/** Whether a value is refused by the usual limits of sizes and accepted by the larger ones. */
export const isLarge = (key: string, given: unknown): boolean =>
  isConfigKey(key) &&
  accepted(FIELDS[key], given, "usual") === undefined &&
  accepted(FIELDS[key], given, "large") !== undefined;

/**
 * Reads one value, from text or JSON.
 * @param key a key of the config, or any other text from an address or a file
 * @param sizes the limits of sizes; by default those that this page takes
 * @returns the value, or a {@link Refusal} that names key, value and allowed range
 */
export function parseField<Key extends string>(
  key: Key,
  given: unknown,
  sizes: Sizes = sizesTaken(),
): Parsed<Key & ConfigKey> {
  const refuse = (message: string) => ({ refusal: { key, given: inWords(given), message } });
  if (!isConfigKey(key)) return refuse(`“${key.slice(0, 40)}” is not a setting of the lab.`);
  if (key === "task" && typeof given === "string" && readsOwnData(given) && sizes !== "plan")
    return refuse(onlyInPlans(given));
  const value = accepted(FIELDS[key], given, sizes);
  if (value === undefined && isLarge(key, given)) {
    const larger = allowed(key, "large").replace(/^.* to /, "to ");
    return refuse(
      `${refused(key, given, `be ${allowed(key, "usual")}`)} Large sizes, ${larger}, can be switched on at its field in the lab.`,
    );
  }
  if (value === undefined) return refuse(refused(key, given, `be ${allowed(key, sizes)}`));
  return { key, value: value as ValueOf<Key & ConfigKey> };
}

/** The given value converted for a field; undefined if the field does not accept it. */
function accepted(field: Field, given: unknown, sizes: Sizes): string | number | undefined {
  if (field.kind === "choice") return field.options.find((option) => option === given);
  const isNumeral = typeof given === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given);
  if (typeof given !== "number" && !isNumeral) return undefined;
  const value = Number(given);
  const inRange = Number.isFinite(value) && value >= field.min && value <= maxOf(field, sizes);
  return inRange && (!field.integer || Number.isInteger(value)) ? value : undefined;
}

const isWhole = (config: unknown) => isRecord(config) && isRecord(config.a) && isRecord(config.b);

/** Why a config is refused: its first value that is not allowed, where a number must not be given as text. */
function badValue(config: RunConfig): string | undefined {
  for (const key of KEYS) {
    const value = getField(config, key);
    const parsed = parseField(key, value, "large");
    if ("refusal" in parsed) return parsed.refusal.message;
    if (parsed.value !== value) return refused(key, value, "be a number");
  }
  return undefined;
}

/**
 * The schema of a complete config, with every value in range, large sizes among them: the page has let them in before. Other
 * properties are kept.
 */
export const CONFIG = v.pipe(
  v.custom<RunConfig>(isWhole, ({ input }) =>
    refused("config", input, "hold every setting, with lanes a and b"),
  ),
  unless(badValue),
);

/** A config with the settings of lanes that earlier releases did not have; what those releases did is the default. */
function completed(config: unknown): unknown {
  if (!isRecord(config)) return config;
  const { cell, forget } = DEFAULT_CONFIG.a;
  const lane = (given: unknown) => (isRecord(given) ? { cell, forget, ...given } : given);
  return { ...config, a: lane(config.a), b: lane(config.b) };
}

/** The schema of a config that an earlier release may have saved. */
export const SAVED_CONFIG = v.pipe(v.unknown(), v.transform(completed), CONFIG);
