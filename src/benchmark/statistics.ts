import type { Row, SizeResult } from "./interleave";

/** The median; NaN if there are no values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** The largest relative difference of first losses that come from the same network. */
export const AGREEMENT = 1e-4;

/** The figures of a row that are shown. */
export interface Figures {
  readonly median: number;
  readonly minimum: number;
  /** The median relative to that of the lab's own contender; null if that is unknown, or for that contender itself. */
  readonly ratio: number | null;
  /** The relative difference of the first loss from ours; null if one of the two is unknown or the formulas differ. */
  readonly disagreement: number | null;
}

/** The figures of a row among the others of its size; null if nothing was measured. */
export function figures({ contender, samples, prepared }: Row, { rows }: SizeResult): Figures | null {
  if (samples.length === 0 || !prepared) return null;
  const ours = rows.find((row) => row.contender.id === contender.against);
  // Any of our contenders with the same cell and rule serves: the first loss does not depend on the backend.
  const reference = rows.find(
    (row) =>
      row.contender.network === "ours" &&
      row.contender.rule === contender.rule &&
      row.contender.cell === contender.cell &&
      row.contender.id !== contender.id &&
      row.prepared,
  );
  const isItself = ours?.contender.id === contender.id;
  return {
    median: median(samples),
    minimum: Math.min(...samples),
    ratio: ours && !isItself && ours.samples.length > 0 ? median(samples) / median(ours.samples) : null,
    disagreement:
      reference?.prepared && !contender.differs
        ? Math.abs(prepared.firstLoss / reference.prepared.firstLoss - 1)
        : null,
  };
}

/** Whether the first loss agrees with ours; NaN never does. */
export const agrees = (disagreement: number | null): boolean =>
  disagreement === null || disagreement <= AGREEMENT;
