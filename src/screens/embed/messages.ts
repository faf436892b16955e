import * as v from "valibot";
import { inWords, isRecord, read, refused, shape } from "../../valid";

/** What the messages of an embedded page and of the page around it are marked with. */
export const FORMAT = "unitary-rnn-lab/message";
export const VERSION = 1;

const WHOLE = v.custom<number>(
  (given) => Number.isSafeInteger(given) && Number(given) >= 0,
  "be a whole number from 0 on",
);
const NUMBER = v.custom<number>(
  (given) => Number.isSafeInteger(given) && Number(given) >= 1,
  "be the number of a scene, from 1 on",
);
const KEY = v.string("be the key of a setting, as in the address");
const VALUE = v.union([v.string(), v.number()], "be text or a number");
const ID = v.union([v.string(), v.number()], "be text or a number, if it is there");

const command = <Do extends string, Parts extends v.ObjectEntries>(name: Do, parts: Parts) =>
  shape({ do: v.literal(name), ...parts });

/** The commands: what the page around a frame can have it do. */
const COMMANDS = {
  play: command("play", {}),
  pause: command("pause", {}),
  reset: command("reset", {}),
  step: command("step", { to: v.optional(WHOLE) }),
  scene: command("scene", { scene: NUMBER }),
  set: command("set", { key: KEY, value: VALUE }),
  state: command("state", {}),
};
type CommandName = keyof typeof COMMANDS;
export type Command = { [Name in CommandName]: v.InferOutput<(typeof COMMANDS)[Name]> }[CommandName];

const NAMES = Object.keys(COMMANDS) as CommandName[];
const HEAD = shape({
  version: v.literal(VERSION, `be ${VERSION}`),
  do: v.picklist(NAMES, `be one of ${NAMES.join(", ")}`),
});

/** The id by which the sender recognises the answer, if it gave one. */
export type MessageId = string | number | undefined;

/** Whether data that was received is a message to this page; all else is not answered. */
export const isMessage = (data: unknown): boolean => isRecord(data) && data.format === FORMAT;

/** The id of a message, which is in the answer even if the message is refused. */
export const idOf = (message: unknown): MessageId => {
  const parsed = v.safeParse(ID, isRecord(message) ? message.id : undefined);
  return parsed.success ? parsed.output : undefined;
};

/**
 * Reads a message.
 * @throws Error with a sentence that names what is wrong and what is allowed
 */
export function readCommand(message: unknown): Command {
  const id = isRecord(message) ? message.id : undefined;
  if (id !== undefined && !v.is(ID, id)) {
    throw new Error(refused("id", inWords(id), "be text or a number, if it is there"));
  }
  return read(COMMANDS[read(HEAD, message).do] as v.GenericSchema<unknown, Command>, message);
}

/** The state of an embedded page, as its messages have it. */
export interface EmbedState {
  readonly screen: string;
  /** Whether there is a run, its networks are built, and it follows commands at once. */
  readonly ready: boolean;
  readonly playing: boolean;
  /** Whether the run has reached its end. */
  readonly ended: boolean;
  /** The newest step made, and the one that is shown; null on a screen that runs nothing. */
  readonly step: number | null;
  readonly shown: number | null;
  /** The number of the lecture's scene that is shown, from 1; null if no lecture is given. */
  readonly scene: number | null;
  /** The settings, as the address has them from `#` on. */
  readonly settings: string;
}

/** The answer to a message. */
export const answer = (
  id: MessageId,
  outcome: { readonly state: EmbedState } | { readonly error: string },
) => ({
  format: FORMAT,
  version: VERSION,
  ...(id !== undefined && { id }),
  ok: !("error" in outcome),
  ...outcome,
});

/** What is sent when the state has changed. */
export const news = (state: EmbedState) => ({ format: FORMAT, version: VERSION, news: "state", state });
