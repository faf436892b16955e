import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLanes } from "../../src/config/fit-lanes";
import { readImport } from "../../src/config/import";
import { memoryRefusal } from "../../src/config/memory-limit";
import { matchingPreset, PRESETS, presetConfig } from "../../src/config/presets";
import {
  type ConfigKey,
  DEFAULT_CONFIG,
  FIELDS,
  KEYS,
  type ValueOf,
  withField,
} from "../../src/config/schema";
import { formatQuery, parseQuery } from "../../src/config/url";
import { readsOwnData } from "../../src/tasks";

const anyValue = (key: ConfigKey): fc.Arbitrary<ValueOf> => {
  const field = FIELDS[key];
  if (field.kind === "choice")
    return fc.constantFrom<ValueOf[]>(...field.options.filter((option) => !readsOwnData(option)));
  if (field.integer) return fc.integer({ min: field.min, max: field.max });
  return fc.double({ min: field.min, max: field.max, noNaN: true });
};
const anyConfig = fc
  .tuple(...KEYS.map(anyValue))
  .map((values) => values.reduce((config, value, i) => withField(config, KEYS[i], value), DEFAULT_CONFIG))
  .map((config) => fitLanes(config).config)
  .filter((config) => !memoryRefusal(config));

const jsonFile = (value: unknown) => new Blob([JSON.stringify(value)]);

describe("the settings in the address", () => {
  it("gives every config back as it was written", () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        // −0 is written as 0.
        const plain = JSON.parse(JSON.stringify(config));
        const { config: read, refusals } = parseQuery(formatQuery(plain));
        expect(refusals).toEqual([]);
        expect(read).toEqual(plain);
      }),
    );
  });

  it("leaves defaults out", () => {
    expect(formatQuery(DEFAULT_CONFIG)).toBe("");
    expect(formatQuery({ ...DEFAULT_CONFIG, lr: 0.1 })).toBe("lr=0.1");
  });

  it("refuses bad values one by one, naming key, value and what is allowed, and keeps the rest", () => {
    const { config, refusals } = parseQuery("lr=20&units=64&b.rule=gram&batch=2.5&colour=red&seed=0x10");
    expect(config).toEqual({ ...DEFAULT_CONFIG, units: 64 });
    expect(refusals.map(({ key }) => key)).toEqual(["lr", "b.rule", "batch", "colour", "seed"]);
    expect(refusals[0].message).toMatch(/lr.*20.*0\.000001 to 10/);
    expect(refusals[1].message).toMatch(/gram.*euclidean.*riemannian/);
    expect(refusals[2].message).toMatch(/whole number from 1 to 128/);
    expect(refusals[3].message).toMatch(/colour/);
  });

  it("is not fooled by names that every object has", () => {
    for (const key of ["__proto__", "constructor", "toString", "b.__proto__", "a.constructor"]) {
      const { config, refusals } = parseQuery(`${key}=1`);
      expect(refusals).toHaveLength(1);
      expect(config).toEqual(DEFAULT_CONFIG);
    }
  });

  it("counts the first of a key that is given twice and says so", () => {
    const { config, refusals } = parseQuery("units=8&units=16");
    expect(config.units).toBe(8);
    expect(refusals[0].message).toContain("twice");
  });

  it("lets Exp stand for lane B's exponential rule where the link does not say", () => {
    expect(parseQuery("b.rule=riemannian").config.exp).toBe("riemannian");
    expect(parseQuery("b.rule=riemannian&exp=exp").config.exp).toBe("exp");
    expect(parseQuery("b.rule=euclidean").config.exp).toBe("exp");
  });
});

describe("presets", () => {
  it("are recognised in their own config, whatever seed, backend, steps and side of the update rule", () => {
    for (const preset of PRESETS) {
      const config = presetConfig(preset);
      expect(matchingPreset(config)?.id).toBe(preset.id);
      expect(matchingPreset({ ...config, seed: 9, steps: 7, backend: "cpu" })?.id).toBe(preset.id);
      for (const rule of ["none", "euclidean"] as const)
        expect(matchingPreset({ ...config, b: { ...config.b, rule } })?.id).toBe(preset.id);
    }
  });

  it("are not recognised once anything else differs", () => {
    for (const preset of PRESETS) {
      const config = presetConfig(preset);
      expect(matchingPreset({ ...config, lr: config.lr * 2 })).toBeUndefined();
      expect(matchingPreset({ ...config, b: { ...config.b, rule: "deck-plus" } })).toBeUndefined();
      expect(matchingPreset({ ...config, a: { ...config.a, rule: "soft" } })).toBeUndefined();
    }
  });
});

