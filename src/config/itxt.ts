/**
 * Text inside a PNG: reads and writes uncompressed iTXt chunks, as specified by PNG (Third Edition,
 * § 5 “Datastream structure”, § 11.3.3.4 “iTXt”).
 */

/** Keyword of the chunk with a run's configuration. */
export const CONFIG_KEYWORD = "unitary-rnn-lab";

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Bytes of a chunk besides its data: length, type and CRC. */
const CHUNK_OVERHEAD = 12;
/** Signature, then IHDR with its 13 bytes. */
const END_OF_HEADER = SIGNATURE.length + CHUNK_OVERHEAD + 13;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 (ISO 3309, reflected polynomial 0xEDB88320) of the bytes, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * The chunks of a PNG in order, up to and including IEND.
 * @throws Error with a sentence for the user if the bytes are not a PNG, are truncated or fail a checksum
 */
function* chunks(png: Uint8Array): Generator<Chunk> {
  if (SIGNATURE.some((byte, i) => png[i] !== byte)) throw new Error("The file is not a PNG picture.");
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = SIGNATURE.length;
  while (at + CHUNK_OVERHEAD <= png.length) {
    const length = view.getUint32(at);
    const end = at + CHUNK_OVERHEAD + length;
    if (end > png.length) break;
    const typed = png.subarray(at + 4, end - 4);
    const type = String.fromCharCode(...typed.subarray(0, 4));
    if (at === SIGNATURE.length && (type !== "IHDR" || length !== 13)) {
      throw new Error("The PNG picture is damaged: it does not begin with its header.");
    }
    if (crc32(typed) !== view.getUint32(end - 4)) {
      throw new Error(`The PNG picture is damaged: the checksum of a part of it (at byte ${at}) is wrong.`);
    }
    yield { type, data: typed.subarray(4) };
    if (type === "IEND") return;
    at = end;
  }
  throw new Error(
    `The PNG picture is cut short: it ends at byte ${png.length}, inside a part or before its end mark.`,
  );
}

/**
 * A copy of the PNG with the text in an uncompressed iTXt chunk right after IHDR (byte 33).
 * @throws Error if the bytes do not begin like a PNG
 */
export function insertText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  chunks(png).next();
  // Keyword, then five zeros: its end, no compression, method 0, no language, no translated keyword.
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  const result = new Uint8Array(png.length + chunk.length);
  result.set(png.subarray(0, END_OF_HEADER));
  result.set(chunk, END_OF_HEADER);
  result.set(png.subarray(END_OF_HEADER), END_OF_HEADER + chunk.length);
  return result;
}

const COMPRESSED =
  "The text in this PNG picture was compressed by another program; use the picture as the lab saved it.";
const BROKEN_TEXT = "The text in this PNG picture is damaged.";

/** The text of an iTXt chunk; undefined if it has another keyword. */
function textOf(data: Uint8Array, keyword: string): string | undefined {
  const name = new TextEncoder().encode(`${keyword}\0`);
  if (name.some((byte, i) => data[i] !== byte)) return undefined;
  if (data[name.length] !== 0) throw new Error(COMPRESSED);
  const language = name.length + 2;
  const endOfLanguage = data.indexOf(0, language);
  const endOfTranslation = endOfLanguage < 0 ? -1 : data.indexOf(0, endOfLanguage + 1);
  if (endOfTranslation < 0) throw new Error(BROKEN_TEXT);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data.subarray(endOfTranslation + 1));
  } catch {
    throw new Error(BROKEN_TEXT);
  }
}

/**
 * The text of the first iTXt chunk with this keyword, or undefined if the PNG has none.
 * @throws Error with a sentence for the user if the bytes are not a PNG, are truncated or fail a checksum, or if the text
 * is compressed or not UTF-8
 */
export function readText(png: Uint8Array, keyword: string): string | undefined {
  let found: string | undefined;
  for (const { type, data } of chunks(png)) {
    if (type === "iTXt") found ??= textOf(data, keyword);
  }
  return found;
}

/**
 * The configuration in an exported picture, as JSON text; undefined if it has none.
 * @throws Error as {@link readText}
 */
export function readConfigFromPng(bytes: Uint8Array): string | undefined {
  return readText(bytes, CONFIG_KEYWORD);
}
