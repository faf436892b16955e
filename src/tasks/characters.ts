import { firstScored, textTask } from "./text";

/** A character that the training text has less often than this cannot be learnt and is one of the unknown. */
const RARE = 20;
/** A text has at most so many different characters that are not rare. */
const MOST = 128;

/** The next character: lower-cased, line breaks and runs of spaces read as one space. */
export const characters = textTask({
  label: "Next character",
  unit: "character",
  tokenise(text, each) {
    for (const character of text.toLowerCase().trim().replace(/\s+/g, " ")) each(character);
  },
  kept(counts) {
    const firstRare = counts.findIndex((count) => count < RARE);
    return firstRare < 0 ? counts.length : firstRare;
  },
  symbol: (token) => (token === " " ? "␣" : token),
  join: (tokens) => tokens.join(""),
  most: () => MOST,
  reads: [],
  python: {
    needs: ["characters"],
    imports: ["from collections import Counter", "from pathlib import Path"],
    settings: (config) => ({ LENGTH: config.length, FIRST: firstScored(config) }),
  },
});
