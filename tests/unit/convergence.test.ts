import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readResults } from "../../src/experiments/results-file";
import { groups } from "../../src/experiments/statistics";
import { LANE_A } from "../../src/plot/look";
import { convergence } from "../../src/screens/experiments/figure-data";

const { rows } = readResults(
  readFileSync(new URL("../../public/results/copying.jsonl", import.meta.url), "utf8"),
);
const of = (changed: object) => groups([{ ...rows[0], ...changed }])[0];
const series = (changed: object) => convergence(of(changed), "RNN", LANE_A, "loss", "FLOPs");

it("the floating-point operations of a run are those of its steps", () => {
  const { x, y } = series({});
  expect(x).toEqual(rows[0].curve.step.map((step) => step * rows[0].flopsPerStep));
  expect(y).toEqual(rows[0].curve.loss);
});

it("a run in progress, whose operations are not counted yet, has no place on that axis", () => {
  expect(series({ flopsPerStep: Number.NaN })).toMatchObject({ x: [], y: [], low: [], high: [] });
});
