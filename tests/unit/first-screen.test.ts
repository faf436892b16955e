import { describe, expect, it } from "vitest";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { atRates } from "../../src/config/presets/measured.json";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import { INITIALISATIONS } from "../../src/initialisations";
import { drift } from "../../src/math/arrays";
import { realForm } from "../../src/math/complex";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { random } from "../../src/math/random";
import { RULE_IDS } from "../../src/rules";
import { applies, optionsOf } from "../../src/screens/lab/option-labels";
import { laneNames } from "../../src/screens/lab/run-label";
import { switchRemark } from "../../src/screens/lab/switch-remark";
import { textbookRemark } from "../../src/screens/lab/textbook-remark";
import { whatToSee } from "../../src/screens/lab/what-to-see";

const config = (a: Partial<LaneConfig>, b: Partial<LaneConfig>, run: Partial<RunConfig> = {}): RunConfig => ({
  ...DEFAULT_CONFIG,
  ...run,
  a: { ...DEFAULT_CONFIG.a, ...a },
  b: { ...DEFAULT_CONFIG.b, ...b },
});
const preset = (id: string): RunConfig => {
  const found = PRESETS.find((one) => one.id === id);
  if (!found) throw new Error(`There is no preset ${id}.`);
  return presetConfig(found);
};

describe("a plain RNN that is not the textbook's", () => {
  it("is said to be none: modReLU from ±1/√n in lane A of the default run, and nothing of the other lane", () => {
    expect(textbookRemark(DEFAULT_CONFIG.a)).toBe(
      "This plain RNN has modReLU and starts from Uniform ±1/√n; the textbook’s has tanh.",
    );
    expect(textbookRemark({ ...DEFAULT_CONFIG.a, activation: "tanh" })).toBeUndefined();
    expect(textbookRemark(DEFAULT_CONFIG.b)).toBeUndefined();
    expect(textbookRemark({ ...DEFAULT_CONFIG.b, rule: "euclidean" })).toBe(
      "This plain RNN has modReLU and starts from Rotation blocks; the textbook’s has tanh.",
    );
  });
});

describe("a linear recurrent unit", () => {
  const lane = { ...DEFAULT_CONFIG.b, rule: "diagonal", numbers: "complex" } as const;
  const missing =
    "The paper’s layers add skip connections, an MLP and normalisation; this lane has none of them.";

  it("is said to have less than the paper’s, and another activation than identity if it has one", () => {
    expect(textbookRemark({ ...lane, activation: "identity" })).toBe(
      `The states are linear in the inputs, as in a linear recurrent unit. ${missing}`,
    );
    expect(textbookRemark(lane)).toBe(
      `A linear recurrent unit has the activation identity; this lane has modReLU. ${missing}`,
    );
    expect(textbookRemark({ ...lane, cell: "gru", rule: "none", numbers: "real" })).toBeUndefined();
  });

  it("alone has the settings of its ring in the form", () => {
    for (const key of ["b.ringMin", "b.ringMax", "b.phase"] as const) {
      expect(applies(key, config({}, lane))).toBe(true);
      expect(applies(key, config({}, { rule: "arjovsky", numbers: "complex" }))).toBe(false);
    }
  });

  it("is told from another by its ring", () => {
    const wide = { ...lane, ringMin: 0.5 };
    expect(laneNames(config(lane, wide), null)).toEqual({ a: "LRU, |λ| from 0.9", b: "LRU, |λ| from 0.5" });
  });
});

