import { textTask } from "./text";

/** A title with its full stop, a word with inner apostrophes and hyphens, or any other sign alone. */
const TOKEN = /\b(?:mr|mrs|dr|esq)\.|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** The next word: lower-cased words and punctuation marks, the commonest `vocabulary` of them and one for the rest. */
export const words = textTask({
  id: "words",
  label: "Next word",
  unit: "word",
  tokenise(text, each) {
    for (const [token] of text.toLowerCase().matchAll(TOKEN)) each(token);
  },
  kept: (counts, { vocabulary }) => Math.min(vocabulary, counts.length),
  symbol: (token) => token,
});
