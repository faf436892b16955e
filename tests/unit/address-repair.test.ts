import { describe, expect, it } from "vitest";
import { parseHash } from "../../src/address/hash";
import { repaired } from "../../src/address/repair";

const LINK = "#task=adding&length=100&b.rule=riemannian";

describe("an address that was mangled on its way", () => {
  it.each([
    ["as it is", LINK, ""],
    ["&amp; for &", "#task=adding&amp;length=100&amp;b.rule=riemannian", ""],
    ["&amp;amp; for &", "#task=adding&amp;amp;length=100&amp;amp;b.rule=riemannian", ""],
    ["%3D and %26", "#task%3Dadding%26length%3D100%26b.rule%3Driemannian", ""],
    ["encoded twice", "#task%253Dadding%2526length%253D100%2526b.rule%253Driemannian", ""],
    ["# as %23 behind #", "#%23task=adding&length=100&b.rule=riemannian", ""],
    ["all encoded", "#%23task%3Dadding%26amp%3Blength%3D100%26amp%3Bb.rule%3Driemannian", ""],
    ["behind ?", "", "?task=adding&length=100&b.rule=riemannian"],
    ["behind ?, with &amp;", "", "?task=adding&amp;length=100&amp;b.rule=riemannian"],
    ["behind ?, with %23", "", "?%23task%3Dadding%26length%3D100%26b.rule%3Driemannian"],
  ])("is repaired: %s", (_, hash, search) => {
    expect(repaired(hash, search)).toBe(LINK);
  });

  it("keeps values that are encoded by right", () => {
    const hash = "#counterexample.matrix=0%2C1%3B1%2C0&screen=counterexample";
    expect(repaired(hash)).toBe(hash);
    expect(
      parseHash(repaired("#screen%3Dcounterexample%26counterexample.matrix%3D0%252C1%253B1%252C0")).own,
    ).toEqual(parseHash("#screen=counterexample&counterexample.matrix=0%2C1%3B1%2C0").own);
  });

  it("is left alone if it is something else", () => {
    expect(repaired("", "?utm_source=mail&fbclid=x")).toBe("");
    expect(repaired("#colour=red", "?task=adding")).toBe("#colour=red");
    expect(repaired("#%E0%A4%A")).toBe("#%E0%A4%A");
    expect(repaired("#colour%3Dred")).toBe("#colour%3Dred");
    expect(repaired("", "")).toBe("");
    expect(repaired("#play", "?x")).toBe("#play");
  });
});
