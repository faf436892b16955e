import { firstScored, textTask } from "./text";

/** A title with its full stop, a word with inner apostrophes and hyphens, or any other sign alone. */
const TOKEN = /\b(?:mr|mrs|dr|esq)\.|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Signs that stand at the word before them, and those that the next word stands at. */
const CLOSES = /^[,.;:!?)\]”’]$/;
const OPENS = /^[([“‘]$/;

/** Words apart, punctuation where it is printed. */
const join = (tokens: readonly string[]): string =>
  tokens.reduce((text, token, i) => {
    const together = i === 0 || CLOSES.test(token) || OPENS.test(tokens[i - 1]);
    return together ? text + token : `${text} ${token}`;
  }, "");

/** The next word: lower-cased words and punctuation marks, the commonest `vocabulary` of them and one for the rest. */
export const words = textTask({
  label: "Next word",
  unit: "word",
  tokenise(text, each) {
    for (const [token] of text.toLowerCase().matchAll(TOKEN)) each(token);
  },
  kept: (counts, { vocabulary }) => Math.min(vocabulary, counts.length),
  symbol: (token) => token,
  join,
  most: ({ vocabulary }) => vocabulary + 1,
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
