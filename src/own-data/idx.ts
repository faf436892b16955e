import { type NumberArray, type NumberType, numbersAt } from "./number-array";

/** The number types of IDX, by the third byte of the file. */
const IDX_TYPES: Readonly<Record<number, NumberType>> = {
  8: "u1",
  9: "i1",
  11: "i2",
  12: "i4",
  13: "f4",
  14: "f8",
};
const MAX_AXES = 4;

const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/**
 * Reads an IDX file, as MNIST's: 0, 0, the number type, the number of axes, the length of each axis as a big-endian 32-bit
 * number, then the numbers, big-endian.
 * @throws Error with the end of a sentence that begins with the file's name
 */
export function readIdx(bytes: Uint8Array): NumberArray {
  const [zero, zeroToo, type, axes] = bytes;
  const numbers = IDX_TYPES[type];
  if (bytes.length < 4 || zero !== 0 || zeroToo !== 0 || !numbers || axes < 1 || axes > MAX_AXES)
    throw new Error(
      `it begins with the bytes ${[...bytes.subarray(0, 4)].map(hex).join(" ") || "of an empty file"}, and an IDX file with 00 00, the type of its numbers (${Object.keys(IDX_TYPES).map(Number).map(hex).join(", ")}) and their axes (01 to 0${MAX_AXES}), as 00 00 08 03 for images.`,
    );
  const begin = 4 + 4 * axes;
  if (bytes.length < begin) throw new Error("it ends within its header: it was cut off; copy it again.");
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: axes }, (_, axis) => header.getUint32(4 + 4 * axis));
  return numbersAt(bytes, begin, shape, numbers, false);
}
