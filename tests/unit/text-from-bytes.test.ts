import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ownTextFromFile, planFromFile, textFromFile } from "../../scripts/experiment.ts";
import { readResults } from "../../src/experiments/results-file";
import { textFromBytes } from "../../src/text-from-bytes";

/** The text in each encoding that Windows’ programs write, by name. */
const encoded = (text: string): readonly (readonly [string, Buffer])[] => [
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16, little-endian, with a mark", Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16, big-endian, with a mark", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ["UTF-16, little-endian", Buffer.from(text, "utf16le")],
  ["UTF-16, big-endian", Buffer.from(text, "utf16le").swap16()],
];

const folder = mkdtempSync(join(tmpdir(), "encodings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "given");
const input = (name: string) => readFileSync(`tests/files/inputs/${name}`);

describe("a text from bytes", () => {
  it.each(encoded("{ “ü”: 👩🏾‍🔬 }\r\nA second line, in Latin letters for the most part."))(
    "in %s",
    (_name, bytes) => {
      expect(textFromBytes(bytes)).toBe(
        "{ “ü”: 👩🏾‍🔬 }\r\nA second line, in Latin letters for the most part.",
      );
    },
  );

  it("may be short or empty", () => {
    expect(["", "a", "é"].map((text) => textFromBytes(Buffer.from(text)))).toEqual(["", "a", "é"]);
  });

  it("in Latin-1, or cut within a character, is refused with a sentence", () => {
    for (const bytes of [Buffer.from("é, ü", "latin1"), Buffer.from([0xff, 0xfe, 0x61])])
      expect(() => textFromBytes(bytes)).toThrow("It is not plain text in UTF-8 or UTF-16.");
  });
});

describe("in Node", () => {
  const plan = input("plan-small.json").toString();
  const results = input("results-cut-and-joined.jsonl").toString();
  const text = input("own-emoji.txt").toString();

  it("a plan with a mark is the plan without", async () => {
    const bare = await planFromFile("tests/files/inputs/plan-small.json");
    expect(await planFromFile("tests/files/inputs/plan-bom.json")).toEqual(bare);
  });

  it.each(encoded(plan).map(([name], i) => [name, i] as const))(
    "plans, results and texts are read in %s",
    async (_name, i) => {
      const read = <T>(content: string, how: (path: string) => Promise<T>) => {
        writeFileSync(file, encoded(content)[i][1]);
        return how(file);
      };
      expect((await read(plan, planFromFile)).name).toBe("Small");
      expect(await read(text, ownTextFromFile)).toBe(text);
      const crlf = results.replaceAll("\n", "\r\n");
      expect(readResults(await read(crlf, textFromFile))).toEqual(readResults(results));
    },
  );
});
