import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { checked, isRecord, parseJson, read, shape, unless } from "../../src/valid";

const POINT = shape({ x: v.number("be a number"), name: v.string("be text") });
const LINE = shape({ from: POINT, to: POINT }, "A line is an object with “from” and “to”.");
const at = (x: unknown, name: unknown = "P") => ({ x, name });

describe("data from outside", () => {
  it.each([
    ["a part, by its place", { from: at(1), to: at("2") }, "to.x = “2” was refused: it must be a number."],
    ["a part that is absent", { from: { x: 1 } }, "from.name = “nothing” was refused: it must be text."],
    ["an object that is none", { from: at(1), to: [] }, "to = “a list” was refused: it must have x, name."],
    ["the whole, in a sentence of its own", [], "A line is an object with “from” and “to”."],
  ])("is refused with a sentence: %s", (_what, given, sentence) => {
    expect(() => read(LINE, given)).toThrow(new Error(sentence));
    expect(() => read(LINE, given, "Line 3")).toThrow(new Error(`Line 3: ${sentence}`));
  });

  it("comes without what the schema does not name, or whole where a part of it is checked", () => {
    const given = { from: { ...at(1), z: 3 }, to: at(2), more: [1] };
    expect(read(LINE, given)).toEqual({ from: at(1), to: at(2) });
    expect(read(checked(LINE), given)).toBe(given);
    const bad = { ...given, to: at(null) };
    expect(() => read(checked(LINE), bad)).toThrow(
      new Error("to.x = “null” was refused: it must be a number."),
    );
  });

  it("is refused for a reason that is found out", () => {
    const even = v.pipe(
      v.number(),
      unless((n) => (n % 2 === 0 ? undefined : `${n} is odd.`)),
    );
    expect(read(even, 4)).toBe(4);
    expect(() => read(even, 3)).toThrow(new Error("3 is odd."));
  });

  it("is an object only if it is neither null nor a list", () => {
    expect([{}, [], null, "x", undefined].map(isRecord)).toEqual([true, false, false, false, false]);
  });

  it("that is no JSON is refused with what the parser says", () => {
    expect(parseJson("[1]")).toEqual([1]);
    expect(() => parseJson("{")).toThrow(/^It is not JSON: .+/);
  });
});
