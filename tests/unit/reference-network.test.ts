import { describe, expect, it } from "vitest";
import { golden } from "../golden/golden";
import { backpropagate, norms, type Rows, relativeError, type Vector } from "../reference/network";

const entries = golden.bptt.filter((entry) => !["modrelu_complex", "modrelu_pairs"].includes(entry.act));

describe("the float64 reference network", () => {
  it("is checked on five activations with cross-entropy and on two with squared error", () => {
    const kinds = entries.map((entry) => entry.loss_kind);
    expect(kinds.filter((kind) => kind === "ce")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "mse_last")).toHaveLength(2);
  });

  it.each(entries)("agrees with the golden back-propagation through time: $act, $loss_kind", (entry) => {
    const params = entry.params as unknown as { V: Rows; b: Vector; U: Rows; c: Vector; mb?: Vector };
    const network = {
      activation: entry.act,
      W: entry.W as Rows,
      ...params,
      ...(params.mb ? { threshold: params.mb } : {}),
    };
    const sequences = {
      X: entry.X,
      Y: entry.Y,
      weights: entry.weights,
      h0: entry.h0 as Rows,
    };
    const found = backpropagate(network, sequences);
    const grad = entry.grad as unknown as { W: Rows; V: Rows; b: Vector; U: Rows; c: Vector; mb?: Vector };
    const close = (got: number[], wanted: number[]) => expect(relativeError(got, wanted)).toBeLessThan(1e-11);
    close([found.loss], [entry.loss]);
    close(found.h.flat(2), (entry.h as number[][][]).flat(2));
    close(found.dH.flat(2), (entry.grad_h as number[][][]).flat(2));
    close(found.W.flat(), grad.W.flat());
    close(found.V.flat(), grad.V.flat());
    close(found.U.flat(), grad.U.flat());
    close(found.b, grad.b);
    close(found.c, grad.c);
    if (grad.mb) close(found.threshold, grad.mb);
    const last = entry.weights.map((_, t) => (t === entry.T - 1 ? 1 : 0));
    const alone = backpropagate(network, { ...sequences, weights: last });
    close([alone.loss], [entry.loss_last]);
    close(norms(alone.dH), entry.norm_dLlast_dh);
  });
});

describe("the relative error", () => {
  it("is the largest difference over the largest wanted value", () => {
    expect(relativeError([1, 2, 5], [1, 2, 4])).toBe(0.25);
    expect(relativeError([1e-3], [0])).toBe(1e-3);
    expect(relativeError([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
  });
  it.each([0, 1, 2])("is NaN where value %i is", (place) => {
    const broken = [1, 2, 3].map((value, i) => (i === place ? Number.NaN : value));
    expect(relativeError(broken, [1, 2, 3])).toBeNaN();
    expect(relativeError([1, 2, 3], broken)).toBeNaN();
  });
});
