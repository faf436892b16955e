import { describe, expect, test } from "vitest";
import { width } from "../../src/kernels/cell-size";
import { plainText } from "../../src/plot/sentence";
import { type StatesView, statesView } from "../../src/screens/lab/charts/sequence-states";
import { statesSentence } from "../../src/screens/lab/charts/sequence-states-sentence";
import {
  type HeldStates,
  inPi,
  mapReading,
  relativeChanges,
  rowName,
  type StateMap,
  stateMap,
} from "../../src/screens/lab/charts/state-maps";
import { longStill } from "../../src/screens/lab/charts/still-input";
import type { RunLabel } from "../../src/screens/lab/run-label";
import { inEigenbasis } from "../../src/sequence/eigenbasis";
import { forward } from "../../src/sequence/network";
import { relativeError } from "../reference/network";
import { run as runReference } from "../reference/sequence";
import { inputsOf, networkOf, vectorsOf } from "./sequence-example";

const run: RunLabel = {
  lanes: { a: "RNN", b: "Unitary" },
  preset: "remember",
  step: 320,
  length: 500,
  parameters: "",
  configJson: "{}",
};
const sizeOf = (units: number, complex = false) => ({ inputs: 1, outputs: 1, units, complex });
const unitsOf = (units: number, states: readonly number[], complex = false): HeldStates => ({
  of: "units",
  size: sizeOf(units, complex),
  states: Float64Array.from(states),
});
const mapOf = (held: HeldStates, isPhase = false) => stateMap(held, isPhase) as StateMap;

/** States of one complex unit that turns by a quarter and grows by 2 per time step, from 1 at t = 0. */
const TURNING = unitsOf(1, [1, 0, 0, 2, -4, 0, 0, -8], true);

