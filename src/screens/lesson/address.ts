import { type KeyTable, type Pair, readOwn, writeOwn } from "../../address/keys";
import { CHAPTERS } from "./chapters";

const IDS = CHAPTERS.map(({ id }) => id);

const KEYS: KeyTable<"why", { readonly chapter: string }> = {
  chapter: {
    read: (chapter) => (IDS.includes(chapter) ? { chapter } : `one of ${IDS.join(", ")}`),
    write: ({ chapter }) => (chapter === IDS[0] ? null : chapter),
  },
};

/** Where in the lesson an address leads. */
export interface Place {
  /** The id of the chapter that is asked for; null if none is. */
  readonly chapter: string | null;
  /** A sentence for each value that was refused. */
  readonly refusals: readonly string[];
}

export function readPlace(pairs: readonly Pair[]): Place {
  const { values, refusals } = readOwn("why", KEYS, pairs);
  return { chapter: values.chapter ?? null, refusals };
}

/** The lesson's keys for a chapter; the first one needs none. */
export const writePlace = (chapter: string): Pair[] => writeOwn(KEYS, { chapter });
