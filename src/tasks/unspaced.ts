import { eachCluster } from "./clusters";

const SCRIPTS = ["Han", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"];

/** The pattern of a letter, mark or digit of a script that is written without spaces. It needs the flag `u`. */
export const UNSPACED = `[${SCRIPTS.map((script) => `\\p{sc=${script}}`).join("")}\\u3006\\u30FC\\uFF70]`;

/** The language does not matter: the words of these scripts are found by dictionaries of the platform. */
const segmenter =
  typeof Intl.Segmenter === "function" ? new Intl.Segmenter("en", { granularity: "word" }) : undefined;

/** How many UTF-16 units are segmented together, as the time for it grows with their square. */
const CHUNK = 1000;

/**
 * Calls `each` with every word of a stretch of text in a script without spaces, in order: the words that the platform’s dictionary
 * finds, or characters if it has none.
 */
export function eachUnspacedWord(text: string, each: (word: string) => void): void {
  if (!segmenter) {
    eachCluster(text, each);
    return;
  }
  for (let from = 0; from < text.length; ) {
    const chunk = text.slice(from, from + CHUNK);
    const found = Array.from(segmenter.segment(chunk), ({ segment }) => segment);
    // The last word may go on in the next chunk.
    if (from + CHUNK < text.length && found.length > 1) found.pop();
    for (const word of found) {
      each(word);
      from += word.length;
    }
  }
}
