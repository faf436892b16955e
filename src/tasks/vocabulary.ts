/** Splits a text into tokens: calls `each` with every token, in order. */
export type Tokenise = (text: string, each: (token: string) => void) => void;

/** Returns the number of tokens in the vocabulary, given their counts in the training text in descending order. */
export type VocabularySize = (counts: readonly number[]) => number;

/** A text as the classes of its tokens. */
export interface EncodedText {
  /** The class of every token of the text, in order. */
  readonly ids: Uint16Array;
  /** Tokens before this index are for training, the others are held out. */
  readonly cut: number;
  /**
   * The vocabulary, most frequent first; a token's class is its index. The class after the last is all other tokens.
   */
  readonly tokens: readonly string[];
}

const TRAINING_SHARE = 0.9;
/** How many of so many tokens are for training. */
export const trainingTokens = (total: number): number => Math.floor(total * TRAINING_SHARE);

/**
 * Encodes a text. The vocabulary is made from its first 90 %, the training text, only, so that it contains no
 * information about the held-out text. Equally frequent tokens are in the order of their first occurrence.
 */
export function encode(text: string, tokenise: Tokenise, vocabularySize: VocabularySize): EncodedText {
  const order = new Map<string, number>();
  const appearances: number[] = [];
  tokenise(text, (token) => {
    const known = order.get(token);
    if (known === undefined) order.set(token, order.size);
    appearances.push(known ?? order.size - 1);
  });

  const cut = trainingTokens(appearances.length);
  const counts = new Float64Array(order.size);
  for (let i = 0; i < cut; i++) counts[appearances[i]]++;
  const ranked = [...counts.keys()]
    .filter((place) => counts[place] > 0)
    .sort((p, q) => counts[q] - counts[p] || p - q);
  const vocabulary = ranked.slice(0, vocabularySize(ranked.map((place) => counts[place])));

  const classes = new Uint16Array(order.size).fill(vocabulary.length);
  vocabulary.forEach((place, rank) => {
    classes[place] = rank;
  });
  const names = [...order.keys()];
  return {
    ids: Uint16Array.from(appearances, (place) => classes[place]),
    cut,
    tokens: vocabulary.map((place) => names[place]),
  };
}
