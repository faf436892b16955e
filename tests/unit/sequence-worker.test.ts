import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { statesView } from "../../src/screens/lab/charts/sequence-states";
import { inEigenbasis } from "../../src/sequence/eigenbasis";
import { forward } from "../../src/sequence/network";
import { INITIAL, type StatesShown } from "../../src/store/lab-state";
import {
  SEQUENCE_MEASUREMENTS,
  type SequenceMeasurement,
  type SequenceResult,
} from "../../src/worker/measurements";
import { inputsOf, networkOf } from "./sequence-example";

vi.mock("../../src/sequence/eigenbasis", async (load) => {
  const { inEigenbasis } = await load<typeof import("../../src/sequence/eigenbasis")>();
  return { inEigenbasis: vi.fn(inEigenbasis) };
});

const answered: SequenceResult[] = [];
const thread = {
  onmessage: (_: { readonly data: unknown }) => {},
  postMessage: (result: SequenceResult) => answered.push(result),
};
const network = networkOf({ activation: "tanh", complex: false });
const inputs = inputsOf(network, 6, false);

/** What the sequence worker answers. */
function measured(wanted: SequenceMeasurement): SequenceResult["measured"] {
  const belongs = { run: 1, lane: "a", step: 3, sequence: 2 };
  thread.onmessage({ data: { ...belongs, wanted, network, inputs, changed: inputs, target: 1, answer: 6 } });
  const result = answered.at(-1);
  if (result?.wanted !== wanted) throw new Error(`The worker did not answer ${wanted}.`);
  expect(result.measured).toMatchObject(belongs);
  return result.measured;
}

beforeAll(async () => {
  vi.stubGlobal("self", thread);
  await import("../../src/worker/sequence.worker");
});

beforeEach(() => {
  vi.mocked(inEigenbasis).mockClear();
});

test.each(SEQUENCE_MEASUREMENTS.filter((wanted) => wanted !== "bases"))(
  "the eigenbasis is not computed for the %s",
  (wanted) => {
    measured(wanted);
    expect(inEigenbasis).not.toHaveBeenCalled();
  },
);

test("the eigenbasis is a measurement of its own, without its vectors", () => {
  const { states } = forward(network, inputs);
  const { re, im, modulus, phase } = inEigenbasis(network, states) ?? {};
  expect(measured("bases")).toMatchObject({ basis: { re, im, modulus, phase } });
  expect(measured("bases")).not.toHaveProperty("basis.vectorsRe");
});

test.each<[StatesShown, readonly SequenceMeasurement[]]>([
  ["units", ["answers"]],
  ["phase", ["answers"]],
  ["basis", ["bases"]],
  ["basis-phase", ["bases"]],
])("hidden states as %s need %s", (statesShown, wanted) => {
  const { needs } = statesView;
  const state = { ...INITIAL, statesShown };
  expect(typeof needs === "function" ? needs(state) : needs).toEqual(wanted);
});
