import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { lossOf, shareRight } from "../../src/training/loss";
import { BACKENDS, useBackend } from "./backends";

describe.each(BACKENDS)("loss and accuracy on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it("counts a real answer as right when every number in it is within 0.04", async () => {
    const right = tidy(() => {
      const outputs = tensor2d([
        [1.03, 0],
        [1.05, 0],
        [0.5, 0],
        [1, -0.03],
        [1, Number.NaN],
      ]);
      const values = tensor2d([1, 0, 1, 0, 1, 0, 1, 0, 1, 0], [5, 2]);
      return shareRight(outputs, { kind: "real", values }, tensor1d([0.5, 0.05, 0.05, 0.25, 0.15]));
    });
    expect((await right.data())[0]).toBeCloseTo(0.75, 6);
    right.dispose();
  });

  it("counts a class as right when its output is the largest", async () => {
    const right = tidy(() => {
      const outputs = tensor2d([
        [-3, 2, 1],
        [0, 5, 6],
      ]);
      const index = tensor1d([1, 1], "int32");
      return shareRight(outputs, { kind: "classes", index }, tensor1d([0.7, 0.3]));
    });
    expect((await right.data())[0]).toBeCloseTo(0.7, 6);
    right.dispose();
  });

  it("squares the distance without halving it", async () => {
    const { loss } = tidy(() => {
      const values = tensor2d([[1, 2]]);
      return { loss: lossOf(tensor2d([[4, 6]]), { kind: "real", values }, tensor1d([0.5])).loss };
    });
    expect((await loss.data())[0]).toBeCloseTo(12.5, 6);
    loss.dispose();
  });
});