describe("an imported file", () => {
  const config = { ...DEFAULT_CONFIG, lr: 0.5, b: { ...DEFAULT_CONFIG.b, activation: "tanh" as const } };

  it("gives the config of an exported run", async () => {
    const run = jsonFile({ format: "unitary-rnn-lab/run", version: 1, config, lanes: [] });
    expect(await readImport(run)).toEqual({ config, sequence: 1, refusals: [] });
  });

  it.each([
    [2, { number: 7 }, 7],
    [2, { number: 128 }, 128],
    [2, undefined, 1],
    [1, { number: 7 }, 1],
  ])("of version %i shows its sequence: %j", async (version, sequence, shown) => {
    const run = jsonFile({ format: "unitary-rnn-lab/run", version, config, sequence });
    expect(await readImport(run)).toEqual({ config, sequence: shown, refusals: [] });
  });

  it.each([
    [0, "0"],
    [129, "129"],
    [1.5, "1.5"],
    ["7", "7"],
    [null, "null"],
    [undefined, "nothing"],
  ])("refuses the number %j of a sequence with a sentence, and shows the first", async (number, given) => {
    const run = jsonFile({ format: "unitary-rnn-lab/run", version: 2, config, sequence: { number } });
    const message = `sequence.number = “${given}” was refused: it must be a whole number from 1 to 128; the first is shown.`;
    expect(await readImport(run)).toEqual({
      config,
      sequence: 1,
      refusals: [{ key: "sequence.number", given, message }],
    });
  });

  it.each([[null], [7], [[3]], ["7"]])("refuses a sequence %j that has no number", async (sequence) => {
    const run = jsonFile({ format: "unitary-rnn-lab/run", version: 2, config, sequence });
    const { sequence: shown, refusals } = await readImport(run);
    expect(shown).toBe(1);
    expect(refusals.map(({ message }) => message)).toEqual([
      "sequence.number = “nothing” was refused: it must be a whole number from 1 to 128; the first is shown.",
    ]);
  });

  it("gives a config alone, with defaults for what is absent", async () => {
    const { config: read } = await readImport(jsonFile({ lr: 0.5, b: { activation: "tanh" } }));
    expect(read).toEqual(config);
  });

  it("is refused field by field, as an address is", async () => {
    const { config: read, refusals } = await readImport(
      jsonFile({ lr: "fast", units: 1e9, b: { rule: {}, gain: 2 }, extra: null, seed: null }),
    );
    expect(read).toEqual({ ...DEFAULT_CONFIG, b: { ...DEFAULT_CONFIG.b, gain: 2 } });
    expect(refusals.map(({ key }) => key)).toEqual(["lr", "units", "b.rule", "extra", "seed"]);
  });

  it.each([
    ["{", /not JSON/],
    ["", /It is empty/],
    ["\u007fELF\u0002\u0001", /neither JSON nor a PNG picture/],
    ["[1]", /not an object/],
    ['{"colour": 1}', /no setting/],
    ['{"format": "other"}', /other.*unitary-rnn-lab\/run/],
    ['{"format": "unitary-rnn-lab/run", "version": 5}', /version is 5.*versions 1 to 4/],
    ['{"format": "unitary-rnn-lab/run", "version": 1}', /no config/],
  ])("that makes no sense (%s) is refused with a sentence", async (text, sentence) => {
    await expect(readImport(new Blob([text]))).rejects.toThrow(sentence);
  });

  it("of more than 64 MB is refused unread", async () => {
    const large = new Blob([new Uint8Array(64 * 2 ** 20 + 1)]);
    await expect(readImport(large)).rejects.toThrow(/65 MB.*64 MB/);
  });
});
