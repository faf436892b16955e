import type { Sample } from "../own-data/describe";
import type { AnswerKind, OwnData } from "../own-data/own-data";
import type { Role } from "../own-data/read-files";

/** The files of the user's own data, as they were chosen. */
export type ChosenFiles = Partial<Readonly<Record<Role, File>>>;

/** What the page asks of the worker that reads the user's own data. */
export interface OwnDataRequest {
  readonly kind: AnswerKind;
  readonly files: ChosenFiles;
}

/** The user's own data, with what the page shows of them. */
export interface ReadData {
  readonly data: OwnData;
  /** What was read, in sentences. */
  readonly summary: string;
  readonly samples: readonly Sample[];
}

export type OwnDataAnswer =
  /** The file of this name is being read. */
  { readonly reading: string } | { readonly read: ReadData } | { readonly error: string };