describe("lanes are named", () => {
  const twins = (a: Partial<LaneConfig>, b: Partial<LaneConfig>) => {
    const names = laneNames(config({ ...DEFAULT_CONFIG.b, ...a }, b), null);
    return [names.a, names.b];
  };

  it("by what their rules make of them", () => {
    expect(laneNames(DEFAULT_CONFIG, null)).toEqual({ a: "RNN", b: "Unitary" });
    expect(laneNames(config({}, { rule: "euclidean" }), null)).toEqual({ a: "RNN", b: "Naive" });
  });

  it.each<[string, Partial<LaneConfig>, Partial<LaneConfig>, string, string]>([
    ["the activation", { activation: "sigmoid" }, {}, "Unitary, sigmoid", "Unitary, modReLU"],
    ["the rule", {}, { rule: "deck-plus" }, "Unitary, exp", "Unitary, lecture +"],
    ["the start", { init: "haar" }, {}, "Unitary, Haar", "Unitary, rotations"],
    ["the numbers", { numbers: "complex" }, {}, "Unitary, complex", "Unitary, real"],
    ["the clip", {}, { clip: 1 }, "Unitary, no clip", "Unitary, clip 1"],
    ["the optimiser", { optimiser: "adam" }, {}, "Unitary, Adam", "Unitary, RMSProp"],
    ["its rate", { rate: 0.01 }, {}, "Unitary, rate 0.01", "Unitary, rate 0.002"],
    ["W’s scaling", { precondition: "adam" }, {}, "Unitary, W by Adam", "Unitary, W unscaled"],
    ["two settings", { activation: "tanh", init: "haar" }, {}, "Unitary, tanh", "Unitary, modReLU"],
    [
      "two short ones",
      { activation: "tanh", clip: 1 },
      { activation: "relu" },
      "Unitary, tanh, clip 1",
      "Unitary, ReLU, no clip",
    ],
  ])("by %s in which they differ, if their rules make the same of them", (_what, a, b, first, second) => {
    expect(twins(a, b)).toEqual([first, second]);
  });

  it("by no setting that has no effect", () => {
    // Only a Gaussian start has a gain, and only the soft penalty has β.
    expect(twins({ gain: 2, beta: 5 }, {})).toEqual(["Unitary A", "Unitary B"]);
    const gaussian = { rule: "none", init: "gaussian", activation: "modrelu" } as const;
    const { a, b } = laneNames(config({ ...gaussian, gain: 1.5 }, gaussian), null);
    expect([a, b]).toEqual(["RNN, gain 1.5", "RNN, gain 1"]);
    const other = laneNames(config({ ...gaussian, gain: 1.5 }, { ...gaussian, init: "haar" }), null);
    expect(other).toEqual({ a: "RNN, Gaussian", b: "RNN, Haar" });
  });

  it("as a fork if nothing else differs", () => {
    const same = config(DEFAULT_CONFIG.b, {});
    expect(laneNames(same, { lane: "a" })).toEqual({ a: "Unitary", b: "Unitary, fork" });
    expect(laneNames(same, { lane: "b" })).toEqual({ a: "Unitary, fork", b: "Unitary" });
    const { a, b } = laneNames(config({ ...DEFAULT_CONFIG.b, clip: 1 }, {}), { lane: "b" });
    expect([a, b]).toEqual(["Unitary, clip 1", "Unitary, no clip"]);
  });
});

describe("the unconstrained rule", () => {
  const rules = (key: "a.rule" | "b.rule", of: RunConfig) => optionsOf(key, of).map(({ value }) => value);

  it("is in each lane's list once, under the id that the lane has", () => {
    for (const key of ["a.rule", "b.rule"] as const) {
      for (const rule of RULE_IDS) {
        const listed = optionsOf(key, config({ rule }, { rule }));
        const labels = listed.map(({ label }) => label);
        expect(labels.filter((label) => label.startsWith("Unconstrained (plain RNN)"))).toHaveLength(1);
        expect(listed).toHaveLength(RULE_IDS.length - 1);
        expect(listed.map(({ value }) => value)).toContain(rule);
      }
    }
  });

  it("is the lecture's Naive in lane B and the plain RNN in lane A, where nothing says", () => {
    expect(rules("b.rule", DEFAULT_CONFIG)).toContain("euclidean");
    expect(rules("a.rule", config({ rule: "exp" }, {}))).toContain("none");
  });
});

