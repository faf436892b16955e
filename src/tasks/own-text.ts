import { cleanText } from "./clean-text";
import { digest, digestOfBytes } from "./digest";
import type { SplitText } from "./vocabulary";

/**
 * Identifies what the numbers of a run on the user’s own text depend on: the digest of what is read of it, whatever its line ends and
 * invisible characters, and, after a hyphen, that of its tokens, since platforms find different words in scripts without spaces.
 */
export function ownTextData(text: string, { names, appearances }: SplitText): string {
  const read = digest(cleanText(text).replace(/\s+/g, " ").trim());
  const tokens = digest(`${digest(names.join("\n"))} ${digestOfBytes(new Uint8Array(appearances.buffer))}`);
  return `${read}-${tokens}`;
}

/** What a text is good for: its fitness for one of the text tasks. */
export interface Fitness {
  /** The number of its tokens. */
  readonly tokens: number;
  /** The longest sequence for which its held-out tenth has a window. */
  readonly longest: number;
  /** {@link ownTextData} */
  readonly data: string;
  /** Why it is not good for the task, as a clause about “it”; null if it is. */
  readonly objection: string | null;
}
