/** The contents of a build of the site, as its service worker knows them. Types and names only. */
export interface Release {
  /** Changes whenever any of the files does. */
  readonly version: string;
  /** The files available offline, relative to the site's base. */
  readonly files: readonly string[];
}

/** The service worker's file, beside index.html so that its scope is the whole site. */
export const SERVICE_WORKER = "service-worker.js";

/** Files whose names contain a hash of their contents: a cached copy is always valid. */
export const HASHED = /^assets\//;

/** The prefix of the site's caches. Several copies of the site may share an origin, so the prefix contains the scope. */
export const cachePrefix = (scope: string) => `unitary-rnn-lab ${new URL(scope).pathname} `;

/** The lock that a tab holds, named by its entry script; the release with that script is kept while it is held. */
export const tabLock = (entry: string) => `unitary-rnn-lab tab ${entry}`;

/** The entry script in a lock's name; undefined if the lock is not one of a tab. */
export function entryOfLock(name: string | undefined): string | undefined {
  const prefix = tabLock("");
  return name?.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
