import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { summaryOf } from "../src/own-data/describe";
import type { AnswerKind, OwnData } from "../src/own-data/own-data";
import { type DataFile, ROLES, type Role, readOwnData } from "../src/own-data/read-files";

/** The files of a plan's own data. */
export type DataFiles = Readonly<Partial<Record<Role, string | undefined>>>;

/** How errors of the command say what would be right. */
const REMEDIES = {
  labels: "name their file with --labels",
  numbers: 'For numbers to answer the plan says "task": "own-numbers".',
};

const fileAt = (path: string): DataFile => ({
  path,
  name: basename(path),
  bytes: async () => new Uint8Array(await readFile(path)),
});

/**
 * Reads the user's own data, and says what is read; see {@link readOwnData}.
 * @throws Error with a sentence that names file, place and what would be right
 */
export async function ownDataFrom(
  kind: AnswerKind,
  files: DataFiles,
  say: (sentence: string) => void,
): Promise<OwnData> {
  const given = ROLES.flatMap((role) => {
    const path = files[role];
    return path === undefined ? [] : [[role, fileAt(path)] as const];
  });
  const data = await readOwnData(kind, Object.fromEntries(given), REMEDIES, (path) =>
    say(`Reading ${path} …`),
  );
  say(summaryOf(data));
  return data;
}
