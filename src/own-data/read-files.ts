import { unzipSync } from "fflate";
import { messageOf } from "../errors";
import { textFromBytes } from "../text-from-bytes";
import { readCsv } from "./csv-table";
import { readIdx } from "./idx";
import { isNpy, readNpy } from "./npy";
import type { NumberArray } from "./number-array";
import { type AnswerKind, type OwnData, ownData, type Part, type Remedies } from "./own-data";

/** What a file holds: the sequences or their labels, of the training or the held-out part. */
export const ROLES = ["data", "labels", "heldOut", "heldOutLabels"] as const;
export type Role = (typeof ROLES)[number];

/** A file that is read when it is needed. */
export interface DataFile {
  /** Its name, without a folder. */
  readonly name: string;
  /** How errors name it. */
  readonly path: string;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** The names that arrays of an NPZ file may have. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  data: ["x_train", "x", "data", "images", "train_images"],
  labels: ["y_train", "y", "labels", "train_labels"],
  heldOut: ["x_test", "test_images"],
  heldOutLabels: ["y_test", "test_labels"],
};

interface Found {
  readonly name: string;
  readonly array: NumberArray;
}

const startsWith = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, i) => bytes[i] === byte);

/**
 * Reads sequences and labels from files in IDX, NPY, NPZ or CSV, also compressed by gzip.
 * @param kind what the plan's task answers
 * @param reading called with the path of each file before it is read
 * @throws Error with a sentence that names file, place and what would be right
 */
export async function readOwnData(
  kind: AnswerKind,
  files: Partial<Readonly<Record<Role, DataFile>>>,
  remedies: Remedies,
  reading: (path: string) => void,
): Promise<OwnData> {
  const found: Partial<Record<Role, Found>> = {};
  for (const role of ROLES) {
    const file = files[role];
    if (!file) continue;
    reading(file.path);
    const arrays = await arraysIn(file, role);
    for (const each of ROLES) if (arrays[each]) found[each] ??= arrays[each];
  }
  const { data, labels, heldOut, heldOutLabels } = found;
  if (!data) throw new Error("There is no file with the sequences.");
  const part = ({ name, array }: Found, answers: Found | undefined): Part => ({
    name,
    inputs: array,
    labels: answers ?? null,
  });
  return ownData(kind, part(data, labels), heldOut ? part(heldOut, heldOutLabels) : null, remedies);
}

/** The arrays of a file: of an NPZ file by what their names mean, of another file one. */
async function arraysIn(file: DataFile, role: Role): Promise<Partial<Record<Role, Found>>> {
  try {
    let bytes = await file.bytes();
    if (startsWith(bytes, 0x1f, 0x8b)) bytes = await gunzipped(bytes);
    if (startsWith(bytes, 0x50, 0x4b)) return arraysInZip(file.name, bytes, role);
    return { [role]: { name: file.name, array: arrayIn(bytes) } };
  } catch (error) {
    throw new Error(`${file.path}: ${messageOf(error)}`);
  }
}

/** The content of a file that is compressed by gzip, whose checksum is compared. */
async function gunzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    return new Uint8Array(await new Response(content).arrayBuffer());
  } catch {
    throw new Error("it could not be uncompressed: it is damaged or was cut off; copy it again.");
  }
}

/** The array of a file, by its first bytes. */
function arrayIn(bytes: Uint8Array): NumberArray {
  if (isNpy(bytes)) return readNpy(bytes);
  // No text begins with a zero.
  if (bytes.subarray(0, 4).includes(0) || bytes.length === 0) return readIdx(bytes);
  return readCsv(tableText(bytes));
}

function tableText(bytes: Uint8Array): string {
  try {
    return textFromBytes(bytes);
  } catch {
    throw new Error("it is none of CSV (text in UTF-8 or UTF-16), NPY, NPZ and IDX.");
  }
}

function unzipped(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes);
  } catch (error) {
    throw new Error(`it could not be unzipped (${messageOf(error)}): copy it again.`);
  }
}

function arraysInZip(file: string, bytes: Uint8Array, role: Role): Partial<Record<Role, Found>> {
  const files = unzipped(bytes);
  const names = Object.keys(files).filter((name) => name.endsWith(".npy"));
  const wanted: readonly Role[] = role === "data" ? ROLES : [role];
  const found: Partial<Record<Role, Found>> = {};
  for (const each of wanted) {
    // A file that is named for one role has its array under that role's names or those of training.
    const accepted =
      each === role ? [...NAMES[each], ...NAMES[role === "heldOutLabels" ? "labels" : "data"]] : NAMES[each];
    const name = accepted.map((one) => `${one}.npy`).find((one) => names.includes(one));
    if (name === undefined) continue;
    try {
      found[each] = { name: `${file}, ${name}`, array: readNpy(files[name]) };
    } catch (error) {
      throw new Error(`${name}: ${messageOf(error)}`);
    }
  }
  if (!found[role])
    throw new Error(
      `it holds ${names.join(", ") || "no .npy file"}, and none is called ${NAMES[role].join(", ")}: save it with numpy.savez(file, ${NAMES[role][0]}=…).`,
    );
  return found;
}
