import { type NumberArray, numbersAt, TYPE_NAMES } from "./number-array";

const MAGIC = "\u0093NUMPY";

export const isNpy = (bytes: Uint8Array): boolean => text(bytes.subarray(0, MAGIC.length)) === MAGIC;

const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/**
 * Reads a file of NumPy's `save`, formats 1 to 3: its magic, the version, the length of the header, the header as a Python
 * dictionary, then the numbers.
 * @throws Error with the end of a sentence that begins with the file's name
 */
export function readNpy(bytes: Uint8Array): NumberArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = bytes[MAGIC.length];
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new Error("it ends within its header: it was cut off; copy it again.");
  const begin = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = text(bytes.subarray(start, begin));
  const [, descr = "?"] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  const [, order] = /'fortran_order':\s*(True|False)/.exec(header) ?? [];
  const [, axes] = /'shape':\s*\(([\d,\s]*)\)/.exec(header) ?? [];
  if (order === undefined || axes === undefined)
    throw new Error(
      `its header “${header.trim().slice(0, 80)}” is not that of an array: save one with numpy.save.`,
    );
  const type = descr.slice(1);
  const wanted = descr === "|b1" ? "u1" : TYPE_NAMES.find((known) => known === type);
  if (descr.startsWith(">") && wanted)
    throw new Error(
      `its numbers are big-endian (${descr}): save it with array.astype("<${wanted}"), as most processors have them.`,
    );
  if (!wanted)
    throw new Error(
      `its numbers are of the type ${descr}, and those that are read are ${TYPE_NAMES.join(", ")}: save it with array.astype("<f4"), or astype("<i4") for classes.`,
    );
  const shape = axes.split(",").flatMap((length) => (length.trim() === "" ? [] : [Number(length)]));
  if (order === "True" && shape.length > 1)
    throw new Error("it is in Fortran order: save it with numpy.save of numpy.ascontiguousarray(array).");
  return numbersAt(bytes, begin, shape, wanted, true);
}
