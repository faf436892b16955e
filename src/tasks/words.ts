import { firstScored, textTask } from "./text";

/** A title with its full stop, a word with inner apostrophes and hyphens, or any other single character. */
const TOKEN = /\b(?:mr|mrs|dr|esq)\.|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Punctuation that follows a word without a space, and punctuation that precedes one without a space. */
const CLOSES = /^[,.;:!?)\]”’]$/;
const OPENS = /^[([“‘]$/;

/** Joins words with spaces, and punctuation as it is printed. */
const join = (tokens: readonly string[]): string =>
  tokens.reduce((text, token, i) => {
    const together = i === 0 || CLOSES.test(token) || OPENS.test(tokens[i - 1]);
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
    for (const [token] of text.toLowerCase().matchAll(TOKEN)) each(token);
  },
  vocabularySize: (counts, { vocabulary }) => Math.min(vocabulary, counts.length),
  symbol: (token) => token,
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
