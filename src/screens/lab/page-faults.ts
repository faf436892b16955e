/** Faults of the page itself that a developer can cause from the fault menu, in development builds only. */
export const PAGE_FAULTS: Readonly<Record<string, () => void>> = {
  "storage full": () => refuseTransactions("QuotaExceededError", ""),
  "storage refused": () => refuseTransactions("SecurityError", "The user denied permission"),
  "kept runs damaged": damageKeptRuns,
  "page stands still": () => {
    const end = performance.now() + BLOCKING_MS;
    while (performance.now() < end);
  },
};

/** How long the page is blocked, in ms: longer than the limit for a silent worker. */
const BLOCKING_MS = 12_000;

function refuseTransactions(name: string, message: string): void {
  IDBDatabase.prototype.transaction = () => {
    throw new DOMException(message, name);
  };
}

function damageKeptRuns(): void {
  const opening = indexedDB.open("unitary-rnn-lab");
  opening.onsuccess = () => {
    const walk = opening.result.transaction("runs", "readwrite").objectStore("runs").openCursor();
    walk.onsuccess = () => {
      walk.result?.update("\u0000damaged");
      walk.result?.continue();
    };
  };
}
