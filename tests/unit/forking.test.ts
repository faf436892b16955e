import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { ForkPoints } from "../../src/store/fork-points";
import { copying } from "../../src/tasks/copying";
import { type Checkpoint, LaneTrainer } from "../../src/training/lane-trainer";
import { refit } from "../../src/training/refit";
import type { RunCheckpoint } from "../../src/worker/protocol";
import { useBackend } from "./backends";

const config: RunConfig = {
  ...DEFAULT_CONFIG,
  ...{ length: 6, recall: 1, units: 8, batch: 4, lr: 0.05 },
  b: { ...DEFAULT_CONFIG.b, activation: "tanh", init: "haar" },
};
const task = copying.make(config, []);

async function trained(checkpoint: Checkpoint | null, steps: number, begun = config) {
  const trainer = checkpoint
    ? await LaneTrainer.resume(task, checkpoint)
    : await LaneTrainer.begin(begun, "b", task);
  for (let k = 0; k < steps; k++) await trainer.advance();
  const told = {
    checkpoint: structuredClone(await trainer.checkpoint()),
    losses: (await trainer.drain()).records.map(({ loss }) => loss),
    weights: await trainer.weights(),
  };
  trainer.free();
  return told;
}

describe("a lane that goes on with other settings", () => {
  beforeAll(() => useBackend("wasm"));

  it("takes the activation over at once, and weights and data are the same", async () => {
    const { checkpoint } = await trained(null, 10);
    const same = await trained(refit(checkpoint, config.b), 5);
    expect(same.losses).toEqual((await trained(checkpoint, 5)).losses);
    const relu = await trained(refit(checkpoint, { ...config.b, activation: "relu" }), 0);
    expect(relu.weights).toEqual((await trained(checkpoint, 0)).weights);
    const other = await trained(refit(checkpoint, { ...config.b, activation: "relu" }), 5);
    expect(other.losses[0]).not.toBe(same.losses[0]);
  });

  it("gives an optimiser that takes over neither memory nor steps made before: its first step is a first one", async () => {
    const wanted: LaneConfig = { ...config.b, optimiser: "adam", precondition: "adam", rate: 1e-3 };
    const { checkpoint } = await trained(null, 10);
    const before = checkpoint.lane.parameters;
    const { checkpoint: after } = await trained(
      refit({ ...checkpoint, config: { ...config, b: wanted } }, wanted),
      1,
    );
    // Adam's very first step is ±rate wherever there is a gradient; with ten steps on its count it would be smaller.
    const moved = after.lane.parameters
      .map((value, i) => Math.abs(value - before[i]))
      .filter((move) => move > 0);
    expect(moved.length).toBeGreaterThan(50);
    const rate = after.lane.config.rate;
    for (const move of moved) expect(move / rate).toBeCloseTo(1, 1);
  });

  it.each(["lstm", "gru"] as const)("takes all else over with gates: %s", async (cell) => {
    const begun: RunConfig = { ...config, b: { ...config.b, cell, rule: "none", precondition: "momentum" } };
    const whole = await trained(null, 15, begun);
    const { checkpoint } = await trained(null, 10, begun);
    // The activation is none of a gated cell's.
    const same = await trained(refit(checkpoint, { ...begun.b, activation: "relu" }), 5);
    expect(same.losses).toEqual(whole.losses.slice(10));
    expect(same.weights).toEqual(whole.weights);
    const adam = await trained(refit(checkpoint, { ...begun.b, optimiser: "adam" }), 5);
    expect(adam.losses[0]).toBe(whole.losses[10]);
    expect(adam.losses[1]).not.toBe(whole.losses[11]);
  });

  it("is the lane that it began as wherever it goes on: its start is told, not the other lane's", async () => {
    const { checkpoint } = await trained(null, 3);
    const trainer = await LaneTrainer.resume(task, checkpoint);
    const original = await LaneTrainer.begin(config, "b", task);
    expect(trainer.initial).toEqual(original.initial);
    trainer.free();
    original.free();
  });
});

describe("the states that a run can be forked at", () => {
  const lane = (step: number) =>
    ({ lane: { step, parameters: new Float32Array(10) } }) as unknown as Checkpoint;
  const at = (step: number, changedAt: number | null = null, a = step): RunCheckpoint => ({
    ...{ run: 1, step, changedAt },
    lanes: { a: lane(a), b: lane(step) },
  });
  const reach = (points: ForkPoints, key: LaneKey, step: number) => {
    const found = points.find(key, step);
    return found && [found.from.lane.step, found.step];
  };

  it("are all steps since a checkpoint, from the one before", () => {
    const points = new ForkPoints();
    for (const step of [0, 50, 100]) points.append(at(step));
    expect(reach(points, "b", 70)).toEqual([50, 70]);
    expect(reach(points, "b", 100)).toEqual([100, 100]);
    expect(reach(points, "b", 120)).toEqual([100, 120]);
    expect(reach(new ForkPoints(), "b", 0)).toBeNull();
  });

  it("leave out those before which settings changed: the nearest that can be had is told", () => {
    const points = new ForkPoints();
    for (const step of [0, 50]) points.append(at(step));
    points.append(at(100, 60));
    expect(reach(points, "b", 58)).toEqual([50, 58]);
    expect(reach(points, "b", 70)).toEqual([50, 60]);
    expect(reach(points, "b", 90)).toEqual([100, 100]);
    expect(reach(points, "b", 110)).toEqual([100, 110]);
  });

  it("are as few as fit, however long the run, and none is far from a checkpoint", () => {
    const points = new ForkPoints();
    for (let step = 0; step <= 1_000_000; step += 50) points.append(at(step));
    const [from, step] = reach(points, "b", 777_777)!;
    expect(step - from).toBeLessThanOrEqual(1000);
    expect(Math.abs(step - 777_777)).toBeLessThan(20_000);
  });

  it("of a lane that stopped are those before", () => {
    const points = new ForkPoints();
    points.append(at(0));
    points.append(at(50, null, 40));
    points.append(at(100, null, 40));
    expect(reach(points, "a", 90)).toEqual([40, 90]);
    expect(reach(points, "a", 30)).toEqual([0, 30]);
  });

  it("go over into a fork, up to it, for both of its lanes", () => {
    const points = new ForkPoints();
    for (const step of [0, 50]) points.append(at(step));
    points.append(at(100, 60));
    const fork = points.ofFork("b", 70);
    expect(reach(fork, "a", 58)).toEqual([50, 58]);
    expect(reach(fork, "a", 90)).toEqual([50, 60]);
  });
});
