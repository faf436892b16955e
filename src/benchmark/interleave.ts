import { messageOf } from "../errors";
import type { Contender } from "./contenders";
import type { Size } from "./size";
import type { Prepared } from "./timing";

/** A running contender, in a worker, in another browser or in another program. */
export interface Entrant {
  /** Builds the network of a size and makes its first steps. @throws Error with a sentence if that is impossible */
  prepare(size: Size): Promise<Prepared & { readonly device: string }>;
  /** Takes one sample. @returns ms per step */
  sample(): Promise<number>;
  /** Stops the contender; pending calls are rejected. */
  end(): void;
}

/** The state of one contender at one size. */
export interface Row {
  readonly contender: Contender;
  readonly prepared: (Prepared & { readonly device: string }) | null;
  /** The number of samples to take. */
  readonly wanted: number;
  /** The samples in ms per step, in the order in which they were taken. */
  readonly samples: readonly number[];
  /** Why the contender failed, or null. */
  readonly failure: string | null;
}

/** The state of all contenders at one size. */
export interface SizeResult {
  readonly size: Size;
  readonly rows: readonly Row[];
}

/** The number of samples per contender. */
export interface Sampling {
  readonly samples: number;
  /** The number for contenders that take longer than {@link SLOW} per step. */
  readonly slowSamples: number;
}

/** A step that takes longer is slow, in ms. */
export const SLOW = 3000;

/**
 * Measures contenders at one size, taking a sample of each in turn, so that other load on the machine affects all of
 * them equally and their ratios stay valid.
 * @param open starts a contender, which is ended when all samples have been taken
 * @param report is called with the state after every sample
 * @throws the abort reason of `signal` if it is aborted
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
