const NAME = "unitary-rnn-lab.run-slot";
/** How long to wait for a slot, in ms: a page that is being closed releases its slot slightly after the next one opens. */
const HANDOVER_MS = 1000;

/** Locks a slot until the page is closed. @returns whether no other page has it */
function lockSlot(slot: string, wait: number): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = wait > 0 ? { signal: AbortSignal.timeout(wait) } : { ifAvailable: true };
    const lock = navigator.locks.request(`${NAME}.${slot}`, options, (granted) => {
      resolve(granted !== null);
      // The lock is held until the browser closes the page.
      return granted ? new Promise<void>(() => {}) : undefined;
    });
    lock.catch(() => resolve(false));
  });
}

/**
 * Does something with a slot while no open page has it, and lets it go again; does nothing if one has it, or if the browser
 * cannot tell, as over plain http.
 */
export async function ifFree(slot: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return;
  await navigator.locks.request(`${NAME}.${slot}`, { ifAvailable: true }, (granted) =>
    granted ? work() : undefined,
  );
}

/** A name that no other page has. Unlike `crypto.randomUUID` this works over plain http too. */
function newSlot(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) =>
    part.toString(16).padStart(8, "0"),
  ).join("");
}

function ownSlot(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function rememberSlot(slot: string): void {
  try {
    sessionStorage.setItem(NAME, slot);
  } catch {
    // Without it, a reload takes the newest run that no other page has.
  }
}

/**
 * A slot for saving a run that no other page writes to: this tab's own, as after a reload; else the first slot of `left`,
 * which belong to tabs that may be closed, that no open page has locked; else a new one. A duplicated tab has the id of
 * its original's slot but does not get it.
 */
export async function claimSlot(left: readonly string[]): Promise<string> {
  const own = ownSlot();
  const claimed = own !== null && (await lockSlot(own, HANDOVER_MS)) ? own : await firstFree(left);
  const slot = claimed ?? newSlot();
  if (claimed === null) await lockSlot(slot, 0);
  rememberSlot(slot);
  return slot;
}

async function firstFree(slots: readonly string[]): Promise<string | null> {
  for (const slot of slots) if (await lockSlot(slot, 0)) return slot;
  return null;
}
