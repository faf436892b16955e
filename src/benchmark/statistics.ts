import type { Row, SizeResult } from "./interleave";

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** First losses that differ by no more than this part of their size come from the same network. */
export const AGREEMENT = 1e-4;

/** A row as it is shown. */
export interface Figures {
  readonly median: number;
  readonly minimum: number;
  /** Median against that of the contender of ours that does the same; null where that is not known, or is itself. */
  readonly ratio: number | null;
  /** How far the first loss lies from ours, relatively; null where one of the two is not known. */
  readonly disagreement: number | null;
}

/** The figures of a row beside the others of its size; null where nothing was measured. */
export function figures({ contender, samples, prepared }: Row, { rows }: SizeResult): Figures | null {
  if (samples.length === 0 || !prepared) return null;
  const ours = rows.find((row) => row.contender.id === contender.against);
  // Any of ours of the same rule will do: the first loss is no matter of the backend.
  const judge = rows.find(
    (row) =>
      row.contender.network === "ours" &&
      row.contender.rule === contender.rule &&
      row.contender.id !== contender.id &&
      row.prepared,
  );
  const isItself = ours?.contender.id === contender.id;
  return {
    median: median(samples),
    minimum: Math.min(...samples),
    ratio: ours && !isItself && ours.samples.length > 0 ? median(samples) / median(ours.samples) : null,
    disagreement: judge?.prepared ? Math.abs(prepared.firstLoss / judge.prepared.firstLoss - 1) : null,
  };
}

/** Whether the first loss is ours; a loss that is not a number never is. */
export const agrees = (disagreement: number | null): boolean =>
  disagreement === null || disagreement <= AGREEMENT;
