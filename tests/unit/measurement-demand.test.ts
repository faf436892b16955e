import { describe, expect, test } from "vitest";
import { MeasurementDemand } from "../../src/store/measurement-demand";

describe("what is measured beside the training", () => {
  test("begins with the first who looks at it and ends with the last, and is told once each time", () => {
    const told: string[][] = [];
    const demand = new MeasurementDemand((wanted) => told.push([...wanted]));
    const first = demand.begin("spectra");
    const second = demand.begin("spectra");
    const other = demand.begin("jacobians");
    expect(told).toEqual([["spectra"], ["spectra", "jacobians"]]);
    first();
    first();
    other();
    expect(told.slice(2)).toEqual([["spectra"]]);
    second();
    expect(told.slice(3)).toEqual([[]]);
  });
});
