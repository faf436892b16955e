/** The number types of files that are read, by their names in NumPy without the byte order. */
const TYPES = {
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  f4: Float32Array,
  f8: Float64Array,
};
/** Whole numbers of 64 bits, which become float64. */
const WIDE_TYPES = { i8: BigInt64Array, u8: BigUint64Array };
export type NumberType = keyof typeof TYPES | keyof typeof WIDE_TYPES;
export const TYPE_NAMES = [...Object.keys(TYPES), ...Object.keys(WIDE_TYPES)] as readonly NumberType[];
export type Numbers = InstanceType<(typeof TYPES)[keyof typeof TYPES]>;

/** An array from a file, in the order of C: the last index changes fastest. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Numbers;
}

/** A count with thousands separated. */
export const count = (n: number): string => n.toLocaleString("en-US");

/** A shape as `60,000 × 28 × 28`. */
export const shapeText = (shape: readonly number[]): string => shape.map(count).join(" × ");

/** The number of entries of a shape. */
export const entries = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/**
 * Copies numbers out of a file, whatever their place in it.
 * @param begin the first byte of the numbers
 * @throws Error with a sentence if the file has fewer or more bytes than the shape needs
 */
export function numbersAt(
  bytes: Uint8Array,
  begin: number,
  shape: readonly number[],
  type: NumberType,
  littleEndian: boolean,
): NumberArray {
  const { BYTES_PER_ELEMENT: size } = { ...TYPES, ...WIDE_TYPES }[type];
  const expected = begin + entries(shape) * size;
  if (bytes.length !== expected)
    throw new Error(
      `it should have ${count(expected)} bytes for ${shapeText(shape)} numbers of ${size} ${size === 1 ? "byte" : "bytes"}, as its beginning says, and has ${count(bytes.length)}: ${bytes.length < expected ? "it was cut off; copy it again" : "something was added to it"}.`,
    );
  const copy = bytes.slice(begin);
  if (!littleEndian && size > 1)
    for (let at = 0; at < copy.length; at += size) copy.subarray(at, at + size).reverse();
  if (type === "i8" || type === "u8")
    return { shape, values: Float64Array.from(new WIDE_TYPES[type](copy.buffer), Number) };
  return { shape, values: new TYPES[type](copy.buffer) };
}
