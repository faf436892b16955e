import { del, get, set } from "idb-keyval";
import * as v from "valibot";
import { attempt } from "../errors";
import { textFromBytes } from "../text-from-bytes";
import { browserStore, whyNotKept } from "./browser-store";

const OWN_TEXT = v.object({
  /** The name of its file, or a substitute. */
  name: v.string(),
  text: v.string(),
});
/** A text that the user supplied, saved in this browser and sent nowhere. */
export interface OwnText extends Readonly<v.InferOutput<typeof OWN_TEXT>> {}

/** 5 MB: a browser splits it into tokens in about a second. */
export const MAX_TEXT = 5 * 2 ** 20;
/** The minimum number of characters, so that enough is left to learn from when a tenth is held out. */
export const MIN_TEXT = 5000;
const megabytes = (bytes: number) => Math.floor(bytes / 2 ** 20);

/**
 * Reads a text from its bytes.
 * @throws Error with a sentence if it is too large, empty, not UTF-8 or UTF-16, or too short
 */
export function readOwnText(name: string, bytes: Uint8Array): OwnText {
  if (bytes.length > MAX_TEXT) {
    throw new Error(`It has more than ${megabytes(MAX_TEXT)} MB, which is the most that is read.`);
  }
  let text: string;
  try {
    text = textFromBytes(bytes);
  } catch {
    throw new Error("It is not plain text in UTF-8. Save it as .txt with the encoding UTF-8.");
  }
  if (text.includes("\u0000"))
    throw new Error("It holds zero bytes, so it is no plain text. Save it as .txt.");
  if (text.trim() === "") throw new Error("It is empty.");
  const { length } = text.trim();
  if (length < MIN_TEXT) {
    throw new Error(
      `It has ${length} characters; at least ${MIN_TEXT} are needed for a training part and a held-out part.`,
    );
  }
  return { name, text };
}

const KEY = "own text";
const STORE = browserStore("unitary-rnn-lab-text", "texts");

/** The saved text; undefined if there is none or the browser does not allow storage. One that cannot be read is deleted. */
export const savedText = (): Promise<OwnText | undefined> =>
  attempt(async () => {
    const saved: unknown = await get(KEY, STORE);
    if (v.is(OWN_TEXT, saved)) return saved;
    if (saved !== undefined) await del(KEY, STORE);
  }, undefined);

/** Saves the text in the browser. @throws Error with a sentence if storage is full or not allowed */
export async function saveText(text: OwnText): Promise<void> {
  try {
    await set(KEY, text, STORE);
  } catch (error) {
    throw new Error(`The browser does not keep it here (${whyNotKept(error)}).`);
  }
}

export const deleteText = (): Promise<void> => attempt(() => del(KEY, STORE), undefined);
