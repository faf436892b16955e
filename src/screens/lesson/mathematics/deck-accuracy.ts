import { PRINTED } from "../../../experiments/deck-printed";

/** The lecture's own measurement, as printed: accuracy in per cent of the next word, by input length. */
export const DECK_LENGTHS = [100, 200, 400] as const;
export type DeckNetwork = "uRNN" | "RNN";

const printed = (network: DeckNetwork): readonly number[] =>
  DECK_LENGTHS.map(
    (length) => PRINTED.find((line) => line.network === network)?.accuracy[length] ?? Number.NaN,
  );

export const DECK_ACCURACY = { uRNN: printed("uRNN"), RNN: printed("RNN") } as const;

/** Which of the two is better at each length, as printed. */
export const betterAsPrinted = (): DeckNetwork[] =>
  DECK_LENGTHS.map((_, i) => (DECK_ACCURACY.uRNN[i] > DECK_ACCURACY.RNN[i] ? "uRNN" : "RNN"));