describe("the line above the charts", () => {
  it.each<[Partial<RunConfig>, string]>([
    [{ recall: 1, length: 37 }, "repeat one symbol after 37 blanks"],
    [{ length: 100, units: 8 }, "repeat three symbols after a hundred blanks"],
    [{ task: "forget" }, "repeat the three symbols after the last reset in sixty time steps"],
    [{ task: "forget", recall: 1 }, "repeat the symbol after the last reset in sixty time steps"],
    [{ task: "adding", length: 1000 }, "add the two marked numbers among 1 000"],
    [{ task: "digits" }, "name a handwritten digit from its 64 pixels, read one by one"],
    [{ task: "words", length: 40 }, "predict every next word of a novel, forty words at a time"],
    [
      { task: "characters", text: "own", supervise: "last" },
      "predict the next character of your own text after sixty characters",
    ],
  ])("follows the task: %o", (run, learned) => {
    expect(whatToSee(config({}, {}, run)).replaceAll("\u202f", " ")).toMatch(
      new RegExp(`^Two recurrent networks learn to ${learned}\\. Watch which one (can|predicts better)\\.$`),
    );
  });

  it("follows the preset", () => {
    expect(whatToSee(preset("remember"))).toBe(
      "Two recurrent networks learn to repeat three symbols after sixty blanks. Watch which one can.",
    );
    expect(whatToSee(preset("next-word"))).toMatch(/Do not expect the unitary one to win here\.$/);
    expect(whatToSee({ ...preset("next-word"), batch: 4 })).toMatch(/Watch which one predicts better\.$/);
  });
});

const [calm, large] = atRates.remember;
const of60 = (count: number) => (count === 60 ? "all 60" : `${count} of 60`);
const thrown = atRates.constraint[1];

describe("the remark on Naive and Exp", () => {
  it("counts seeds at a rate that was measured, and leads to the rate where Naive breaks and back", () => {
    expect(switchRemark(DEFAULT_CONFIG)).toEqual({
      text: `500 steps at 0.01: Naive learns on ${of60(calm.naive.learned)} seeds, Exp on all 60.`,
      rate: 0.1,
    });
    expect(switchRemark({ ...DEFAULT_CONFIG, lr: 0.1 })).toEqual({
      text: `500 steps at 0.1: Naive overflows on all 60 seeds, Exp learns on ${large.exp.learned}.`,
      rate: 0.01,
    });
    expect(switchRemark({ ...preset("constraint"), lr: 0.003 })).toEqual({
      text: expect.stringMatching(/^500 steps at 0\.003: Naive learns on (\d+ of|all) 60 seeds, Exp on /),
      rate: 0.1,
    });
  });

  it("says that Naive overflows where it mostly does", () => {
    expect(switchRemark({ ...preset("constraint"), seed: 4 }).text).toBe(
      `500 steps at 0.1: Naive overflows on ${of60(thrown.naive.stopped)} seeds, Exp learns on ${thrown.exp.learned}.`,
    );
  });

  it("holds for lane B whatever lane A, the seed and the side of the switch are", () => {
    for (const id of ["explode", "activation"]) expect(switchRemark(preset(id)).text).toMatch(/^500 steps/);
    const naive = config({}, { rule: "euclidean" }, { seed: 9 });
    expect(switchRemark(naive)).toEqual(switchRemark(DEFAULT_CONFIG));
  });

  it("counts nothing that was not measured", () => {
    expect(switchRemark({ ...DEFAULT_CONFIG, lr: 0.05 })).toMatchObject({ rate: 0.1 });
    const unmeasured = [
      { ...DEFAULT_CONFIG, lr: 0.05 },
      { ...DEFAULT_CONFIG, length: 61 },
      { ...DEFAULT_CONFIG, exp: "riemannian" as const },
      config({}, { activation: "tanh" }),
      preset("w-must-learn"),
      preset("long-memory"),
    ];
    for (const one of unmeasured) expect(switchRemark(one).text).not.toMatch(/\d/);
    for (const one of unmeasured.slice(1)) expect(switchRemark(one).rate).toBeUndefined();
  });
});

describe("an initialisation", () => {
  it.each(Object.entries(INITIALISATIONS))("says whether W₀ is orthogonal: %s", (_id, one) => {
    const real = one.recurrent(7, 1, random(3, "W"), projectToOrthogonal);
    const complex = realForm(one.complexRecurrent(7, 1, random(3, "W"), projectToOrthogonal));
    for (const w of [real, complex]) expect(drift(w) < 1e-12).toBe(one.orthogonal);
  });
});
