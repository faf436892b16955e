import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withField } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { RULES } from "../../src/rules";
import { type Moment, type StopFacts, stopCause } from "../../src/store/stop-cause";
import type { Stop } from "../../src/training/stop";
import { anyConfig } from "../fuzz/arbitrary-config";
import { configWith, type Settings } from "./config-with";

const moment = (
  step: number,
  loss: number,
  gradNorm: number,
  drift: number,
  spectralRadius: number | null = null,
): Moment => ({ step, loss, gradNorm, drift, spectralRadius });
const facts = (
  lane: LaneKey,
  settings: Settings,
  moments: readonly Moment[],
  more: Partial<StopFacts> = {},
): StopFacts => ({
  lane,
  stop: { step: moments[moments.length - 1].step, quantity: "loss", value: "NaN", explanation: "" },
  config: configWith(settings),
  settledFrom: 0,
  timeSteps: 66,
  moments,
  ...more,
});
const told = (given: StopFacts) => {
  const { text, remedies } = stopCause(given);
  return { text, remedies: remedies.map(({ label, settings }) => [label, Object.fromEntries(settings)]) };
};

/** Explode, seed 1, as measured. */
const EXPLODE = [moment(0, 9.8e10, 5.5e12, 15, 1.67), moment(1, Number.NaN, Number.NaN, 3e21)];
/** The constraint matters with Naive, seed 1, as measured. */
const NAIVE = [
  moment(0, 2.02, 4.43, 1.7e-7, 1),
  moment(1, 1.44, 2.94, 0.671, 0.998),
  moment(2, 0.579, 72.8, 0.936, 0.999),
  moment(3, 5.91e24, 3.09e26, 56, 2.63),
  moment(4, Number.NaN, Number.NaN, Number.NaN),
];

