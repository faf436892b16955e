/** Splits a text: calls `each` with every token, in order. */
export type Tokenise = (text: string, each: (token: string) => void) => void;

/** How many tokens stay, given the counts in the training text, commonest first. */
export type Keep = (counts: readonly number[]) => number;

/** A text as numbers. */
export interface EncodedText {
  /** The class of every token of the text, in order. */
  readonly ids: Uint16Array;
  /** Tokens before this place are for training, the others are held out. */
  readonly cut: number;
  /** The kept tokens, commonest first; their class is their index. The class after the last is all other tokens. */
  readonly tokens: readonly string[];
}

const TRAINING_SHARE = 0.9;

/**
 * Reads a text once, takes its first 90 % for training and makes the vocabulary from those alone, so that nothing
 * of the held-out text is known beforehand. Equally common tokens keep the order of their first appearance.
 */
export function encode(text: string, tokenise: Tokenise, keep: Keep): EncodedText {
  const order = new Map<string, number>();
  const appearances: number[] = [];
  tokenise(text, (token) => {
    const known = order.get(token);
    if (known === undefined) order.set(token, order.size);
    appearances.push(known ?? order.size - 1);
  });

  const cut = Math.floor(appearances.length * TRAINING_SHARE);
  const counts = new Float64Array(order.size);
  for (let i = 0; i < cut; i++) counts[appearances[i]]++;
  const ranked = [...counts.keys()]
    .filter((place) => counts[place] > 0)
    .sort((p, q) => counts[q] - counts[p] || p - q);
  const kept = ranked.slice(0, keep(ranked.map((place) => counts[place])));

  const classes = new Uint16Array(order.size).fill(kept.length);
  kept.forEach((place, rank) => {
    classes[place] = rank;
  });
  const names = [...order.keys()];
  return {
    ids: Uint16Array.from(appearances, (place) => classes[place]),
    cut,
    tokens: kept.map((place) => names[place]),
  };
}
