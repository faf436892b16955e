import { PRINTED } from "../../../experiments/deck-printed";

/** Input lengths of the lecture's table of next-word accuracies. */
export const DECK_LENGTHS = [100, 200, 400] as const;
export type DeckNetwork = "uRNN" | "RNN";

const printed = (network: DeckNetwork): readonly number[] =>
  DECK_LENGTHS.map(
    (length) => PRINTED.find((line) => line.network === network)?.accuracy[length] ?? Number.NaN,
  );

/** Accuracies in per cent as printed, by input length. */
export const DECK_ACCURACY = { uRNN: printed("uRNN"), RNN: printed("RNN") } as const;

/** Returns which network is better at each length, as printed. */
export const betterAsPrinted = (): DeckNetwork[] =>
  DECK_LENGTHS.map((_, i) => (DECK_ACCURACY.uRNN[i] > DECK_ACCURACY.RNN[i] ? "uRNN" : "RNN"));
