/** How data from outside is checked: by valibot's schemas, with sentences as their messages. */
import * as v from "valibot";
import { messageOf } from "./errors";

export type Json = Readonly<Record<string, unknown>>;

/** A value as a refusal quotes it, whatever it is. */
export const inWords = (given: unknown): string => {
  if (given === undefined) return "nothing";
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given).slice(0, 40);
};

/** The sentence that refuses a value: what it was given for, what it is, and what it must be or do. */
export const refused = (name: string, given: unknown, must: string): string =>
  `${name} = “${inWords(given)}” was refused: it must ${must}.`;

/** Whether a value is an object, and no list. */
export const isRecord = (given: unknown): given is Json =>
  typeof given === "object" && given !== null && !Array.isArray(given);
export const record = (message: v.ErrorMessage<v.CustomIssue>) => v.custom<Json>(isRecord, message);

/**
 * An object with these parts. A part that is absent is refused by its own schema, as `undefined`, and what the object
 * holds besides is left out.
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

/** Refuses a value for which there is a sentence that says why. */
export const unless = <T>(why: (value: T) => string | undefined) =>
  v.rawCheck<T>(({ dataset, addIssue }) => {
    const message = dataset.typed ? why(dataset.value) : undefined;
    if (message !== undefined) addIssue({ message });
  });

/**
 * Why a schema refuses a value: the first message, if that is a sentence; if not, it goes on from “it must”, and the
 * sentence begins with the place and what is there.
 */
function sentence({ message, input, path }: v.BaseIssue<unknown>): string {
  if (message.endsWith(".")) return message;
  return refused(path?.map(({ key }) => key).join(".") ?? "it", input, message);
}

/** Data of which a schema describes a part only: that part is checked, and all of it is taken as it is. */
export const checked = <T>(part: v.GenericSchema) =>
  v.pipe(
    v.custom<T>(() => true),
    unless((given) => {
      const { issues } = v.safeParse(part, given, { abortEarly: true });
      return issues && sentence(issues[0]);
    }),
  );

/**
 * Data as a schema has it.
 * @param where names it in the refusal, as the line of a file
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

/** @throws Error with a sentence if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`It is not JSON: ${messageOf(error)}`);
  }
}