describe("a map of states", () => {
  test.each([false, true])("has the states of the definitions, complex %s", (complex) => {
    const network = networkOf({ activation: complex ? "modrelu-complex" : "tanh", complex, n: 5 });
    const inputs = inputsOf(network, 7, false);
    const held: HeldStates = { of: "units", size: network.size, states: forward(network, inputs).states };
    const { states } = runReference(network, vectorsOf(network, inputs));
    const wanted = states
      .slice(1)
      .flatMap((h) => h.slice(0, 5).map((re, i) => (complex ? Math.hypot(re, h[5 + i]) : re)));
    expect(relativeError(mapOf(held).values, wanted)).toBeLessThan(1e-14);
    expect(width(network.size)).toBe(complex ? 10 : 5);
  });

  test("of complex units shows moduli or phases", () => {
    expect(mapOf(TURNING)).toMatchObject({ rows: 1, range: [0, 8], stops: "--heat", ends: ["0", "8"] });
    expect([...mapOf(TURNING).values]).toEqual([2, 4, 8]);
    const { values, stops } = mapOf(TURNING, true);
    expect(stops).toBe("--cyclic");
    expect([...values]).toEqual([Math.PI / 2, Math.PI, -Math.PI / 2]);
    const zero = mapOf(unitsOf(1, [1, 0, 0, 0], true), true);
    expect([...zero.values]).toEqual([Number.NaN]);
    expect(mapReading(zero, 1, 0)).toBe("t = 1, unit 1: h = 0");
  });

  test("of real units is symmetric about 0, with and without phases", () => {
    const held = unitsOf(2, [0, 0, 0.5, -3, 1, 2]);
    for (const isPhase of [false, true]) {
      const map = mapOf(held, isPhase);
      expect(map).toMatchObject({ rows: 2, range: [-3, 3], ends: ["−3", "3"], stops: "--diverging" });
      expect([...map.values]).toEqual([0.5, -3, 1, 2]);
      expect(mapReading(map, 1, 1)).toBe("t = 1, unit 2: −3");
    }
  });

  test("in the eigenbasis of a rotation keeps the modulus and turns the phase by the eigenangle", () => {
    const angle = 0.3;
    const w = Float32Array.of(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
    const states = Float64Array.from({ length: 8 }, (_, i) =>
      i % 2 === 0 ? Math.cos(angle * (i / 2)) : Math.sin(angle * ((i - 1) / 2)),
    );
    const held: HeldStates = {
      of: "basis",
      size: sizeOf(2),
      basis: inEigenbasis({ size: sizeOf(2), w }, states),
    };
    const [moduli, phases] = [mapOf(held), mapOf(held, true)];
    expect(moduli.rows).toBe(1);
    // t = 1, 2, 3.
    expect([moduli.values.length, phases.values.length]).toEqual([3, 3]);
    // (1, 0) = 2 Re(c v) with |v| = 1: |c| = 1/√2.
    for (const value of moduli.values) expect(value).toBeCloseTo(Math.SQRT1_2, 6);
    expect(phases.values[1] - phases.values[0]).toBeCloseTo(angle, 6);
    expect(phases.values[2] - phases.values[1]).toBeCloseTo(angle, 6);
    expect(rowName(moduli, 0)).toBe("eigenangle 0.095π, |λ| = 1");
    expect(mapReading(moduli, 2, 0)).toBe("t = 2, eigenangle 0.095π, |λ| = 1: |c| = 0.71");
    for (const change of relativeChanges(held, 1) ?? []) expect(change).toBeLessThan(1e-6);
    // The chord of a turn by the eigenangle.
    for (const change of relativeChanges(held, 1, true) ?? [0])
      expect(change).toBeCloseTo(2 * Math.sin(0.15), 6);
  });

  test("is absent if W has no eigenbasis", () => {
    const basis = inEigenbasis({ size: sizeOf(2), w: Float32Array.of(1, 1, 0, 1) }, new Float64Array(4));
    expect(stateMap({ of: "basis", size: sizeOf(2), basis }, false)).toBeNull();
  });

  test("writes angles in multiples of π", () => {
    expect([0, Math.PI, -Math.PI, Math.PI / 4, -1].map(inPi)).toEqual(["0", "π", "−π", "0.25π", "−0.32π"]);
  });
});

describe("the changes of a state", () => {
  test("are relative to the larger of both norms", () => {
    expect([...(relativeChanges(unitsOf(2, [0, 0, 3, 4, 3, 0, 0, 0, 0, 0]), 1) ?? [])]).toEqual([
      1, 0.8, 1, 0,
    ]);
    expect([...(relativeChanges(unitsOf(1, [1, 2, 1, 2]), 2) ?? [])]).toEqual([0, 0]);
  });
});

describe("the longest stretch of equal inputs", () => {
  test("is that of the blanks, if it is a quarter of the sequence and four time steps at least", () => {
    expect(longStill([1, 2, 0, 0, 0, 0, 3, 3], 8)).toEqual({ from: 3, to: 6 });
    expect(longStill([1, 2, 0, 0, 0, 3, 3, 3], 8)).toBeNull();
    expect(longStill([...new Array(20).keys(), 0, 0, 0, 0], 24)).toBeNull();
  });
  test("compares vectors as a whole", () => {
    expect(longStill([1, 5, 1, 6, 1, 6, 1, 6, 1, 6], 5)).toEqual({ from: 2, to: 5 });
  });
});

/** Four time steps with different inputs, then eight with the same. */
const INPUTS = Int32Array.of(1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0);
const lane = (states: readonly number[], measuredAt?: number): StatesView["states"]["a"] => ({
  held: unitsOf(1, states),
  ...(measuredAt !== undefined && { measuredAt }),
});
/** h_0 … h_5, then what follows for t = 6 … 12. */
const beginning = (...later: number[]) => [0, 1, 2, 3, 4, 8, ...later];
const shownOf = (
  a: StatesView["states"]["a"],
  b: StatesView["states"]["a"],
  inputs: Int32Array = INPUTS,
): StatesView => ({ run, inputs, steps: 12, choice: "units", state: "h", states: { a, b } });
const say = (...args: Parameters<typeof shownOf>) =>
  plainText(statesSentence(shownOf(...args))).replaceAll("\u202f", " ");

describe("the sentence of the hidden states", () => {
  test("says from when on a state no longer changes, and how much it does elsewhere", () => {
    expect(say(lane(beginning(4, 2, 2, 2, 2, 2, 2)), lane(beginning(-8, 8, -8, 8, -4, 4, -8)))).toBe(
      "While the input stays the same, t = 5 to 12, RNN’s state changes by less than 1 % per time step from t = 8 on; " +
        "Unitary’s state changes by 150 % to 200 % per time step.",
    );
  });
  test("finds cycles, and says what fades", () => {
    expect(say(lane(beginning(3, 1, 2, 1, 2, 1, 2)), lane(beginning(4, 3.5, 3.2, 3, 2.9, 2.8, 2.7)))).toBe(
      "While the input stays the same, t = 5 to 12, RNN’s state changes by 50 % at t = 12, repeating itself to within 1 % " +
        "every 2 time steps from t = 9 on; Unitary’s state changes by 50 % at t = 6 and 3.6 % at t = 12.",
    );
  });
  test("is in the past tense for an earlier step, and says what is not known yet", () => {
    expect(say(lane(beginning(8, 8, 8, 8, 8, 8, 8), 300), { held: null })).toBe(
      "While the input stays the same, t = 5 to 12, at step 300 RNN’s state changed by less than 1 % per time step " +
        "throughout; Unitary’s states are being computed.",
    );
  });
  test("speaks of the whole sequence if no input stays", () => {
    const inputs = Int32Array.from({ length: 12 }, (_, t) => t);
    const growing = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];
    expect(say(lane(growing), { held: { of: "basis", size: sizeOf(1), basis: null } }, inputs)).toBe(
      "From t = 1 to 12, RNN’s state changes by 50 % per time step; Unitary’s W has no well-conditioned eigenbasis.",
    );
  });
  test("speaks of the moduli in the eigenbasis or, with phases, of the coordinates", () => {
    const size = sizeOf(2, true);
    // c turns by π at every time step, and its modulus halves.
    const times = Array.from({ length: 13 }, (_, t) => t);
    const basis = {
      re: Float64Array.of(-1),
      im: Float64Array.of(0),
      modulus: Float64Array.from(times, (t) => 2 ** -t),
      phase: Float64Array.from(times, (t) => (t % 2) * Math.PI),
    };
    const held: HeldStates = { of: "basis", size, basis };
    const view = shownOf({ held }, { held: null });
    const told = (choice: StatesView["choice"]) => plainText(statesSentence({ ...view, choice }));
    expect(told("basis")).toContain("RNN’s moduli |c| change by 50\u202f% per time step;");
    expect(told("basis-phase")).toContain("RNN’s coordinates c change by 150\u202f% per time step;");
  });
  test("has a beginning for a sequence of one time step", () => {
    const one = { ...shownOf(lane([1, 4]), { held: null }, Int32Array.of(3)), steps: 1 };
    expect(plainText(statesSentence(one))).toContain(
      "From t = 0 to 1, RNN’s state changes by 75\u202f% per time step;",
    );
  });
  test("says plainly that a state is not finite", () => {
    expect(say(lane(beginning(1, 1, 1, 1, 1, 1, Number.NaN)), { held: null })).toContain(
      "RNN’s states are not all finite",
    );
  });
});

test("the table has a row per unit and a column per time step, all of them in the CSV file", () => {
  const view = shownOf(lane(beginning(4, 2, 2, 2, 2, 2, 2)), { held: null });
  const { columns, rows } = statesView.table({ ...view, steps: 12 });
  expect(columns.slice(0, 5)).toEqual(["lane", "row", "shown", "t = 1", "t = 2"]);
  expect((rows as () => unknown[])()).toEqual([["RNN", "unit 1", "h", 1, 2, 3, 4, 8, 4, 2, 2, 2, 2, 2, 2]]);
  const long = lane(Array.from({ length: 31 }, (_, t) => t));
  const csv = statesView.table({ ...view, steps: 30, states: { a: long, b: long } }).csv?.();
  expect(csv?.columns).toHaveLength(33);
  expect(csv?.rows.map((row) => row[32])).toEqual([30, 30]);
});
