import { describe, expect, it } from "vitest";
import { FIELDS, KEYS } from "../../src/config/schema";
import { parseQuery } from "../../src/config/url";
import { isDeckTable } from "../../src/experiments/deck-printed";
import { expand, inShard, parseShard } from "../../src/experiments/expand";
import { isSweep } from "../../src/experiments/findings/sweep";
import { PLAN_FORMAT, type Plan, parsePlan, parsePlanText, planJson } from "../../src/experiments/plan";
import { PLANS } from "../../src/experiments/plans";

const json = (part: object = {}) => ({
  format: PLAN_FORMAT,
  version: 1,
  name: "Two by three",
  settings: { task: "copying", units: 8, steps: 5 },
  networks: [
    { name: "plain", rule: "none", init: "uniform" },
    { name: "unitary", rule: "exp" },
  ],
  grid: { length: [10, 20, 30], seed: [1, 2] },
  ...part,
});

describe("a plan", () => {
  it("has every network at every point of its grid, and each run is identified", () => {
    const runs = expand(parsePlan(json()));
    expect(runs).toHaveLength(2 * 3 * 2);
    const seen = runs.map(
      ({ network, config }) => `${network} ${config.length} ${config.seed} ${config.b.rule}`,
    );
    expect(new Set(seen)).toEqual(
      new Set(
        [10, 20, 30].flatMap((length) =>
          [1, 2].flatMap((seed) => [`plain ${length} ${seed} none`, `unitary ${length} ${seed} exp`]),
        ),
      ),
    );
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    expect(runs.map(({ index }) => index)).toEqual(runs.map((_, i) => i));
    expect(runs.every(({ config }) => config.units === 8 && config.steps === 5)).toBe(true);
  });

  it("trains gates without a constraint, unless it names another rule that can", () => {
    const runs = (networks: object[], settings = {}) =>
      expand(parsePlan(json({ networks, settings: { units: 8, ...settings }, grid: {} })));
    const [lstm, frozen] = runs([
      { name: "LSTM", cell: "lstm", forget: 2 },
      { name: "GRU", cell: "gru", rule: "frozen" },
    ]);
    expect([lstm.config.b.cell, lstm.config.b.rule, lstm.config.b.forget]).toEqual(["lstm", "none", 2]);
    expect([frozen.config.b.cell, frozen.config.b.rule]).toEqual(["gru", "frozen"]);
    expect(parseQuery(lstm.id)).toEqual({ config: lstm.config, refusals: [] });
    expect(() => runs([{ name: "LSTM", cell: "lstm" }], { rule: "exp" })).toThrow(
      /^Network “LSTM”: the rule “.*” trains a square W only, and the cell lstm has none: give it "rule": "none" or "frozen"\.$/,
    );
    expect(() => runs([{ name: "GRU", cell: "gru", numbers: "complex" }])).toThrow(
      "Network “GRU”: the cell gru has real numbers only, and numbers is complex.",
    );
  });

  it("survives being written and read again", () => {
    for (const plan of PLANS) expect(parsePlan(JSON.parse(JSON.stringify(planJson(plan))))).toEqual(plan);
  });

  it("is split into shards that are disjoint and together complete", () => {
    const runs = expand(parsePlan(json()));
    for (const of of [1, 2, 5, 20]) {
      const shards = Array.from({ length: of }, (_, i) => inShard(parseShard(`${i + 1}/${of}`), runs));
      const indices = shards.flat().map(({ index }) => index);
      expect(indices.sort((a, b) => a - b)).toEqual(runs.map(({ index }) => index));
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });

  it.each(["0/2", "3/2", "1/0", "a/b", "1", "1/2/3", "-1/2", "1.5/2"])("refuses the shard %s", (text) => {
    expect(() => parseShard(text)).toThrow(/i\/N with i from 1 to N/);
  });

  it.each([
    [
      { settings: { length: 5001 } },
      /settings: length = “5001” was refused: it must be a whole number from 1 to 5000/,
    ],
    [{ networks: [{ name: "x", rule: "none", init: "uniform", lr: -1 }] }, /network “x”: lr/],
    [{ networks: [] }, /at least one/],
    [{ networks: [{ rule: "exp" }] }, /needs a name/],
    [{ networks: [{ name: "x" }, { name: "x" }] }, /Two networks are called “x”/],
    [{ grid: { seed: [] } }, /grid: seed must be a list/],
    [{ grid: { seed: [1, 1] } }, /seed has a value twice/],
    [{ grid: { colour: [1] } }, /“colour” is not a setting/],
    [{ grid: { backend: ["cpu"] } }, /“backend” is not a setting/],
    [{ grid: { units: [8, 16] } }, /“units” is given in settings and in grid/],
    [{ grid: { rule: ["exp"] } }, /“rule” is given in grid and in network/],
    [{ match: "size" }, /“match” must be one of units, parameters/],
    [{ extra: 1 }, /“extra” is not part of a plan/],
    [{ format: "other" }, /a plan says "format"/],
    [{ version: 2 }, /version 1 can be read/],
    [{ grid: { seed: Array.from({ length: 1001 }, (_, i) => i) } }, /at most 2000/],
  ])("is refused with a sentence: %j", (part, sentence) => {
    expect(() => parsePlan(json(part))).toThrow(sentence as RegExp);
  });

  it("is refused if a rule cannot train the kind of numbers", () => {
    const plan = parsePlan(
      json({ networks: [{ name: "reflections", rule: "householder", numbers: "complex" }] }),
    );
    expect(() => expand(plan)).toThrow(
      /“reflections”: the rule “Householder product” trains real matrices only, and numbers is complex/,
    );
  });

  it("that is not JSON is refused", () => {
    expect(() => parsePlanText("{")).toThrow(/It is not JSON/);
  });

  it("may vary every setting of a lane or its run but the device", () => {
    for (const key of KEYS) {
      const field = FIELDS[key];
      if (key.startsWith("a.") || key === "exp" || key === "backend") continue;
      const name = key.replace(/^b\./, "");
      const plan: Plan = {
        id: "x",
        name: "x",
        asks: "",
        settings: {},
        networks: [{ name: "x", settings: {} }],
        grid: { [name]: [field.kind === "number" ? field.max : field.options[field.options.length - 1]] },
        match: "units",
      };
      const given = parsePlan(planJson(plan));
      expect(given.grid[name]).toEqual(plan.grid[name]);
    }
  });
});

describe("the plans that come with the lab", () => {
  it.each(PLANS.map((plan) => [plan.id, plan] as const))(
    "%s: can be run, with the seeds that its verdict needs",
    (_id, plan) => {
      const runs = expand(plan);
      // A table as quick as a lecture decides nothing.
      const seeds = plan.name.endsWith("as quick as a lecture") ? 3 : isSweep(plan) ? 5 : 10;
      expect(plan.grid.seed).toEqual(Array.from({ length: seeds }, (_, i) => i + 1));
      expect(runs.length).toBe(
        plan.networks.length * Object.values(plan.grid).reduce((n, { length }) => n * length, 1),
      );
    },
  );

  it("have the networks and lengths of the lecture’s table", () => {
    const tables = PLANS.filter(isDeckTable);
    expect(tables.map(({ id }) => id)).toEqual([
      "quick-words",
      "quick-characters",
      "deck-words",
      "deck-characters",
    ]);
    for (const plan of tables) {
      expect(plan.grid.length).toEqual([100, 200, 400]);
      const rules = plan.networks.map(({ settings }) => settings.rule);
      expect(rules.slice(0, 6)).toEqual(["none", "euclidean", "deck-plus", "deck-minus", "exp", "arjovsky"]);
    }
  });
});
