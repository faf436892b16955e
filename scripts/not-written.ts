import { messageOf } from "../src/errors";

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "there is no room left",
  EDQUOT: "there is no room left for this user",
  EACCES: "it may not be written",
  EPERM: "it may not be written",
  EROFS: "it may only be read",
  ENOENT: "its folder is not there any more",
};

/** Why a file could not be written, as a clause. */
export const notWritten = (error: unknown): string =>
  REASONS[(error as NodeJS.ErrnoException)?.code ?? ""] ?? messageOf(error);
