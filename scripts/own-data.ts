import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { unzip } from "fflate";
import { messageOf } from "../src/errors";
import { readCsv } from "../src/own-data/csv-table";
import { readIdx } from "../src/own-data/idx";
import { isNpy, readNpy } from "../src/own-data/npy";
import { count, type NumberArray } from "../src/own-data/number-array";
import { type OwnData, ownData, type Part } from "../src/own-data/own-data";
import { textFromBytes } from "../src/text-from-bytes";

/** The files of a plan's own data. */
export interface DataFiles {
  readonly data: string;
  readonly labels?: string | undefined;
  readonly heldOut?: string | undefined;
  readonly heldOutLabels?: string | undefined;
}

/** The names that arrays of an NPZ file may have: what is trained on, and the held-out part. */
const NAMES = {
  data: ["x_train", "x", "data", "images", "train_images"],
  labels: ["y_train", "y", "labels", "train_labels"],
  heldOut: ["x_test", "test_images"],
  heldOutLabels: ["y_test", "test_labels"],
};
type Role = keyof typeof NAMES;

const startsWith = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, i) => bytes[i] === byte);

/**
 * Reads sequences and labels from files in IDX, NPY, NPZ or CSV, also compressed by gzip.
 * @param kind what the plan's task answers
 * @param say reports what is read
 * @throws Error with a sentence that names file, place and what would be right
 */
export async function ownDataFrom(
  kind: "classes" | "numbers",
  files: DataFiles,
  say: (sentence: string) => void,
): Promise<OwnData> {
  const found: Partial<Record<Role, { name: string; array: NumberArray }>> = {};
  for (const role of ["data", "labels", "heldOut", "heldOutLabels"] as const) {
    const path = files[role];
    if (path === undefined) continue;
    say(`Reading ${path} …`);
    const arrays = await arraysIn(path, role);
    for (const [name, each] of Object.entries(arrays)) found[name as Role] ??= each;
  }
  const { data, labels, heldOut, heldOutLabels } = found;
  if (!data) throw new Error(`${files.data} has no sequences.`);
  const part = (x: NonNullable<typeof data>, y: typeof labels): Part => ({
    name: x.name,
    inputs: x.array,
    labels: y ?? null,
  });
  const made = ownData(kind, part(data, labels), heldOut ? part(heldOut, heldOutLabels) : null);
  const { training, steps, width, outputs } = made;
  say(
    `${count(training.count)} sequences of ${count(steps)} time steps with ${width === 1 ? "a number" : `${count(width)} numbers`} each, ${kind === "classes" ? `classes 0 to ${outputs - 1}` : `${outputs === 1 ? "a number" : `${outputs} numbers`} to answer`}; ${heldOut ? "" : "the last "}${count(made.heldOut.count)} more are held out.`,
  );
  return made;
}

/** The arrays of a file: of an NPZ file by what their names mean, of another file one. */
async function arraysIn(
  path: string,
  role: Role,
): Promise<Partial<Record<Role, { name: string; array: NumberArray }>>> {
  try {
    let bytes = new Uint8Array(await readFile(path));
    if (startsWith(bytes, 0x1f, 0x8b)) bytes = new Uint8Array(gunzipSync(bytes));
    if (startsWith(bytes, 0x50, 0x4b)) return await arraysInZip(path, bytes, role);
    return { [role]: { name: basename(path), array: arrayIn(bytes) } };
  } catch (error) {
    throw new Error(`${path}: ${messageOf(error)}`);
  }
}

/** The array of a file, by its first bytes. */
function arrayIn(bytes: Uint8Array): NumberArray {
  if (isNpy(bytes)) return readNpy(bytes);
  // No text begins with a zero.
  if (bytes.subarray(0, 4).includes(0) || bytes.length === 0) return readIdx(bytes);
  return readCsv(textFromBytes(bytes));
}

async function arraysInZip(path: string, bytes: Uint8Array, role: Role) {
  const files = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    unzip(bytes, (error, all) =>
      error ? reject(new Error(`it could not be unzipped (${error.message}): copy it again.`)) : resolve(all),
    );
  });
  const names = Object.keys(files).filter((name) => name.endsWith(".npy"));
  const wanted: readonly Role[] = role === "data" ? ["data", "labels", "heldOut", "heldOutLabels"] : [role];
  const found: Partial<Record<Role, { name: string; array: NumberArray }>> = {};
  for (const each of wanted) {
    // A file that is named for one role has its array under that role's names or those of training.
    const accepted =
      each === role ? [...NAMES[each], ...NAMES[role === "heldOutLabels" ? "labels" : "data"]] : NAMES[each];
    const name = accepted.map((one) => `${one}.npy`).find((one) => names.includes(one));
    if (name === undefined) continue;
    try {
      found[each] = { name: `${basename(path)}, ${name}`, array: readNpy(files[name]) };
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
