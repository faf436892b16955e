/** The contents of a build of the site, as its service worker knows them. Types and names only. */
export interface Release {
  /** Changes whenever any of the files, or the service worker, does. */
  readonly version: string;
  /** The digest of each file, in the form of `integrity` attributes, by its name relative to the site's base. */
  readonly files: Readonly<Record<string, string>>;
  /** The files that are cached on first use, not in advance. */
  readonly onUse: readonly string[];
}

/** The service worker's file, beside index.html so that its scope is the whole site. */
export const SERVICE_WORKER = "service-worker.js";

/** The title of the page, by which every release's index.html is known. */
export const PAGE_TITLE = "<title>Unitary RNN Lab</title>";

/** Files whose names contain a hash of their contents. */
export const HASHED = /^assets\//;

const NAME = "unitary-rnn-lab";

/** Whether a script is the service worker of some release: each names its caches. */
export const isServiceWorker = (script: string): boolean => script.includes(NAME);

/** The prefix of the site's caches. Several copies of the site may share an origin, so the prefix contains the scope. */
export const cachePrefix = (scope: string) => `${NAME} ${new URL(scope).pathname} `;

/** The name of the empty cache that is there while another site answers at this address. */
export const strangerMark = (scope: string) => `${NAME}-stranger ${new URL(scope).pathname}`;

/** The lock that a tab holds, named by its entry script; the release with that script is kept while it is held. */
export const tabLock = (entry: string) => `${NAME} tab ${entry}`;

/** The entry script in a lock's name; undefined if the lock is not one of a tab. */
export function entryOfLock(name: string | undefined): string | undefined {
  const prefix = tabLock("");
  return name?.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}
