import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecimatingTable } from "../../src/store/decimating-table";
import { RunHistory } from "../../src/store/history";
import { Snapshots } from "../../src/store/snapshots";
import { frame, spectrum } from "./frames";

/** Order of the numbers with NaN above all, by sorting keys rather than by comparing as the table does. */
const rank = (value: number) => (Number.isNaN(value) ? 2 : value === Infinity ? 1 : 0);
const inOrder = (one: number, other: number) =>
  rank(one) - rank(other) || (rank(one) === 0 ? one - other : 0);
const least = (values: number[]) => [...values].sort(inOrder)[0];
const most = (values: number[]) => [...values].sort(inOrder).at(-1)!;

const anyNumber = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
);

function filled(rows: number[][], capacity: number): DecimatingTable {
  const table = new DecimatingTable(rows[0].length, capacity);
  for (const [x, row] of rows.entries()) table.append(x, row);
  return table;
}

describe("the decimating table", () => {
  it("keeps every bucket's minimum and maximum of every column, as found by sorting the bucket", () => {
    const rows = fc.array(fc.tuple(anyNumber, anyNumber), { minLength: 1, maxLength: 600, size: "max" });
    fc.assert(
      fc.property(rows, (given) => {
        const table = filled(given, 60);
        const { x, columns } = table.kept();
        expect(x.length).toBeLessThanOrEqual(60);
        for (let start = 0; start < given.length; start += table.stride) {
          const end = Math.min(given.length, start + table.stride);
          const inBucket = Array.from(x.keys()).filter((i) => x[i] >= start && x[i] < end);
          for (const [c, column] of columns.entries()) {
            const all = given.slice(start, end).map((row) => row[c]);
            const kept = inBucket.map((i) => column[i]);
            expect(least(kept)).toBe(least(all));
            expect(most(kept)).toBe(most(all));
          }
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it("keeps only rows that were appended, whole and in order, with the exact first and newest", () => {
    const rows = Array.from({ length: 12_345 }, (_, i) => [Math.sin(i * 1.7), Math.cos(i * 0.3) * i]);
    const { x, columns } = filled(rows, 100).kept();
    for (let i = 0; i < x.length; i++) {
      expect([columns[0][i], columns[1][i]]).toEqual(rows[x[i]]);
      if (i > 0) expect(x[i]).toBeGreaterThan(x[i - 1]);
    }
    expect(x[0]).toBe(0);
    expect(x.at(-1)).toBe(12_344);
  });

  it("loses nothing while there are fewer rows than it may keep", () => {
    const rows = Array.from({ length: 1990 }, (_, i) => [i % 7, i % 5, i % 3, i % 2]);
    expect(filled(rows, 2000).kept().x.length).toBe(1990);
  });

  it("keeps no more of a million rows than of ten thousand", () => {
    const table = new DecimatingTable(4);
    let afterTenThousand = 0;
    let largest = 0;
    for (let i = 0; i < 1_000_000; i++) {
      table.append(i, [i, -i, (i * 7919) % 1000, 1]);
      if (i === 9_999) afterTenThousand = table.kept().x.length;
      if (i % 50_021 === 0) largest = Math.max(largest, table.kept().x.length);
    }
    expect(afterTenThousand).toBeGreaterThan(500);
    expect(largest).toBeLessThanOrEqual(2000);
    expect(table.kept().x.length).toBeLessThanOrEqual(2000);
  });

  it("draws a column in at most 500 points without losing a spike anywhere", () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [Math.sin(i / 900), 0, 0, 0]);
    for (const at of [4_321, 17_000, 29_998]) rows[at][0] = at;
    const { x, y } = filled(rows, 2000).curve(0);
    expect(x.length).toBeLessThanOrEqual(500);
    expect(x.length).toBeGreaterThan(200);
    for (const at of [4_321, 17_000, 29_998]) expect(y[x.indexOf(at)]).toBe(at);
    expect([x[0], x.at(-1)]).toEqual([0, 29_999]);
  });

  it("draws every row while 500 suffice", () => {
    const rows = Array.from({ length: 500 }, (_, i) => [i * i]);
    expect(Array.from(filled(rows, 2000).curve(0).y)).toEqual(rows.flat());
  });

  it("shows NaN and the infinities as what they are", () => {
    const table = filled([[1], [Infinity], [-Infinity], [Number.NaN]], 20);
    expect(Array.from(table.curve(0).y)).toEqual([1, Infinity, -Infinity, Number.NaN]);
  });

  it("answers with the newest value at or before a step, as a search from the end does", () => {
    const steps = [0, 3, 4, 9];
    const table = new DecimatingTable(1);
    for (const step of steps) table.append(step, [step * 10]);
    for (let step = -1; step < 12; step++) {
      const found = steps.findLast((measured) => measured <= step);
      expect(table.upTo(0, step)).toEqual(found === undefined ? undefined : { x: found, y: found * 10 });
    }
  });
});

describe("snapshots", () => {
  const put = (snapshots: Snapshots<{ readonly step: number }>, steps: Iterable<number>) => {
    for (const step of steps) snapshots.put({ step });
    return snapshots.all().map(({ step }) => step);
  };
  const upTo = (count: number, by = 1) => Array.from({ length: Math.ceil(count / by) }, (_, i) => i * by);

  it("stay within their number, evenly spaced by step, from the first to the newest", () => {
    for (const count of [1, 7, 199, 200, 201, 5_000, 77_777]) {
      const all = put(new Snapshots(200), upTo(count));
      expect(all.length).toBeLessThanOrEqual(200);
      expect(all[0]).toBe(0);
      expect(all.at(-1)).toBe(count - 1);
      const gaps = new Set(all.slice(1, -1).map((step, i) => step - all[i]));
      expect(gaps.size).toBeLessThanOrEqual(1);
      expect(all.length).toBeGreaterThanOrEqual(Math.min(count, 100));
    }
  });

  it("are as evenly spaced where the run was followed step by step for a while", () => {
    const steps = [...upTo(300), ...upTo(2000, 8).filter((step) => step >= 300)];
    const all = put(new Snapshots(200), steps);
    const gaps = all.slice(1, -1).map((step, i) => step - all[i]);
    expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThanOrEqual(2);
    expect(all.length).toBeGreaterThanOrEqual(100);
  });

  it("keep what is pinned, however many come after", () => {
    const pinned = [3, 4, 5, 901];
    const all = put(new Snapshots(20, (step) => pinned.includes(step)), upTo(10_000));
    for (const step of pinned) expect(all).toContain(step);
    expect(all.length).toBeLessThanOrEqual(24);
  });

  it("are the first and the newest if there is room for one alone", () => {
    expect(put(new Snapshots(1), upTo(50))).toEqual([0, 49]);
  });

  it("take in one that was measured late where it belongs, and one of a step in the other's place", () => {
    const snapshots = new Snapshots<{ readonly step: number; readonly name: string }>(10);
    for (const [step, name] of [
      [0, "a"],
      [8, "c"],
      [4, "b"],
      [8, "c again"],
    ] as const)
      snapshots.put({ step, name });
    expect(snapshots.all().map(({ name }) => name)).toEqual(["a", "b", "c again"]);
    expect(snapshots.upTo(7)?.name).toBe("b");
    expect(snapshots.at(7)).toBeUndefined();
  });
});

describe("the run's history", () => {
  it("joins the frames of a run and forgets them when a later run begins", () => {
    const history = new RunHistory();
    history.append(frame(4, [0, 1], { loss: [2, 1.5] }));
    history.append(frame(4, [2], { loss: [1] }));
    expect(Array.from(history.lane("a").scalars.curve(0).y)).toEqual([2, 1.5, 1]);
    history.append(frame(5, [0], { loss: [9] }));
    expect(Array.from(history.lane("a").scalars.curve(0).y)).toEqual([9]);
  });

  it("keeps the moment that the user looks back at, whatever comes", () => {
    const history = new RunHistory();
    history.append(frame(1, [0]));
    const steps = () =>
      history
        .lane("a")
        .moments.all()
        .map(({ step }) => step);
    for (let step = 1; step <= 3000; step++) {
      history.append(frame(1, [step]));
      if (step === 231) history.keep(231);
    }
    expect(steps()).toContain(231);
    history.keep(null);
    for (let step = 3001; step <= 3010; step++) history.append(frame(1, [step]));
    expect(steps()).not.toContain(231);
  });

  it("takes in neither frames nor spectra of an earlier run", () => {
    const history = new RunHistory();
    history.append(frame(5, [0], { loss: [9] }));
    history.append(frame(4, [3], { loss: [1] }));
    history.appendSpectrum(spectrum(4, 3));
    expect(Array.from(history.lane("a").scalars.curve(0).y)).toEqual([9]);
    expect(history.lane("b").spectra.newest).toBeUndefined();
  });
});
