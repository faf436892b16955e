import type { Field } from "./fields";
import { type ConfigKey, FIELDS, isConfigKey, type ValueOf } from "./schema";

/** A refusal: which key, what was given, what would be right. */
export interface Refusal {
  readonly key: string;
  readonly given: string;
  readonly message: string;
}

/** A value that a field accepts, with its key, or why it is refused. */
export type Parsed<Key extends ConfigKey = ConfigKey> =
  | { readonly key: Key; readonly value: ValueOf<Key> }
  | { readonly refusal: Refusal };

/** What a field accepts, in words. */
export function allowed(key: ConfigKey): string {
  const field = FIELDS[key];
  if (field.kind === "choice") return `one of ${field.options.join(", ")}`;
  return `${field.integer ? "a whole number" : "a number"} from ${field.min} to ${field.max}`;
}

/** A value as a refusal quotes it, whatever it is. */
export const inWords = (given: unknown): string => {
  if (given === undefined) return "nothing";
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given).slice(0, 40);
};

/** The sentence that refuses a value: what it was given for, what it is, and what it must be or do. */
export const refused = (name: string, given: unknown, must: string): string =>
  `${name} = “${inWords(given)}” was refused: it must ${must}.`;

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
