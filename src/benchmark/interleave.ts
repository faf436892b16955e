import { messageOf } from "../errors";
import type { Contender } from "./contenders";
import type { Size } from "./size";
import type { Prepared } from "./timing";

/** A contender at work somewhere: in a worker, in another browser, in another program. */
export interface Entrant {
  /** Builds the network of a size, makes its first steps. @throws Error with a sentence where that is impossible */
  prepare(size: Size): Promise<Prepared & { readonly device: string }>;
  /** One sample. @returns ms a step */
  sample(): Promise<number>;
  /** What is still waited for is refused. */
  end(): void;
}

/** What is known of one contender at one size. */
export interface Row {
  readonly contender: Contender;
  readonly prepared: (Prepared & { readonly device: string }) | null;
  /** Samples that are to be taken. */
  readonly wanted: number;
  /** ms a step, in the order in which they were taken. */
  readonly samples: readonly number[];
  /** Why there are no more samples. */
  readonly failure: string | null;
}

export interface SizeResult {
  readonly size: Size;
  readonly rows: readonly Row[];
}

export interface Sampling {
  readonly samples: number;
  /** For contenders that take longer than {@link SLOW} a step. */
  readonly slowSamples: number;
}

/** In ms a step. */
export const SLOW = 3000;

/**
 * Measures contenders at one size, a sample of each in turn, so that whatever else the machine does meets all of
 * them alike and their ratios hold.
 * @param open starts a contender; it is ended at the end
 * @param report told of the state after every sample
 * @throws what `signal` was aborted with, once it is
 */
export async function interleave(
  size: Size,
  contenders: readonly Contender[],
  { samples, slowSamples }: Sampling,
  open: (contender: Contender) => Entrant,
  report: (result: SizeResult) => void,
  signal?: AbortSignal,
): Promise<SizeResult> {
  const entrants = contenders.map(open);
  let rows: Row[] = contenders.map((contender) => ({
    contender,
    prepared: null,
    wanted: samples,
    samples: [],
    failure: null,
  }));
  const attempt = async (index: number, make: (row: Row) => Promise<Partial<Row>>) => {
    let change: Partial<Row>;
    try {
      change = await make(rows[index]);
    } catch (error) {
      signal?.throwIfAborted();
      change = { failure: messageOf(error) };
    }
    signal?.throwIfAborted();
    rows = rows.map((row, i) => (i === index ? { ...row, ...change } : row));
    report({ size, rows });
  };
  const end = () => {
    for (const entrant of entrants) entrant.end();
  };
  signal?.addEventListener("abort", end);
  try {
    for (const [i, entrant] of entrants.entries()) {
      await attempt(i, async () => {
        const prepared = await entrant.prepare(size);
        const slow = prepared.milliseconds > SLOW;
        return { prepared, wanted: slow ? Math.min(samples, slowSamples) : samples };
      });
    }
    for (let round = 0; round < samples; round++) {
      for (const [i, entrant] of entrants.entries()) {
        if (rows[i].failure !== null || rows[i].samples.length >= rows[i].wanted) continue;
        await attempt(i, async (row) => ({ samples: [...row.samples, await entrant.sample()] }));
      }
    }
    return { size, rows };
  } finally {
    signal?.removeEventListener("abort", end);
    end();
  }
}
