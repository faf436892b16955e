import { createStore, del, get, set } from "idb-keyval";
import * as v from "valibot";
import { attempt } from "../errors";

const OWN_TEXT = v.object({
  /** Its file's name, or what stands for it. */
  name: v.string(),
  text: v.string(),
});
/** A text that the person gave, kept in this browser and sent nowhere. */
export interface OwnText extends Readonly<v.InferOutput<typeof OWN_TEXT>> {}

/** 5 MB: what a browser tokenises within a second. */
export const MAX_TEXT = 5 * 2 ** 20;
/** Characters that leave something to learn from when a tenth is held out. */
export const MIN_TEXT = 5000;
/** Share of the words of a text that may occur nowhere else in it. */
const MAX_UNIQUE = 0.6;

const megabytes = (bytes: number) => Math.floor(bytes / 2 ** 20);

/**
 * Reads the bytes of a text.
 * @throws Error with a sentence: too large, empty, not UTF-8, too short, or too few words that come again
 */
export function readOwnText(name: string, bytes: Uint8Array): OwnText {
  if (bytes.length > MAX_TEXT) {
    throw new Error(`It has more than ${megabytes(MAX_TEXT)} MB, which is the most that is read.`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
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
  const unique = shareUnique(text);
  if (unique > MAX_UNIQUE) {
    throw new Error(
      `It has too many different words: ${Math.round(100 * unique)} % of them occur only once, and at most ${100 * MAX_UNIQUE} % may. A word that occurs once cannot be learned.`,
    );
  }
  return { name, text };
}

/** The share of words that stand in the text once. */
function shareUnique(text: string): number {
  const counts = new Map<string, number>();
  let words = 0;
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    words++;
  }
  let once = 0;
  for (const count of counts.values()) if (count === 1) once++;
  return words === 0 ? 1 : once / words;
}

const KEY = "own text";
const STORE = createStore("unitary-rnn-lab-text", "texts");

/** The text that is kept. @returns undefined where there is none, or the browser keeps nothing */
export const keptText = (): Promise<OwnText | undefined> =>
  attempt(async () => v.parse(OWN_TEXT, await get(KEY, STORE)), undefined);

/** @throws Error with a sentence where the browser keeps nothing */
export async function keepText(text: OwnText): Promise<void> {
  try {
    await set(KEY, text, STORE);
  } catch {
    throw new Error("The browser keeps nothing for this page: its storage is full or not allowed.");
  }
}

export const forgetText = (): Promise<void> => attempt(() => del(KEY, STORE), undefined);
