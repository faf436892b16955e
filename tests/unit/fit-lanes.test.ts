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
