import { expect, it } from "vitest";
import type { Change } from "../../src/config/changes";
import { forkPlan } from "../../src/config/fork-plan";
import { readImport } from "../../src/config/import";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";

const BOTH: RunConfig = { ...DEFAULT_CONFIG, a: DEFAULT_CONFIG.b };
const change = (
  step: number,
  setting: Change["setting"],
  from: Change["from"],
  to: Change["to"],
): Change => ({
  step,
  setting,
  from,
  to,
});
/** A change before the fork, which both lanes have. */
const inBoth = (step: number, setting: "rate" | "optimiser", from: Change["from"], to: Change["to"]) =>
  (["a", "b"] as const).map((lane) => change(step, `${lane}.${setting}`, from, to));

it("a fork is trained up to its step with the changes of its lane, and continues with those of both", () => {
  const before = [change(3, "lr", 0.01, 0.02), ...inBoth(5, "rate", 0.002, 0.003)];
  const after = [change(20, "b.rate", 0.003, 0.1), change(30, "lr", 0.02, 0.03)];
  const refit = change(20, "a.activation", "modrelu", "relu");
  const plan = forkPlan({ lane: "b", step: 20, start: "b" }, BOTH, [...before, refit, ...after]);
  expect(plan).toMatchObject({ begin: BOTH, lane: "b", start: "b" });
  expect(plan?.coming).toEqual([before[0], before[2]]);
  expect(plan?.stops).toHaveLength(1);
  const [{ step, config, coming }] = plan?.stops ?? [];
  expect([step, coming]).toEqual([20, after]);
  expect([config.lr, config.a.rate, config.b.rate]).toEqual([0.02, 0.003, 0.003]);
  expect([config.a.activation, config.b.activation]).toEqual(["relu", "modrelu"]);
});

it("a fork of a copy begins with the lane that was copied first, and is forked there too", () => {
  const changes = [
    ...inBoth(10, "optimiser", "rmsprop", "adam"),
    ...inBoth(15, "rate", 0.002, 0.003),
    change(40, "b.rule", "exp", "none"),
  ];
  const plan = forkPlan({ lane: "a", step: 40, start: "b" }, BOTH, changes);
  expect(plan?.coming).toEqual([]);
  expect(plan?.stops.map(({ step }) => step)).toEqual([10, 40]);
  const [first, last] = plan?.stops ?? [];
  expect([first.config.a.optimiser, first.config.b.optimiser, first.config.b.rate]).toEqual([
    "adam",
    "adam",
    0.002,
  ]);
  expect(first.coming).toEqual([change(15, "b.rate", 0.002, 0.003)]);
  expect([last.config.a.rate, last.config.a.optimiser]).toEqual([0.003, "adam"]);
  expect(last.coming).toEqual([change(40, "b.rule", "exp", "none")]);
});

const file = (json: object) => new Blob([JSON.stringify(json)]);

it("a file whose lanes differed before its fork has not what is needed, and says so; a fork that is none is refused", async () => {
  const { a, b, ...run } = DEFAULT_CONFIG;
  const fork = { lane: "b", step: 20 };
  expect((await readImport(file({ ...run, a, b, fork }))).fork).toBeNull();
  expect((await readImport(file({ ...run, a: b, b, fork }))).fork).toMatchObject({ ...fork, start: "b" });
  expect((await readImport(file({ ...run, a, b }))).fork).toBeUndefined();
  await expect(readImport(file({ ...run, a: b, b, fork: { lane: "c", step: 2 } }))).rejects.toThrow(
    "fork = “an object” was refused: it must be an object with lane and start, each a or b, and step",
  );
});
