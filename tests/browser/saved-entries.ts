import type { JSHandle, Page } from "@playwright/test";

/** The entries of one of the page's stores, by key, as a handle in the page; none if the store does not exist yet. */
export function savedEntries<Value>(
  page: Page,
  database: string,
  store: string,
): Promise<JSHandle<readonly (readonly [key: string, value: Value])[]>> {
  return page.evaluateHandle(
    ([database, store]) =>
      new Promise<(readonly [string, Value])[]>((resolve) => {
        const opening = indexedDB.open(database);
        // The page must create the store.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => resolve([]);
        opening.onsuccess = () => {
          const found: (readonly [string, Value])[] = [];
          const walk = opening.result.transaction(store).objectStore(store).openCursor();
          walk.onsuccess = () => {
            const at = walk.result;
            if (at) {
              found.push([String(at.key), at.value as Value]);
              return at.continue();
            }
            opening.result.close();
            resolve(found);
          };
        };
      }),
    [database, store] as const,
  );
}
