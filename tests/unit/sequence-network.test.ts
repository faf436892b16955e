import { describe, expect, it } from "vitest";
import { forward } from "../../src/sequence/network";
import { backpropagate, relativeError } from "../reference/network";
import { partsOf, run } from "../reference/sequence";
import { inputsOf, KINDS, networkOf, rowsOf, vectorsOf } from "./sequence-example";

describe.each([false, true])("a sequence read by a network, real inputs %s", (real) => {
  it.each(KINDS)("has the states and outputs of the definitions: $activation, complex $complex", (kind) => {
    const network = networkOf({ ...kind, n: 5, d: 6, o: 7 });
    const inputs = inputsOf(network, 9, real);
    const { states, outputs } = forward(network, inputs);
    const wanted = run(network, vectorsOf(network, inputs));
    expect(relativeError(states, wanted.states.flat())).toBeLessThan(1e-14);
    expect(relativeError(outputs, wanted.outputs.flat())).toBeLessThan(1e-14);
  });

  it.each(KINDS.filter(({ complex }) => !complex))(
    "has the states of the golden-tested reference: $activation",
    (kind) => {
      const network = networkOf(kind);
      const inputs = inputsOf(network, 6, real);
      const X = vectorsOf(network, inputs).map((x) => [x]);
      const { h } = backpropagate(
        { activation: kind.activation, ...partsOf(network) },
        { X, Y: X.map(() => [0]), weights: X.map(() => 1) },
      );
      expect(relativeError(forward(network, inputs).states, h.flat(2))).toBeLessThan(1e-14);
    },
  );
});

describe("an empty sequence", () => {
  it("has the state 0 and no output", () => {
    const network = networkOf({ activation: "tanh", complex: true });
    const { states, outputs } = forward(network, new Int32Array(0));
    expect(rowsOf(network, states)).toEqual([new Array(8).fill(0)]);
    expect(outputs).toHaveLength(0);
  });
});
