import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listText, readList } from "../../src/screens/experiments/value-list";

describe("a list of values in a field of a plan", () => {
  it.each([
    [[1, 2, 3], "1, 2, 3"],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "1–10"],
    [[0.001, 0.003, 0.01], "0.001, 0.003, 0.01"],
    [[7, 1, 2, 3, 4, 100], "7, 1–4, 100"],
    [["exp", "cayley"], "exp, cayley"],
  ])("%j is written %s", (values, text) => {
    expect(listText(values)).toBe(text);
    expect(readList(text)).toEqual(values);
  });

  it.each([
    ["1-5", [1, 2, 3, 4, 5]],
    ["1 – 3; 9", [1, 2, 3, 9]],
    ["1e-3 0.1", [0.001, 0.1]],
    ["5–1", ["5–1"]],
    ["1–99999", ["1–99999"]],
    ["deck-minus", ["deck-minus"]],
    ["", []],
  ])("%s is read", (text, values) => {
    expect(readList(text)).toEqual(values);
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(30), fc.double({ min: 1e-6, max: 10, noNaN: true }))),
        (values) => {
          expect(readList(listText(values))).toEqual(values);
        },
      ),
    );
  });
});
