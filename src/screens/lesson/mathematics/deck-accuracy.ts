/** The deck's own measurement, as printed: accuracy in per cent of the next word, by input length. */
export const DECK_LENGTHS = [100, 200, 400] as const;
export const DECK_ACCURACY = {
  uRNN: [38.12, 34.15, 15.23],
  RNN: [92.01, 80.45, 56.73],
} as const;

export type DeckNetwork = keyof typeof DECK_ACCURACY;

/** Which of the two is better at each length, as printed. */
export const betterAsPrinted = (): DeckNetwork[] =>
  DECK_LENGTHS.map((_, i) => (DECK_ACCURACY.uRNN[i] > DECK_ACCURACY.RNN[i] ? "uRNN" : "RNN"));
