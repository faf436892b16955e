import { lectureJson, MAX_LECTURE_BYTES, parseLecture } from "./lecture-file";
import type { Lecture } from "./scene";

/** Marks a lecture that is in the link itself. */
const PREFIX = "z.";
/** Mail programs and chats cut or break links much longer than this, in characters. */
export const MAX_PACKED = 16_000;

const through = (bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) =>
  new Blob([bytes]).stream().pipeThrough(stream);

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

/** Whether the value of the key `scenes` is a whole lecture, and not the id of one. */
export const isPacked = (value: string): boolean => value.startsWith(PREFIX);

/**
 * Packs a lecture into the value of the key `scenes`: its JSON, deflated, in base64url.
 * @throws Error with a sentence if it is too long for a link
 */
export async function packLecture(lecture: Lecture): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(lectureJson(lecture)));
  const packed = await new Response(through(json, new CompressionStream("deflate-raw"))).arrayBuffer();
  const value = PREFIX + toBase64Url(new Uint8Array(packed));
  if (value.length > MAX_PACKED) {
    throw new Error(
      `The lecture is too long for a link: it would have ${value.length} characters, and links of more than ${MAX_PACKED} do not survive mail. Save it as a file.`,
    );
  }
  return value;
}

/** Reads a stream whole. @throws RangeError if it is longer than a lecture can be */
async function limited(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MAX_LECTURE_BYTES) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Unpacks what {@link packLecture} has packed. @throws Error with a sentence about what is wrong */
export async function unpackLecture(value: string): Promise<Lecture> {
  let json: string;
  try {
    json = await limited(
      through(fromBase64Url(value.slice(PREFIX.length)), new DecompressionStream("deflate-raw")),
    );
  } catch {
    throw new Error(
      "The lecture in the link did not arrive whole: copy the link again, or open the lecture’s file.",
    );
  }
  return parseLecture(json);
}
