import * as v from "valibot";
import { inWords, isRecord, refused, unless } from "../valid";
import type { Field } from "./fields";
import { type ConfigKey, FIELDS, getField, isConfigKey, KEYS, type RunConfig, type ValueOf } from "./schema";

/** A refusal: which key, what was given, what would be right. */
export interface Refusal {
  readonly key: string;
  readonly given: string;
  readonly message: string;
}

/** A value that a field accepts, with its key, or why it is refused. */
type Parsed<Key extends ConfigKey = ConfigKey> =
  | { readonly key: Key; readonly value: ValueOf<Key> }
  | { readonly refusal: Refusal };

/** What a field accepts, in words. */
export function allowed(key: ConfigKey): string {
  const field = FIELDS[key];
  if (field.kind === "choice") return `one of ${field.options.join(", ")}`;
  return `${field.integer ? "a whole number" : "a number"} from ${field.min} to ${field.max}`;
}

/**
 * Reads one value, from text or JSON.
 * @param key of the config, or what an address or a file has in the place of one
 * @returns the value, or a {@link Refusal} that names key, value and allowed range
 */
export function parseField<Key extends string>(key: Key, given: unknown): Parsed<Key & ConfigKey> {
  const refuse = (message: string) => ({ refusal: { key, given: inWords(given), message } });
  if (!isConfigKey(key)) return refuse(`“${key.slice(0, 40)}” is not a setting of the lab.`);
  const value = accepted(FIELDS[key], given);
  if (value === undefined) return refuse(refused(key, given, `be ${allowed(key)}`));
  return { key, value: value as ValueOf<Key & ConfigKey> };
}

/** The value that a field takes from what is given; undefined where it takes none. */
function accepted(field: Field, given: unknown): string | number | undefined {
  if (field.kind === "choice") return field.options.find((option) => option === given);
  const isNumeral = typeof given === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given);
  if (typeof given !== "number" && !isNumeral) return undefined;
  const value = Number(given);
  const inRange = Number.isFinite(value) && value >= field.min && value <= field.max;
  return inRange && (!field.integer || Number.isInteger(value)) ? value : undefined;
}

const isWhole = (config: unknown) => isRecord(config) && isRecord(config.a) && isRecord(config.b);

/** Why a config is refused: the first of its values that no field accepts as it is, for a number may not be text here. */
function badValue(config: RunConfig): string | undefined {
  for (const key of KEYS) {
    const value = getField(config, key);
    const parsed = parseField(key, value);
    if ("refusal" in parsed) return parsed.refusal.message;
    if (parsed.value !== value) return refused(key, value, "be a number");
  }
  return undefined;
}

/** A whole config, each value of which is in range. What it holds besides stays in it. */
export const CONFIG = v.pipe(
  v.custom<RunConfig>(isWhole, ({ input }) =>
    refused("config", input, "hold every setting, with lanes a and b"),
  ),
  unless(badValue),
);
