import fc from "fast-check";
import type { Field } from "../../src/config/fields";
import {
  type ConfigKey,
  DEFAULT_CONFIG,
  FIELDS,
  KEYS,
  type NumberKey,
  type RunConfig,
  type ValueOf,
  withField,
} from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";

/** Any value that a field accepts, with its ends far more often than chance would have them. */
export function anyValue(key: ConfigKey): fc.Arbitrary<ValueOf> {
  const field = FIELDS[key];
  if (field.kind === "choice") return fc.constantFrom<ValueOf[]>(...field.options);
  const ends = fc.constantFrom(field.min, field.max, field.default);
  const inside = field.integer
    ? fc.integer({ min: field.min, max: field.max })
    : fc.double({ min: field.min, max: field.max, noNaN: true });
  return fc.oneof({ weight: 1, arbitrary: ends }, { weight: 3, arbitrary: inside });
}

/** Any config of the schema; sizes within the limits given, for tests that train it. */
export function anyConfig(
  limits: Readonly<Partial<Record<NumberKey, number>>> = {},
): fc.Arbitrary<RunConfig> {
  const value = (key: ConfigKey): fc.Arbitrary<ValueOf> => {
    const field = FIELDS[key];
    const max = limits[key as NumberKey];
    return field.kind === "number" && max !== undefined ? fc.integer({ min: field.min, max }) : anyValue(key);
  };
  return fc
    .tuple(...KEYS.map(value))
    .map((values) => values.reduce((config, each, i) => withField(config, KEYS[i], each), DEFAULT_CONFIG));
}

/** Things that are not what any field wants, or only nearly. */
export const anyNonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "0x10",
    "1_000",
    "",
    " 5",
    "<script>alert(1)</script>",
    "__proto__",
    "\u202e5",
    "٣",
    -0,
    2 ** 53,
    Number.MIN_VALUE,
    null,
    { toString: null },
    [[[[[]]]]],
  ),
);

/** Every field of a config is one that the schema accepts. */
export const inRange = (config: RunConfig): boolean => KEYS.every((key) => accepted(config, key));

function accepted(config: RunConfig, key: ConfigKey): boolean {
  const [head, tail] = key.split(".");
  const lane = config[head as LaneKey];
  const value: unknown = tail === undefined ? lane : lane[tail as keyof typeof lane];
  const field: Field = FIELDS[key];
  if (field.kind === "choice") return field.options.includes(value as string);
  const isNumber = typeof value === "number" && value >= field.min && value <= field.max;
  return isNumber && (!field.integer || Number.isInteger(value));
}
