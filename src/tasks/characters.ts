import { textTask } from "./text";

/** A character that the training text has less often than this cannot be learnt and is one of the unknown. */
const RARE = 20;

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
});
