import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, symlinkSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { ROOT } from "./project.mjs";

/**
 * The folder of what the project makes for itself and can make again: in node_modules or, where the project may not be
 * written, as an installation that several people share, in the user's own folder for such things or the system's.
 * Programs in it find the project's packages.
 * @param {string} root the project's folder
 * @throws Error with a sentence if there is none that may be written
 */
export function cacheFolder(root = ROOT) {
  const own = join(root, "node_modules/.cache");
  if (writable(own)) return own;
  const name = `unitary-rnn-lab-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`;
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const folders = [
    join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), ".cache"), name),
    join(tmpdir(), `${name}-${userInfo().username}`),
  ];
  const found = folders.find(writable);
  if (!found)
    throw new Error(`None of the folders ${[own, ...folders].join(", ")} may be written, and one is needed.`);
  try {
    symlinkSync(join(root, "node_modules"), join(found, "node_modules"), "junction");
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  return found;
}

/** Whether a folder, made if there is none, may be written. */
function writable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
