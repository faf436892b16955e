import { type KeyTable, type Pair, readOwn, writeOwn } from "../../address/keys";
import { CHAPTERS } from "./chapters";

const IDS = CHAPTERS.map(({ id }) => id);

const KEYS: KeyTable<"why", { readonly chapter: string }> = {
  chapter: {
    read: (chapter) => (IDS.includes(chapter) ? { chapter } : `one of ${IDS.join(", ")}`),
    write: ({ chapter }) => (chapter === IDS[0] ? null : chapter),
  },
};

/** The chapter that an address names. */
export interface LessonPlace {
  /** Id of the requested chapter; null if none is. */
  readonly chapter: string | null;
  /** One sentence per rejected value. */
  readonly refusals: readonly string[];
}

export function readPlace(pairs: readonly Pair[]): LessonPlace {
  const { values, refusals } = readOwn("why", KEYS, pairs);
  return { chapter: values.chapter ?? null, refusals };
}

/** Returns the lesson's keys for a chapter; the first one needs none. */
export const writePlace = (chapter: string): Pair[] => writeOwn(KEYS, { chapter });
