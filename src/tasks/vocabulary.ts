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

/** A text as its different tokens, in the order of their first occurrence, and the place in that order of each token of the text. */
export interface SplitText {
  readonly names: readonly string[];
  readonly appearances: Uint32Array;
}

export function split(text: string, tokenise: Tokenise): SplitText {
  const order = new Map<string, number>();
  const appearances: number[] = [];
  tokenise(text, (token) => {
    const known = order.get(token);
    if (known === undefined) order.set(token, order.size);
    appearances.push(known ?? order.size - 1);
  });
  return { names: [...order.keys()], appearances: Uint32Array.from(appearances) };
}

/** How often each of the different tokens occurs among the first `until` tokens of the text, by its place. */
export function countsOf({ names, appearances }: SplitText, until = appearances.length): Float64Array {
  const counts = new Float64Array(names.length);
  for (let i = 0; i < until; i++) counts[appearances[i]]++;
  return counts;
}

const TRAINING_SHARE = 0.9;

/** How many of a text’s tokens are for training. */
export const trainingCut = (tokens: number): number => Math.floor(tokens * TRAINING_SHARE);

/**
 * Encodes a text. The vocabulary is made from its first 90 %, the training text, only, so that it contains no
 * information about the held-out text. Equally frequent tokens are in the order of their first occurrence.
 */
export function encode(text: SplitText, vocabularySize: VocabularySize): EncodedText {
  const { names, appearances } = text;
  const cut = trainingCut(appearances.length);
  const counts = countsOf(text, cut);
  const ranked = [...counts.keys()]
    .filter((place) => counts[place] > 0)
    .sort((p, q) => counts[q] - counts[p] || p - q);
  const vocabulary = ranked.slice(0, vocabularySize(ranked.map((place) => counts[place])));

  const classes = new Uint16Array(names.length).fill(vocabulary.length);
  vocabulary.forEach((place, rank) => {
    classes[place] = rank;
  });
  return {
    ids: Uint16Array.from(appearances, (place) => classes[place]),
    cut,
    tokens: vocabulary.map((place) => names[place]),
  };
}
