/** The byte order marks, and the encodings that they announce. */
const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;
/** How many characters are looked at where there is no mark. */
const LOOKED_AT = 64;

/** The encoding of a text: by its mark; without one, text in UTF-16 shows by zeros in every other byte. */
function encodingOf(bytes: Uint8Array): (typeof MARKS)[number]["encoding"] {
  const marked = MARKS.find((mark) => mark.bytes.every((byte, i) => bytes[i] === byte));
  if (marked) return marked.encoding;
  const start = bytes.subarray(0, 2 * LOOKED_AT);
  const zeros = [0, 1].map((odd) => start.filter((byte, i) => i % 2 === odd && byte === 0).length);
  const half = start.length / 4;
  if (zeros[1] > half && zeros[0] === 0) return "utf-16le";
  return zeros[0] > half && zeros[1] === 0 ? "utf-16be" : "utf-8";
}

/**
 * Decodes a text in UTF-8 or UTF-16, as Windows writes it, and drops its byte order mark.
 * @throws Error with a sentence if it is in neither
 */
export function textFromBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw new Error("It is not plain text in UTF-8 or UTF-16.");
  }
}
