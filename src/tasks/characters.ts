import { firstScored, textTask } from "./text";

/** A character that occurs less often than this in the training text counts as unknown. */
const MIN_COUNT = 20;
/** An upper bound of the number of classes, which no text is expected to exceed. */
const MAX_CLASSES = 128;

/**
 * The task of predicting the next character of a text in lower case, with line breaks and runs of spaces as one space.
 */
export const characters = textTask({
  label: "Next character",
  unit: "character",
  tokenise(text, each) {
    for (const character of text.toLowerCase().trim().replace(/\s+/g, " ")) each(character);
  },
  vocabularySize(counts) {
    const firstRare = counts.findIndex((count) => count < MIN_COUNT);
    return firstRare < 0 ? counts.length : firstRare;
  },
  symbol: (token) => (token === " " ? "␣" : token),
  join: (tokens) => tokens.join(""),
  maxClasses: () => MAX_CLASSES,
  reads: [],
  python: {
    needs: ["characters"],
    imports: ["from collections import Counter", "from pathlib import Path"],
    settings: (config) => ({ LENGTH: config.length, FIRST: firstScored(config) }),
  },
});
