import fc from "fast-check";
import {
  DEFAULT_CONFIG,
  FIELDS,
  type FieldValue,
  KEYS,
  type RunConfig,
  withField,
} from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";

/** Any value that a field accepts, with its ends far more often than chance would have them. */
export function anyValue(key: string): fc.Arbitrary<FieldValue> {
  const field = FIELDS[key];
  if (field.kind === "choice") return fc.constantFrom(...field.options);
  const ends = fc.constantFrom(field.min, field.max, field.default);
  const inside = field.integer
    ? fc.integer({ min: field.min, max: field.max })
    : fc.double({ min: field.min, max: field.max, noNaN: true });
  return fc.oneof({ weight: 1, arbitrary: ends }, { weight: 3, arbitrary: inside });
}

/** Any config of the schema; sizes within the limits given, for tests that train it. */
export function anyConfig(limits: Readonly<Record<string, number>> = {}): fc.Arbitrary<RunConfig> {
  const value = (key: string) =>
    key in limits
      ? fc.integer({ min: (FIELDS[key] as { min: number }).min, max: limits[key] })
      : anyValue(key);
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
export const inRange = (config: RunConfig): boolean =>
  Object.keys(FIELDS).every((key) => accepted(config, key));

function accepted(config: RunConfig, key: string): boolean {
  const [head, tail] = key.split(".");
  const lane = config[head as LaneKey];
  const value: unknown = tail === undefined ? lane : lane[tail as keyof typeof lane];
  const field = FIELDS[key];
  if (field.kind === "choice") return field.options.includes(value as string);
  const isNumber = typeof value === "number" && value >= field.min && value <= field.max;
  return isNumber && (!field.integer || Number.isInteger(value));
}
