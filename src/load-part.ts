import { pause } from "./page-files";

/** How often a part of the program, or a file, is fetched before it is given up. */
const MAX_TRIES = 5;

/** Why a worker stops, as a clause: a part of its program is missing … */
export const PART_MISSING = "a part of its program did not arrive";
/** … or is wrong, and stays wrong in this worker. */
export const PART_DAMAGED = "a part of its program arrived damaged";

/** Whether an import failed because a script did not arrive, by the words of Chromium, Firefox and Safari. */
const notArrived = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script failed/.test(error.message);

/**
 * Imports a part of the program; a script that did not arrive is fetched again.
 * @param renew called before each further try
 * @throws Error with a sentence if it still does not arrive, or arrived damaged; a worker is stopped instead, and its owner
 *   may start another one
 */
export async function loadPart<Part>(
  load: () => Promise<Part>,
  renew: () => Promise<unknown> = async () => {},
): Promise<Part> {
  for (let tries = 1; ; tries++) {
    try {
      return await load();
    } catch (error) {
      if (error instanceof SyntaxError) return stopWithout(PART_DAMAGED);
      if (!notArrived(error)) throw error;
      if (tries === MAX_TRIES) return stopWithout(PART_MISSING);
      await pause(tries);
      await renew();
    }
  }
}

/**
 * Fetches a file whole: one that did not arrive, or arrived damaged, is fetched again, past the browser’s cache.
 * @param isWhole whether these bytes are the file
 * @throws Error with a sentence that names the file
 */
export async function fetchWhole(
  url: URL,
  isWhole: (bytes: Uint8Array<ArrayBuffer>) => boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  let why = "";
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    if (tries > 1) await pause(tries - 1);
    try {
      const response = await fetch(url, { cache: tries === 1 ? "default" : "reload" });
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (response.ok && isWhole(bytes)) return bytes;
      why = response.ok ? "it arrived damaged" : `the host answered ${response.status}`;
    } catch {
      why = "it did not arrive";
    }
  }
  throw new Error(`The file ${url.pathname.split("/").at(-1)} could not be loaded: ${why}.`);
}

/** Rejects in the page; stops the worker elsewhere. */
export function stopWithout(clause: string): Promise<never> {
  if ("document" in globalThis) return Promise.reject(new Error(`${clause}.`));
  reportError(new Error(clause));
  return new Promise(() => {});
}