describe("why a lane stopped", () => {
  it("W was too large before the first update: 1.67⁶⁶ = 10^14.7, and ρ falls below 1 in proportion to the gain", () => {
    expect(told(facts("a", { "a.init": "gaussian", "a.gain": 1.5 }, EXPLODE))).toEqual({
      text: "W started with spectral radius 1.7: over 66 time steps states can grow by 10¹⁵. The loss was already 9.8\u202f×\u202f10¹⁰ before the first update.",
      remedies: [
        ["Gain 0.8", { "a.gain": 0.8 }],
        ["Clip at 1", { "a.clip": 1 }],
        ["Orthogonal start", { "a.init": "haar" }],
      ],
    });
    expect((1.67 * 0.8) / 1.5).toBeLessThan(1);
  });

  it("says no more of the start than is known of it", () => {
    const [start, end] = EXPLODE;
    const unknown = facts("a", { "a.init": "gaussian" }, [{ ...start, spectralRadius: null }, end]);
    expect(told(unknown).text).toBe(
      "The loss was already 9.8\u202f×\u202f10¹⁰ before the first update: training did not cause this, the start did.",
    );
    const bounded = facts("a", { "a.activation": "tanh" }, EXPLODE);
    expect(told(bounded).text).not.toMatch(/states can grow/);
  });

  it("a step threw W out: 0.1 · 72.8 = 7.3, and 2.63⁶⁶ = 10^27.7", () => {
    const naive = { lr: 0.1, exp: "riemannian", "b.rule": "euclidean" } as const;
    expect(told(facts("b", naive, NAIVE))).toEqual({
      text: "One step of α = 0.1 moved W by 7.3 (‖ΔW‖_F); its drift ‖WW* − I‖_F went from 0.94 to 56, its spectral radius to 2.6: over 66 time steps states can grow by 10²⁸.",
      remedies: [
        ["Use Exp", { "b.rule": "riemannian" }],
        ["α ÷ 10", { lr: 0.01 }],
        ["Clip at 1", { "b.clip": 1 }],
      ],
    });
    const inA = told(facts("a", { lr: 0.1, exp: "riemannian" }, NAIVE));
    expect(inA.remedies[2]).toEqual(["Use Exp in lane A", { "a.rule": "riemannian" }]);
  });

  it("names the length of a step only if it is α·min(‖G‖, clip) for certain", () => {
    const naive = { lr: 0.1, "b.rule": "euclidean" } as const;
    const text = (settings: Settings, more: Partial<StopFacts> = {}) =>
      told(facts("b", { ...naive, ...settings }, NAIVE, more)).text;
    expect(text({ "b.clip": 10 })).toMatch(/moved W by 1 \(/);
    for (const other of [
      text({ "b.precondition": "adam" }),
      text({ "b.rule": "soft" }),
      text({}, { settledFrom: 3 }),
      told(facts("b", naive, [NAIVE[0], ...NAIVE.slice(3)])).text,
    ])
      expect(other).not.toMatch(/ΔW|α =/);
  });

  it("the rest of the network grew: W is cleared by its rule, or by its numbers", () => {
    const moments = [moment(0, 2, 4, 1e-7, 1), moment(5, 2.1e4, 1e5, 1.9e-4, 1), moment(6, Number.NaN, 1, 1)];
    const remedies = [
      ["Optimiser’s rate ÷ 10", { "b.rate": 0.1 }],
      ["Adam at 0.002", { "b.optimiser": "adam", "b.rate": 0.002 }],
    ];
    expect(told(facts("b", { "b.optimiser": "sgd", "b.rate": 1 }, moments))).toEqual({
      text: "W was orthogonal within ‖WW* − I‖_F = 1.9\u202f×\u202f10⁻⁴ at step 5: the rest of the network, moved by SGD at rate 1, took the loss from 2 at step 0 to 2.1\u202f×\u202f10⁴ at step 5.",
      remedies,
    });
    const plain = [moment(0, 1.5, 0.3, 4.2, 0.54), moment(1, 58, 121, 4.2, 0.54)];
    const small = [...plain, moment(2, 1400, 2580, 4.3, 0.63), moment(3, Number.NaN, 1, 658)];
    const { text } = told(facts("a", { "a.rate": 1 }, small));
    expect(text).toMatch(/^W had spectral radius 0.63 at step 2: the rest of the network, moved by RMSProp/);
    const large = [...plain, moment(2, 1400, 2580, 4.3, 1.63), moment(3, Number.NaN, 1, 658)];
    expect(told(facts("a", { "a.rate": 1 }, large)).text).toMatch(/^One step of α = 0.01 moved W by 1.2/);
  });

  it("another weight overflowed at a small loss: W is not blamed; after a large one, what made that is", () => {
    const stop: Stop = { step: 2, quantity: "V, b, U or c", value: "NaN", explanation: "It overflowed." };
    const sane = [moment(0, 2, 4, 1e-7, 1), moment(1, 2, 4, 0.1, 1)];
    for (const loss of [1.9, Number.NaN]) {
      const given = facts("b", { "b.rate": 1, "b.rule": "none" }, [...sane, moment(2, loss, 1, 0.1)], {
        stop,
      });
      expect(told(given)).toEqual({
        text: "It overflowed. RMSProp at rate 1 moved it there.",
        remedies: [
          ["Optimiser’s rate ÷ 10", { "b.rate": 0.1 }],
          ["Adam at 0.002", { "b.optimiser": "adam", "b.rate": 0.002 }],
        ],
      });
    }
    const wild = [sane[0], moment(1, 5e20, 4, 70, 2.6), moment(2, Number.NaN, 1, 0.1)];
    expect(told(facts("b", { "b.rule": "none" }, wild, { stop })).text).toMatch(/moved W by/);
  });

  it("a rule that could not make its step says so itself", () => {
    const stop: Stop = { step: 1, quantity: "step", value: "Infinity", explanation: "It could not." };
    const moments = [moment(0, 2, 4, 1e-7, 1), moment(1, 2, 4, 1e-7)];
    expect(told(facts("b", { lr: 10 }, moments, { stop })).text).toBe("It could not.");
  });

  const anyMoments = fc
    .array(fc.tuple(fc.double({ min: 0, max: 1e38 }), fc.double(), fc.double({ min: 0 })), {
      minLength: 1,
      maxLength: 9,
    })
    .map((rows) => rows.map(([loss, gradNorm, drift], step) => moment(step, loss, gradNorm, drift)));
  const lanes = fc.constantFrom("a" as const, "b" as const);

  it("never offers Exp to a rule that keeps W unitary, and changes nothing into what it is already", () => {
    fc.assert(
      fc.property(anyConfig(), lanes, anyMoments, (any, lane, moments) => {
        for (const { label, settings } of stopCause({ ...facts(lane, {}, moments), config: any }).remedies) {
          const made = settings.reduce((so, [key, value]) => withField(so, key, value), any);
          expect(JSON.stringify(made)).not.toBe(JSON.stringify(any));
          if (RULES[any[lane].rule].keeps === "unitary") expect(label).not.toMatch(/Use Exp/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never offers a smaller α against a start that was lethal by itself", () => {
    fc.assert(
      fc.property(
        anyConfig(),
        lanes,
        fc.double({ min: 1e6, noNaN: true }),
        fc.boolean(),
        (any, lane, loss, early) => {
          const start = moment(0, loss, 1e7, 15, 1.7);
          const moments = early ? [start] : [start, moment(1, Number.NaN, Number.NaN, 1e20)];
          const { remedies } = stopCause({ ...facts(lane, {}, moments), config: any });
          for (const { settings } of remedies) expect(settings.map(([key]) => key)).not.toContain("lr");
        },
      ),
    );
  });
});
