import { describe, expect, test } from "vitest";
import { Lookers } from "../../src/store/measuring";

describe("what is measured beside the training", () => {
  test("begins with the first who looks at it and ends with the last, and is told once each time", () => {
    const told: string[][] = [];
    const lookers = new Lookers((wanted) => told.push([...wanted]));
    const first = lookers.begin("spectra");
    const second = lookers.begin("spectra");
    const other = lookers.begin("jacobians");
    expect(told).toEqual([["spectra"], ["spectra", "jacobians"]]);
    first();
    first();
    other();
    expect(told.slice(2)).toEqual([["spectra"]]);
    second();
    expect(told.slice(3)).toEqual([[]]);
  });
});
