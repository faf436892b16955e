import { describe, expect, it } from "vitest";
import { BROWSER_CONTENDERS, type Contender } from "../../src/benchmark/contenders";
import { timeLeft, typicalTotal } from "../../src/benchmark/estimate";
import { type Entrant, interleave, type SizeResult } from "../../src/benchmark/interleave";
import { json, markdown } from "../../src/benchmark/report";
import { figures, median } from "../../src/benchmark/statistics";

const SIZE = { units: 8, batch: 2, steps: 30 };
const [ours, , operations] = BROWSER_CONTENDERS;
const CIRCUMSTANCES = { version: "1", date: "2026-01-02", browser: "a browser", processors: 2 };

interface Known {
  readonly loss?: number;
  readonly milliseconds: readonly number[];
  readonly typical?: number;
  readonly broken?: string;
}

/** Entrants whose answers are known beforehand; `log` gets the order in which they were asked. */
const entrants =
  (known: Readonly<Record<string, Known>>, log: string[]) =>
  ({ id }: Contender): Entrant => {
    const { loss = 2, milliseconds, typical = milliseconds[0], broken } = known[id];
    let taken = 0;
    return {
      async prepare() {
        log.push(`prepare ${id}`);
        if (broken) throw new Error(broken);
        return { firstLoss: loss, steps: 1, milliseconds: typical, calls: null, device: "here" };
      },
      async sample() {
        log.push(id);
        return milliseconds[taken++];
      },
      end: () => log.push(`end ${id}`),
    };
  };

const measure = (known: Readonly<Record<string, Known>>, log: string[] = [], signal?: AbortSignal) =>
  interleave(
    SIZE,
    [ours, operations],
    { samples: 3, slowSamples: 2 },
    entrants(known, log),
    () => {},
    signal,
  );

describe("the benchmark", () => {
  it("takes a sample of each contender in turn and ends all of them", async () => {
    const log: string[] = [];
    await measure(
      { [ours.id]: { milliseconds: [1, 2, 3] }, [operations.id]: { milliseconds: [4, 5, 6] } },
      log,
    );
    const rounds = Array.from({ length: 3 }, () => [ours.id, operations.id]).flat();
    const around = (verb: string) => [`${verb} ${ours.id}`, `${verb} ${operations.id}`];
    expect(log).toEqual([...around("prepare"), ...rounds, ...around("end")]);
  });

  it("reports median, minimum and the ratio to ours", async () => {
    const result = await measure({
      [ours.id]: { milliseconds: [3, 1, 2] },
      [operations.id]: { milliseconds: [50, 30, 40] },
    });
    expect(figures(result.rows[0], result)).toMatchObject({ median: 2, minimum: 1, ratio: null });
    expect(figures(result.rows[1], result)).toMatchObject({ median: 40, minimum: 30, ratio: 20 });
    const table = markdown(CIRCUMSTANCES, [result]);
    expect(table).toContain("| 40 ms | 30 ms | 20 × |");
    expect(table).toContain("here. a browser; 2 processors");
    expect(json(CIRCUMSTANCES, [result]).sizes[0].rows[1].samples).toEqual([50, 30, 40]);
  });

  it("the median is the middle value, or the mean of the two in the middle", () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, Number.NaN]);
  });

  it("says that a first loss is not ours, and that fewer samples were taken of a slow contender", async () => {
    const result = await measure({
      [ours.id]: { milliseconds: [1, 1, 1] },
      [operations.id]: { milliseconds: [9000, 9000], loss: 2.001 },
    });
    expect(result.rows[1].samples).toHaveLength(2);
    const table = markdown(CIRCUMSTANCES, [result]);
    expect(table).toContain("2 samples; its first loss is 2.001, which differs from this lab’s");
  });

  it("a contender that cannot run says why, and the others continue without it", async () => {
    const result = await measure({
      [ours.id]: { milliseconds: [1, 1, 1] },
      [operations.id]: { milliseconds: [], broken: "No such device." },
    });
    expect(result.rows[0].samples).toHaveLength(3);
    expect(result.rows[1]).toMatchObject({ samples: [], failure: "No such device." });
  });

  it("ends at once when it is cancelled", async () => {
    const log: string[] = [];
    const cancel = new AbortController();
    const known = { [ours.id]: { milliseconds: [1] }, [operations.id]: { milliseconds: [1] } };
    const stuck = interleave(
      SIZE,
      [ours, operations],
      { samples: 3, slowSamples: 2 },
      (contender) => {
        let refuse = (_error: Error) => {};
        const entrant = entrants(known, log)(contender);
        return {
          ...entrant,
          prepare: () => new Promise<never>((_resolve, reject) => (refuse = reject)),
          end: () => refuse(new Error("ended")),
        };
      },
      () => {},
      cancel.signal,
    );
    cancel.abort(new Error("cancelled"));
    await expect(stuck).rejects.toThrow("cancelled");
  });

  it("the time left is the estimate at first, decreases with every sample and is 0 at the end", async () => {
    const plan = { sizes: [SIZE], contenders: [ours, operations], sampling: { samples: 3, slowSamples: 2 } };
    const left = [timeLeft(plan, [])];
    expect(left[0]).toBe(typicalTotal(plan));
    const note = (result: SizeResult) => left.push(timeLeft(plan, [result]));
    await interleave(
      SIZE,
      plan.contenders,
      plan.sampling,
      entrants({ [ours.id]: { milliseconds: [2, 2, 2] }, [operations.id]: { milliseconds: [7, 7, 7] } }, []),
      note,
    );
    const afterPreparing = left.slice(3);
    expect(afterPreparing).toEqual([...afterPreparing].sort((x, y) => y - x));
    expect(left.at(-1)).toBe(0);
  });
});
