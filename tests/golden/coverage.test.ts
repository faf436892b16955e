import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import cells from "./cells.json";
import { fieldsOf, golden, SECTIONS } from "./golden";
import bundled from "./golden.json";

describe("the golden file", () => {
  it("is of the format that these suites read", () => {
    expect(golden.format).toBe(1);
  });

  it.each(SECTIONS)("has a suite for its section %s, which goes through every entry", (section) => {
    const suite = readFileSync(new URL(`${section}.test.ts`, import.meta.url), "utf8");
    expect(suite).toMatch(new RegExp(`comparing\\(\\s*"${section}"`));
    // What `comparing` gives to go through is every entry; a test that is skipped fails by its fields.
    expect(suite).toMatch(/\bentries\b/);
    expect(suite).not.toMatch(/\.(skip|only|todo)\b/);
  });

  it("as it comes with the lab holds as many entries as FORMAT.md describes", () => {
    const whole = { ...bundled, cells: cells.cells, diagonal: cells.diagonal };
    const entries = SECTIONS.map((section) => [section, [whole[section]].flat().length]);
    expect(Object.fromEntries(entries)).toEqual({
      expm_skew: 18,
      expm_general: 5,
      exp_grad: 7,
      rules: 6,
      eig: 16,
      polar: 5,
      cayley: 5,
      newton_schulz: 2,
      bptt: 9,
      arjovsky: 2,
      counterexample: 5,
      ascent_example: 1,
      nonnormal_powers: 2,
      cells: 6,
      diagonal: 4,
    });
  });
});

describe("the fields of an entry", () => {
  it("are found in records and in lists of records, but not inside arrays of numbers or complex arrays", () => {
    const entry = {
      n: 2,
      W: { re: [[1]], im: [[0]] },
      after: { qr: [[1]] },
      counts: [{ lr: 1, k: 2 }],
      h: [1],
    };
    expect(fieldsOf(entry)).toEqual(["n", "W", "after.qr", "counts.0.lr", "counts.0.k", "h"]);
  });
});
