/** What a build of the site is made of, as its service worker knows it. Types and names only. */
export interface Release {
  /** Changes whenever any of the files does. */
  readonly version: string;
  /** Everything that works without a network, relative to the site's base. */
  readonly files: readonly string[];
}

/** The service worker's file, beside index.html so that it may answer for the whole site. */
export const SERVICE_WORKER = "service-worker.js";

/** Files whose names change with their contents: whatever has been fetched once stays right. */
export const HASHED = /^assets\//;

/** Caches belong to the whole origin, which several copies of the site may share: each has its own, by its scope. */
export const cachePrefix = (scope: string) => `unitary-rnn-lab ${new URL(scope).pathname} `;

/** The lock that a tab holds while it runs, by its entry script; the release that has the script is kept meanwhile. */
export const tabLock = (entry: string) => `unitary-rnn-lab tab ${entry}`;

/** The entry script that a lock stands for, or undefined where the lock is another's. */
export function entryOfLock(name: string | undefined): string | undefined {
  const prefix = tabLock("");
  return name?.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
