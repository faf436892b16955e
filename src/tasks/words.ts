import { formatPercent } from "../math/number-format";
import { cleanText } from "./clean-text";
import { CLUSTER } from "./clusters";
import { shownToken } from "./shown-token";
import { firstScored, textTask } from "./text";
import { eachUnspacedWord, UNSPACED } from "./unspaced";
import { countsOf } from "./vocabulary";

/** The largest share of a text’s words that may occur only once. */
const MAX_ONCE = 0.6;
/** Words that are longer than this on average are not separated by spaces. */
const LONG = 20;

const INSIDE = "[\\p{L}\\p{N}\\p{M}\\u180E\\u200C\\u200D]";
const hasUnspaced = new RegExp(UNSPACED, "u");

/**
 * A title with its full stop, a keycap, a stretch of a script without spaces, a word with its marks and with inner apostrophes
 * and hyphens, or any other single character.
 * @param unspaced whether the text has stretches without spaces
 */
function tokenPattern(unspaced: boolean): RegExp {
  const letter = unspaced ? `(?!${UNSPACED})[\\p{L}\\p{N}]` : "[\\p{L}\\p{N}]";
  const inside = unspaced ? `(?:(?!${UNSPACED})${INSIDE})` : INSIDE;
  const joint = `(?:['’׳״-]|"(?=\\p{sc=Hebr}))`;
  return new RegExp(
    [
      "\\b(?:mr|mrs|dr|esq)\\.",
      "[0-9#*]\\uFE0F?\\u20E3",
      ...(unspaced ? [`(?<unspaced>${UNSPACED}(?:${UNSPACED}|[\\p{M}\\u200C\\u200D])*)`] : []),
      `${letter}${inside}*(?:${joint}${letter}${inside}*)*`,
      `(?!\\s)(?:${CLUSTER})`,
    ].join("|"),
    "gsu",
  );
}
const [SPACED_TOKEN, TOKEN] = [tokenPattern(false), tokenPattern(true)];

/** Where a text without spaces marks the end of a word by a space of no width. */
const WORD_END = new RegExp(`(${UNSPACED}\\p{M}*)\\u200B+`, "gu");

/** Punctuation that follows a word without a space, and punctuation that precedes one without a space. */
const CLOSES = /^[,.;:!?)\]”’،؛؟۔।॥։።፣་־、。，．：；！？）」』】》]$/u;
const OPENS = /^[([“‘་־（「『【《]$/u;
/** What stands beside its like without a space. */
const CLOSE_BY = new RegExp(`^(?:${UNSPACED}|[\\u3001-\\u301F\\uFF01-\\uFF65])`, "u");
const QUOTE = /^[“”‘’]$/;
/** Whether two tokens stand together because their script has no spaces, or one’s has none and the other is a quotation mark. */
const isUnspaced = (one: string, other: string): boolean =>
  CLOSE_BY.test(one) ? CLOSE_BY.test(other) || QUOTE.test(other) : QUOTE.test(one) && CLOSE_BY.test(other);

/** Joins words with spaces where their script has them, and punctuation as it is printed. */
const join = (tokens: readonly string[]): string =>
  tokens.reduce((text, token, i) => {
    const before = tokens[i - 1];
    const together = i === 0 || CLOSES.test(token) || OPENS.test(before) || isUnspaced(before, token);
    return together ? text + token : `${text} ${token}`;
  }, "");

/**
 * The task of predicting the next word or punctuation mark of a text in lower case, with a class for each of the
 * `vocabulary` most frequent ones and one class for the rest.
 */
export const words = textTask({
  label: "Next word",
  unit: "word",
  tokenise(text, each) {
    const clean = cleanText(text.replace(WORD_END, "$1 "));
    for (const { 0: token, groups } of clean.matchAll(hasUnspaced.test(clean) ? TOKEN : SPACED_TOKEN)) {
      if (groups?.unspaced) eachUnspacedWord(token, each);
      else each(token);
    }
  },
  objection(split) {
    const counts = countsOf(split);
    let [all, different, once, letters] = [0, 0, 0, 0];
    for (const [i, word] of split.names.entries()) {
      if (!/^[\p{L}\p{N}](?!\uFE0F?\u20E3)/u.test(word)) continue;
      all += counts[i];
      different++;
      letters += counts[i] * word.length;
      if (counts[i] === 1) once++;
    }
    if (all === 0) return "it has no words, only signs";
    if (different === 1 && all > 1) return "it repeats a single word";
    if (once / all <= MAX_ONCE) return null;
    const spaces = letters / all > LONG ? "it has hardly any spaces, and " : "";
    return `${spaces}${formatPercent(once / all)} of its words occur only once, which cannot be learned`;
  },
  vocabularySize: (counts, { vocabulary }) => Math.min(vocabulary, counts.length),
  symbol: shownToken,
  join,
  maxClasses: ({ vocabulary }) => vocabulary + 1,
  reads: ["vocabulary"],
  python: {
    needs: ["words"],
    imports: ["import re", "from collections import Counter", "from pathlib import Path"],
    settings: (config) => ({
      LENGTH: config.length,
      VOCABULARY: config.vocabulary,
      FIRST: firstScored(config),
    }),
  },
});
