import { ready, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import "../../src/kernels/cpu-backend";
import { PARAMETERS, places } from "../../src/kernels/cell-size";
import { copying } from "../../src/tasks/copying";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { batchOf } from "../../src/training/lane-trainer";
import { nonFinite } from "../../src/training/stop";
import { configWith } from "./config-with";

const { NaN: NONE, POSITIVE_INFINITY: INFINITE } = Number;

describe("the first quantity that is not finite", () => {
  const weights = (ofW: number, parameter: number) => ({ ofW, hasDrift: true, parameter });
  const fine = { loss: 1, accuracy: 1, gradNorm: 1, drift: 1 };
  it("is W, then the other weights, then the loss, then its gradient", () => {
    const all = { loss: INFINITE, accuracy: 1, gradNorm: NONE, drift: NONE };
    const quantities = [
      nonFinite(3, all, weights(NONE, INFINITE), 66),
      nonFinite(3, { ...all, drift: 1 }, weights(1, INFINITE), 66),
      nonFinite(3, { ...all, drift: 1 }, weights(1, 1), 66),
      nonFinite(3, { ...fine, gradNorm: NONE }, weights(1, 1), 66),
      nonFinite(3, fine, weights(1, 3e38), 66),
    ].map((stop) => stop && [stop.step, stop.quantity, stop.value]);
    expect(quantities).toEqual([
      [3, "W", "NaN"],
      [3, "V, b, U or c", "Infinity"],
      [3, "loss", "Infinity"],
      [3, "gradient ∂L/∂W", "NaN"],
      null,
    ]);
  });
});

describe("a lane with one weight other than W that is not finite", () => {
  beforeAll(async () => {
    await setBackend("cpu");
    await ready();
  });

  it.each(PARAMETERS)("stops at that step, even if tanh bounds the states: %s", async (name) => {
    const config = configWith({ length: 4, recall: 1, units: 3, batch: 2, "a.activation": "tanh" });
    const task = copying.make(config, []);
    const lane = new Lane(config, "a", task);
    const saved = await lane.save();
    const size = { inputs: task.inputs, units: 3, outputs: task.outputs, complex: false };
    saved.parameters[places(size)[name].end - 1] = name === "b" ? INFINITE : NONE;
    lane.restore({ ...saved, step: 7 });
    const batch = uploadBatch(batchOf(config, task, 7));
    await lane.train(batch, 0.1);
    expect(lane.stopped).toMatchObject({ step: 7, quantity: "V, b, U or c" });
    expect(lane.stopped?.explanation).toMatch(/V, b, U, c and the thresholds is (NaN|Infinity) in float32/);
    freeBatch(batch);
    lane.free();
  });
});
