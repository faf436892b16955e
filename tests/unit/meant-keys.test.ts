import { describe, expect, it } from "vitest";
import { meantKeys } from "../../src/ui/meant-keys";

const pressed = (key: string, code: string, shiftKey = false) => meantKeys({ key, code, shiftKey });

describe("a pressed key", () => {
  it("is what it types on a Latin keyboard, wherever it lies", () => {
    expect(pressed("p", "KeyP")).toEqual(["p"]);
    expect(pressed("P", "KeyP", true)).toEqual(["p"]);
    // Dvorak: p lies where others have r.
    expect(pressed("p", "KeyR")).toEqual(["p"]);
    // German: ü lies where others have a bracket, and y where they have z.
    expect(pressed("ü", "BracketLeft")).toEqual(["ü"]);
    expect(pressed("z", "KeyY")).toEqual(["z"]);
    expect(pressed("ArrowLeft", "ArrowLeft")).toEqual(["ArrowLeft"]);
    expect(pressed(" ", "Space")).toEqual([" "]);
  });

  it("of another script is the Latin one at its place", () => {
    expect(pressed("з", "KeyP")).toEqual(["з", "p"]);
    expect(pressed("Я", "KeyZ", true)).toEqual(["я", "z"]);
    expect(pressed("π", "KeyP")).toEqual(["π", "p"]);
    expect(pressed("х", "BracketLeft")).toEqual(["х", "["]);
    expect(pressed("ъ", "BracketRight")).toEqual(["ъ", "]"]);
  });

  it("of the row of digits is its digit without Shift, after what it types", () => {
    expect(pressed("é", "Digit2")).toEqual(["é", "2"]);
    expect(pressed("-", "Digit6")).toEqual(["-", "6"]);
    expect(pressed("٣", "Digit3")).toEqual(["٣", "3"]);
    expect(pressed("?", "Digit7", true)).toEqual(["?"]);
    expect(pressed("3", "Digit3")).toEqual(["3", "3"]);
  });
});
