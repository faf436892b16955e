import { describe, expect, it } from "vitest";
import { DecimatingTable } from "../../src/store/decimating-table";
import { Snapshots } from "../../src/store/snapshots";

const ROWS = 700;
const value = (x: number) => Math.sin(x) * x;

function table(rows: number): DecimatingTable {
  const made = new DecimatingTable(1, 2000);
  for (let x = 0; x < rows; x++) made.append(x, [value(x)]);
  return made;
}

describe("going back in the history", () => {
  it("forgets the rows from a step on, and takes them again as if nothing had been", () => {
    const back = table(ROWS);
    back.rewind(400);
    expect(back.kept()).toEqual(table(400).kept());
    for (let x = 400; x < ROWS; x++) back.append(x, [value(x)]);
    expect(back.kept()).toEqual(table(ROWS).kept());
  });

  it("leaves a table that was thinned in order and within its room", () => {
    const back = new DecimatingTable(1, 60);
    for (let x = 0; x < 5000; x++) back.append(x, [value(x)]);
    back.rewind(3000);
    for (let x = 3000; x < 9000; x++) back.append(x, [value(x)]);
    const { x, columns } = back.kept();
    expect(x.length).toBeLessThanOrEqual(60);
    expect([...x].sort((one, other) => one - other)).toEqual([...x]);
    expect(new Set(x).size).toBe(x.length);
    expect(Array.from(columns[0])).toEqual(Array.from(x, value));
    expect(x.at(-1)).toBe(8999);
  });

  it("goes back to nothing", () => {
    const back = table(10);
    back.rewind(0);
    expect(back.seen).toBe(0);
    back.append(0, [1]);
    expect(back.kept()).toEqual({ x: Float64Array.of(0), columns: [Float64Array.of(1)] });
  });

  it("comes back from storage as it went there", () => {
    const other = new DecimatingTable(1, 2000);
    other.restore(structuredClone(table(ROWS).save()));
    other.append(ROWS, [value(ROWS)]);
    expect(other.kept()).toEqual(table(ROWS + 1).kept());
  });

  it("has as its newest snapshot the last that stays", () => {
    const snapshots = new Snapshots<{ readonly step: number }>(8);
    for (let step = 0; step < 100; step++) snapshots.put({ step });
    snapshots.rewind(50);
    expect(snapshots.newest!.step).toBeLessThanOrEqual(50);
    expect(snapshots.all().every(({ step }) => step <= 50)).toBe(true);
    for (let step = 51; step < 300; step++) snapshots.put({ step });
    expect(snapshots.newest).toEqual({ step: 299 });
    expect(snapshots.all().length).toBeLessThanOrEqual(8);
    const other = new Snapshots<{ readonly step: number }>(8);
    other.restore(structuredClone(snapshots.save()));
    expect(other.all()).toEqual(snapshots.all());
  });
});
