import type { UseStore } from "idb-keyval";

/** Why something was not kept or read, as a clause: “its storage is full”. */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

const BLOCKED = "an older release of this page holds its storage in another tab: close that tab";
const REFUSED = "it does not allow storage here";
/** Reasons by the name of the browser's error. */
const REASONS: Readonly<Record<string, string>> = {
  QuotaExceededError: "its storage is full",
  VersionError: "a newer release of this page has used its storage: reload this page",
  SecurityError: REFUSED,
  InvalidStateError: REFUSED,
  NotAllowedError: REFUSED,
  ReferenceError: REFUSED,
  TypeError: REFUSED,
};

/** The error with the page's own words instead of the browser's. */
function storageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const name = error instanceof Error ? error.name : "";
  return new StorageError(REASONS[name] ?? "its storage does not work", { cause: error });
}

/**
 * The version of the databases. A release that cannot read what older ones kept raises it, so that neither changes what
 * the other has kept.
 */
const VERSION = 1;

/**
 * An object store of the browser, in a database of its own, for idb-keyval's functions. All of them fail in one way: with a
 * {@link StorageError}. A newer release that raises the version is never held up, since this page then lets go; while an older
 * one holds the storage, calls fail at once, and work as soon as it has let go.
 */
export function browserStore(database: string, name: string): UseStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const forget = () => {
        opened = undefined;
      };
      const request = indexedDB.open(database, VERSION);
      request.onupgradeneeded = () => {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      };
      request.onblocked = () => reject(new StorageError(BLOCKED));
      request.onerror = () => {
        forget();
        reject(request.error);
      };
      request.onsuccess = () => {
        const db = request.result;
        db.onversionchange = () => {
          db.close();
          forget();
        };
        // Safari closes connections by itself.
        db.onclose = forget;
        // If it was blocked, later calls have it from now on.
        opened = Promise.resolve(db);
        resolve(db);
      };
    });
    return opened;
  };
  return async (mode, use) => {
    try {
      const transaction = (await open()).transaction(name, mode);
      return await use(transaction.objectStore(name));
    } catch (error) {
      // Where the browser throws at once, the next call tries again.
      if (!(error instanceof StorageError)) opened = undefined;
      throw storageError(error);
    }
  };
}

/** Why something was not kept, as a clause. */
export const whyNotKept = (error: unknown): string => storageError(error).message;
