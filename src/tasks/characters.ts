import { formatPercent } from "../math/number-format";
import { cleanText } from "./clean-text";
import { eachCluster } from "./clusters";
import { shownToken } from "./shown-token";
import { firstScored, textTask } from "./text";
import { countsOf } from "./vocabulary";

/** A character that occurs less often than this in the training text counts as unknown. */
const MIN_COUNT = 20;
/** The largest share of a text’s characters that may be rarer than this. */
const MAX_RARE = 0.8;
/** An upper bound of the number of classes of the novel, and the largest one for the user’s own text. */
const MAX_CLASSES = { novel: 128, own: 512 };

/**
 * The task of predicting the next character of a text in lower case, with line breaks and runs of spaces as one space. A letter
 * with its marks is one character, and so is an emoji.
 */
export const characters = textTask({
  label: "Next character",
  unit: "character",
  tokenise: (text, each) => eachCluster(cleanText(text).trim().replace(/\s+/g, " "), each),
  objection(split) {
    const counts = countsOf(split);
    if (counts.length < 2) return "it repeats a single character";
    const rare = counts.reduce((sum, count) => (count < MIN_COUNT ? sum + count : sum), 0);
    const share = rare / split.appearances.length;
    if (share <= MAX_RARE) return null;
    return `${formatPercent(share)} of its characters occur fewer than ${MIN_COUNT} times, too rarely to be learned`;
  },
  vocabularySize(counts, { text }) {
    const firstRare = counts.findIndex((count) => count < MIN_COUNT);
    return Math.min(firstRare < 0 ? counts.length : firstRare, MAX_CLASSES[text] - 1);
  },
  symbol: (token) => (token === " " ? "␣" : shownToken(token)),
  join: (tokens) => tokens.join(""),
  maxClasses: ({ text }) => MAX_CLASSES[text],
  reads: [],
  python: {
    needs: ["characters"],
    imports: ["from collections import Counter", "from pathlib import Path"],
    settings: (config) => ({ LENGTH: config.length, FIRST: firstScored(config) }),
  },
});
