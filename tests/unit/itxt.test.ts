import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc32, insertText, readConfigFromPng, readText } from "../../src/config/itxt";
import { exportFileName, slug } from "../../src/export/file-name";

const KEYWORD = "unitary-rnn-lab";

/** CRC-32 bit by bit as polynomial division, without a table: the definition itself. */
function crcByDivision(bytes: Uint8Array): number {
  let remainder = 0xffffffffn;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const carry = (remainder ^ BigInt((byte >> bit) & 1)) & 1n;
      remainder = (remainder >> 1n) ^ (carry ? 0xedb88320n : 0n);
    }
  }
  return Number(remainder ^ 0xffffffffn);
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "utf8"));

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = new Uint8Array([...bytesOf(type), ...data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crcByDivision(body), body.length + 4);
  return framed;
}

/** A grey picture of one pixel, with more chunks after its header if given. */
function onePixel(...more: Uint8Array[]): Uint8Array {
  const header = chunk("IHDR", new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
  const pixels = chunk("IDAT", deflateSync(new Uint8Array([0, 128])));
  const parts = [[137, 80, 78, 71, 13, 10, 26, 10], header, ...more, pixels, chunk("IEND", new Uint8Array())];
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** Walks the chunks as the PNG specification describes them, by code that shares nothing with the reader. */
function walk(png: Uint8Array) {
  const buffer = Buffer.from(png);
  const found: { at: number; type: string; data: Buffer; crc: number; expected: number }[] = [];
  for (let at = 8; at < buffer.length; ) {
    const length = buffer.readUInt32BE(at);
    const body = buffer.subarray(at + 4, at + 8 + length);
    found.push({
      at,
      type: body.toString("latin1", 0, 4),
      data: body.subarray(4),
      crc: buffer.readUInt32BE(at + 8 + length),
      expected: crcByDivision(body),
    });
    at += 12 + length;
  }
  return found;
}

describe("a configuration inside a PNG", () => {
  const json = JSON.stringify({ task: "copying", lr: 0.01, note: "α → ½ “naïve” 🎓" });

  test("stands in an iTXt chunk at byte 33, right after the header, laid out as the specification says", () => {
    const chunks = walk(insertText(onePixel(), KEYWORD, json));
    expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "iTXt", "IDAT", "IEND"]);
    expect(chunks[1].at).toBe(33);
    const [keyword, ...rest] = chunks[1].data.toString("utf8").split("\0");
    expect(keyword).toBe(KEYWORD);
    // Flag and method are zero bytes, language and translated keyword are empty: five zeros in a row.
    expect(rest).toEqual(["", "", "", "", json]);
  });

  test("has right checksums in every chunk", () => {
    for (const { crc, expected } of walk(insertText(onePixel(), KEYWORD, json))) expect(crc).toBe(expected);
  });

  test("leaves every other byte of the picture as it was", () => {
    const before = onePixel();
    const after = insertText(before, KEYWORD, json);
    const added = after.length - before.length;
    expect([...after.subarray(0, 33), ...after.subarray(33 + added)]).toEqual([...before]);
  });

  test("comes back as it went in, whatever its characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(readText(insertText(onePixel(), KEYWORD, text), KEYWORD)).toBe(text);
      }),
      { numRuns: 100 },
    );
    expect(readConfigFromPng(insertText(onePixel(), KEYWORD, json))).toBe(json);
  });

  test("is found where another program put it, with a language and a translated keyword", () => {
    const data = Buffer.from(`${KEYWORD}\0\0\0en-GB\0labor\0{"a":1}`, "utf8");
    expect(readConfigFromPng(onePixel(chunk("iTXt", data)))).toBe('{"a":1}');
  });

  test("is read through a view into a larger buffer", () => {
    const png = insertText(onePixel(), KEYWORD, json);
    const larger = new Uint8Array(png.length + 7);
    larger.set(png, 5);
    expect(readConfigFromPng(larger.subarray(5, 5 + png.length))).toBe(json);
  });

  test("is undefined in a picture that has none, or another keyword's", () => {
    expect(readConfigFromPng(onePixel())).toBeUndefined();
    expect(readConfigFromPng(insertText(onePixel(), `${KEYWORD}-2`, json))).toBeUndefined();
    expect(readConfigFromPng(insertText(onePixel(), "unitary", json))).toBeUndefined();
  });
});

describe("a file that is no good PNG", () => {
  const png = insertText(onePixel(), KEYWORD, "{}");

  test("is refused in a sentence if it is another kind of file", () => {
    expect(() => readConfigFromPng(bytesOf('{"format":"json"}'))).toThrow("The file is not a PNG picture.");
    expect(() => readConfigFromPng(new Uint8Array())).toThrow("The file is not a PNG picture.");
    expect(() => insertText(bytesOf("GIF89a"), KEYWORD, "{}")).toThrow("The file is not a PNG picture.");
  });

  test("is refused in a sentence at whatever byte it is cut short", () => {
    for (let length = 8; length < png.length; length++) {
      expect(() => readConfigFromPng(png.subarray(0, length))).toThrow(/cut short/);
    }
  });

  test("is refused or read, but never hangs, whichever byte is changed", () => {
    for (let at = 0; at < png.length; at++) {
      const changed = png.slice();
      changed[at] ^= 0x5a;
      expect(() => readConfigFromPng(changed)).toThrow(/PNG picture/);
    }
  });

  test("is refused in a sentence if a length points past its end", () => {
    const lying = png.slice();
    lying.set([0xff, 0xff, 0xff, 0xff], 33);
    expect(() => readConfigFromPng(lying)).toThrow(/cut short/);
  });

  test("is refused in a sentence if the text is compressed, unfinished or no UTF-8", () => {
    const withText = (...data: number[]) =>
      onePixel(chunk("iTXt", new Uint8Array([...bytesOf(KEYWORD), ...data])));
    expect(() => readConfigFromPng(withText(0, 1, 0, 0, 0, 65))).toThrow(/compressed/);
    expect(() => readConfigFromPng(withText(0, 0, 0))).toThrow(/text in this PNG picture is damaged/);
    expect(() => readConfigFromPng(withText(0, 0, 0, 0, 0, 0xff, 0xfe))).toThrow(
      /text in this PNG picture is damaged/,
    );
  });
});

test("the checksum of “123456789” is CBF43926, the check value of CRC-32", () => {
  expect(crc32(bytesOf("123456789"))).toBe(0xcbf43926);
});

describe("the name of an exported file", () => {
  test("says which chart, which preset and which step", () => {
    expect(exportFileName("Gradient norm through time", { preset: "remember", step: 320 }, "png")).toBe(
      "unitary-rnn-lab_gradient-norm-through-time_remember_step-320.png",
    );
  });

  test("holds no character that a file system could mind", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(slug(text)).toMatch(/^[a-z0-9-]+$/);
      }),
    );
    expect(slug("Übung № 1/2")).toBe("ubung-no-1-2");
  });
});
