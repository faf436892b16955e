import type { JSHandle, Page } from "@playwright/test";

/** What the page keeps in one of its stores, by key, left in the page; nothing while it has made no such store. */
export function keptEntries<Value>(
  page: Page,
  database: string,
  store: string,
): Promise<JSHandle<readonly (readonly [key: string, value: Value])[]>> {
  return page.evaluateHandle(
    ([database, store]) =>
      new Promise<(readonly [string, Value])[]>((resolve) => {
        const opening = indexedDB.open(database);
        // It is the page that makes it.
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
