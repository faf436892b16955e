import { describe, expect, it } from "vitest";
import { parseField } from "../../src/config/parse";
import {
  DEFAULT_CONFIG,
  getField,
  isConfigKey,
  KEYS,
  type RuleId,
  type TaskId,
  withField,
} from "../../src/config/schema";
import type { Lab } from "../../src/store/lab";

describe("the config", () => {
  it("is set by its own keys and values alone, as the compiler tells", () => {
    const neverRun = (lab: Lab) => {
      lab.set("lr", 0.1);
      lab.set("b.rule", "cayley");
      // @ts-expect-error There is no such key.
      lab.set("b.rul", 3);
      // @ts-expect-error The learning rate is a number.
      lab.set("lr", "x");
      // @ts-expect-error A rule has a name.
      lab.set("b.rule", 3);
      // @ts-expect-error No rule has this name.
      lab.set("a.rule", "caley");
      // @ts-expect-error No task has this name.
      withField(DEFAULT_CONFIG, "task", "copy");
      // @ts-expect-error Not every text is a key.
      getField(DEFAULT_CONFIG, "lr".slice(0));
    };
    expect(neverRun).toBeTypeOf("function");
  });

  it("has its values under flat keys as it has them in place", () => {
    const rule: RuleId = getField(DEFAULT_CONFIG, "b.rule");
    const task: TaskId = getField(DEFAULT_CONFIG, "task");
    const units: number = getField(DEFAULT_CONFIG, "units");
    expect([rule, task, units]).toEqual([DEFAULT_CONFIG.b.rule, DEFAULT_CONFIG.task, DEFAULT_CONFIG.units]);
    expect(getField({ ...DEFAULT_CONFIG, units: 7 }, "units")).toBe(7);
  });

  it("gets one value by its key, and keeps all others and itself", () => {
    const changed = withField(withField(DEFAULT_CONFIG, "a.rule", "cayley"), "lr", 0.5);
    expect(changed).toEqual({ ...DEFAULT_CONFIG, lr: 0.5, a: { ...DEFAULT_CONFIG.a, rule: "cayley" } });
    expect(DEFAULT_CONFIG.a.rule).toBe("none");
  });

  it("knows its keys from any other text", () => {
    expect(KEYS.every(isConfigKey)).toBe(true);
    for (const text of ["b.rul", "rule", "a", "b", "", "toString", "__proto__"])
      expect(isConfigKey(text)).toBe(false);
  });

  it("is given a value with its key, or a sentence", () => {
    expect(parseField("steps", "200")).toEqual({ key: "steps", value: 200 });
    expect(parseField("b.rule", "cayley")).toEqual({ key: "b.rule", value: "cayley" });
    expect(parseField("steps", 0)).toEqual({
      refusal: {
        key: "steps",
        given: "0",
        message: "steps = “0” was refused: it must be a whole number from 1 to 1000000.",
      },
    });
    expect(parseField("b.rul", 3)).toEqual({
      refusal: { key: "b.rul", given: "3", message: "“b.rul” is not a setting of the lab." },
    });
  });
});
