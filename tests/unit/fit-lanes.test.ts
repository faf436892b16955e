import { beforeAll, describe, expect, it } from "vitest";
import { fitLanes } from "../../src/config/fit-lanes";
import { readImport } from "../../src/config/import";
import { DEFAULT_CONFIG, FIELDS, KEYS, type RunConfig } from "../../src/config/schema";
import { formatQuery, parseQuery } from "../../src/config/url";
import { copying } from "../../src/tasks/copying";
import { Lane } from "../../src/training/lane";
import { useBackend } from "./backends";

const sentences = (refusals: readonly { readonly message: string }[]) =>
  refusals.map(({ message }) => message);

describe("a rule that cannot train its lane's numbers", () => {
  it("in an address or a file makes the numbers follow, with one sentence", async () => {
    const said = [
      "a.numbers was changed to complex: the rule “Arjovsky et al.” trains complex matrices only.",
    ];
    for (const query of [
      "a.rule=arjovsky",
      "a.rule=arjovsky&a.numbers=real",
      "a.numbers=real&a.rule=arjovsky",
    ]) {
      const { config, refusals } = parseQuery(query);
      expect(config.a).toEqual({ ...DEFAULT_CONFIG.a, rule: "arjovsky", numbers: "complex" });
      expect(sentences(refusals)).toEqual(said);
      expect(parseQuery(formatQuery(config))).toEqual({ config, refusals: [] });
    }
    const file = new Blob([JSON.stringify({ a: { rule: "arjovsky", numbers: "real" } })]);
    const { config, refusals } = await readImport(file);
    expect(config.a.numbers).toBe("complex");
    expect(sentences(refusals)).toEqual(said);
    expect(parseQuery("b.rule=householder&b.numbers=complex").config.b.numbers).toBe("real");
  });

  it("gives way if the numbers are what was set last", () => {
    const b = { ...DEFAULT_CONFIG.b, rule: "arjovsky", numbers: "real" } as const;
    const { config, refusals } = fitLanes({ ...DEFAULT_CONFIG, b }, "b.numbers");
    expect(config.b).toEqual({ ...b, rule: "exp" });
    expect(sentences(refusals)).toEqual([
      "b.rule was changed to exp: the rule “Arjovsky et al.” trains complex matrices only, and b.numbers is real.",
    ]);
  });
});

describe("a gated cell", () => {
  it("takes the place of the lane’s default rule without a word, and of another with a sentence", () => {
    const { config, refusals } = parseQuery("b.cell=lstm");
    expect(config.b).toEqual({ ...DEFAULT_CONFIG.b, cell: "lstm", rule: "none" });
    expect(refusals).toEqual([]);
    expect(parseQuery(formatQuery(config))).toEqual({ config, refusals: [] });
    const other = parseQuery("b.cell=gru&b.rule=cayley&b.numbers=complex");
    expect(other.config.b).toEqual({ ...DEFAULT_CONFIG.b, cell: "gru", rule: "none" });
    expect(sentences(other.refusals)).toEqual([
      "b.rule was changed to none: the rule “Cayley” trains a square W only, and the cell gru has none.",
      "b.numbers was changed to real: the cell gru has real numbers only.",
    ]);
  });

  it("keeps a rule that trains stacked matrices too", () => {
    for (const rule of ["none", "euclidean", "frozen"] as const)
      expect(parseQuery(`a.cell=lstm&a.rule=${rule}`)).toMatchObject({
        config: { a: { cell: "lstm", rule } },
        refusals: [],
      });
  });

  it("gives way if a rule or the numbers are what was set last", () => {
    const b = { ...DEFAULT_CONFIG.b, cell: "lstm", rule: "exp" } as const;
    const rule = fitLanes({ ...DEFAULT_CONFIG, b }, "b.rule");
    expect(rule.config.b).toEqual({ ...b, cell: "simple" });
    expect(sentences(rule.refusals)).toEqual([
      "b.cell was changed to simple: the rule “Exponential, exact gradient” trains a square W only, and the cell lstm has none.",
    ]);
    const complex = { ...b, rule: "none", numbers: "complex" } as const;
    const numbers = fitLanes({ ...DEFAULT_CONFIG, b: complex }, "b.numbers");
    expect(numbers.config.b).toEqual({ ...complex, cell: "simple" });
    const cell = fitLanes({ ...DEFAULT_CONFIG, b }, "b.cell");
    expect(cell.config.b).toEqual({ ...b, rule: "none" });
    expect(sentences(cell.refusals)).toHaveLength(1);
  });
});

describe("every pair of choices that an address can express", () => {
  beforeAll(() => useBackend("cpu"));
  const choices = KEYS.flatMap((key) => {
    const field = FIELDS[key];
    return key.startsWith("a.") && field.kind === "choice" ? [{ key, options: field.options }] : [];
  });

  it("makes a network", () => {
    let made = 0;
    for (const [i, one] of choices.entries())
      for (const other of choices.slice(i + 1))
        for (const first of one.options)
          for (const second of other.options)
            for (const units of [2, 3]) {
              const query = `${one.key}=${first}&${other.key}=${second}&units=${units}&length=2&recall=1&batch=1`;
              const { config }: { config: RunConfig } = parseQuery(query);
              const task = copying.make(config, []);
              expect(() => new Lane(config, "a", task).free(), query).not.toThrow();
              made++;
            }
    expect(made).toBeGreaterThan(800);
  });
});
