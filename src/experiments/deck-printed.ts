/**
 * The slide's table as printed: accuracy in per cent at each input length. The network called uRNN is the unitary one.
 */
export const PRINTED: readonly {
  readonly network: string;
  readonly accuracy: Readonly<Record<number, number>>;
}[] = [
  { network: "uRNN", accuracy: { 100: 38.12, 200: 34.15, 400: 15.23 } },
  { network: "RNN", accuracy: { 100: 92.01, 200: 80.45, 400: 56.73 } },
];

/** The average training time as printed. */
export const PRINTED_TIME = "1 h 52 min";

/** Whether a plan measures what the slide's table prints, at the pace of a lecture or with more care. */
export const isDeckTable = ({ id }: { readonly id: string }): boolean => /^(?:deck|quick)-/.test(id);
