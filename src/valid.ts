/** Validates data from outside with valibot's schemas, whose messages are sentences. */
import * as v from "valibot";
import { messageOf } from "./errors";

export type Json = Readonly<Record<string, unknown>>;

/** A value of any type as a refusal quotes it. */
export const inWords = (given: unknown): string => {
  if (given === undefined) return "nothing";
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given).slice(0, 40);
};

/** The sentence that refuses a value: its name, the value, and what it must be or do. */
export const refused = (name: string, given: unknown, must: string): string =>
  `${name} = “${inWords(given)}” was refused: it must ${must}.`;

/** Whether a value is an object and not an array. */
export const isRecord = (given: unknown): given is Json =>
  typeof given === "object" && given !== null && !Array.isArray(given);
export const record = (message: v.ErrorMessage<v.CustomIssue>) => v.custom<Json>(isRecord, message);

/**
 * The schema of an object with these parts. An absent part is refused by its own schema, as `undefined`; other
 * properties are dropped.
 */
export function shape<Parts extends v.ObjectEntries>(
  parts: Parts,
  message: v.ErrorMessage<v.CustomIssue> = `have ${Object.keys(parts).join(", ")}`,
) {
  const absent = Object.fromEntries(Object.keys(parts).map((name) => [name, undefined]));
  const whole = v.object(parts) as v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<Parts, undefined>>>;
  return v.pipe(
    record(message),
    v.transform((given): unknown => ({ ...absent, ...given })),
    whole,
    v.readonly(),
  );
}

/** Refuses a value if `why` returns a sentence about it. */
export const unless = <T>(why: (value: T) => string | undefined) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    const message = dataset.typed ? why(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  });

/**
 * Why a schema refuses a value: the message, if it is a sentence; otherwise the message completes “it must”, and the
 * sentence begins with the path and the value there.
 */
function sentence({ message, input, path }: v.BaseIssue<unknown>): string {
  if (message.endsWith(".")) return message;
  return refused(path?.map(({ key }) => key).join(".") ?? "it", input, message);
}

/** The schema of data that `part` describes only in part: that part is checked, and the value passes unchanged. */
export const checked = <T>(part: v.GenericSchema) =>
  v.pipe(
    v.custom<T>(() => true),
    unless((given) => {
      const { issues } = v.safeParse(part, given, { abortEarly: true });
      return issues && sentence(issues[0]);
    }),
  );

/**
 * Validates data with a schema and returns the schema's output.
 * @param where names the data in the refusal, for example the line of a file
 * @throws Error with the {@link sentence} about the first thing that is wrong
 */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  given: unknown,
  where?: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, given, { abortEarly: true });
  if (result.success) return result.output;
  const why = sentence(result.issues[0]);
  throw new Error(where ? `${where}: ${why}` : why);
}

/** Parses JSON. @throws Error with a sentence if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`It is not JSON: ${messageOf(error)}`);
  }
}
