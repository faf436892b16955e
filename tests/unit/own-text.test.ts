import { describe, expect, it } from "vitest";
import { MAX_TEXT, MIN_TEXT, readOwnText } from "../../src/worker/own-text";

const bytes = (text: string) => new TextEncoder().encode(text);
const PROSE = "The quick brown fox jumps over the lazy dog, and the dog does not mind. ".repeat(100);

describe("a text of one’s own", () => {
  it("is taken as it is, with every letter of UTF-8", () => {
    const text = `Ünïcode – ça va? ${PROSE}`;
    expect(readOwnText("a.txt", bytes(text))).toEqual({ name: "a.txt", text });
  });

  it("is taken whatever it may be good for: a list whose words are all different", () => {
    const text = Array.from({ length: 3000 }, (_, i) => `word${i}`).join(" ");
    expect(readOwnText("a.txt", bytes(text)).text).toBe(text);
  });

  it.each([
    ["nothing", bytes(""), /It is empty/],
    ["white space", bytes(" \n".repeat(9000)), /It is empty/],
    ["too little", bytes("Too short."), new RegExp(`It has 10 characters; at least ${MIN_TEXT}`)],
    ["Latin-1", Uint8Array.from([...bytes(PROSE), 0xe9, 0x20]), /not plain text in UTF-8/],
    ["a PNG", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, ...new Uint8Array(6000)]), /not plain text in UTF-8/],
    ["zero bytes", bytes(`\u0000${PROSE}`), /zero bytes/],
    ["too much", new Uint8Array(MAX_TEXT + 1).fill(97), /more than 5 MB/],
  ])("is refused with a sentence: %s", (_name, given, sentence) => {
    expect(() => readOwnText("a.txt", given)).toThrow(sentence);
  });
});
