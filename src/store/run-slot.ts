const NAME = "unitary-rnn-lab.run-slot";
/** A page that is being left gives its slot back a moment after the next one opens. */
const HANDOVER = 1000;

/** Takes a slot for as long as the page lives. @returns whether no other page has it */
function hold(slot: string, wait: number): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = wait > 0 ? { signal: AbortSignal.timeout(wait) } : { ifAvailable: true };
    const held = navigator.locks.request(`${NAME}.${slot}`, options, (lock) => {
      resolve(lock !== null);
      // Held until the browser ends the page.
      return lock ? new Promise<void>(() => {}) : undefined;
    });
    held.catch(() => resolve(false));
  });
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
    // Then a reload takes the newest run that no other page has.
  }
}

/**
 * A place to keep a run that no other page writes to: this tab's own, as after a reload; else the first of `left`,
 * runs of tabs that may be gone, that no open page holds; else a new one. A duplicated tab brings its original's
 * slot along and does not get it.
 */
export async function claimSlot(left: readonly string[]): Promise<string> {
  const own = ownSlot();
  const held = own !== null && (await hold(own, HANDOVER)) ? own : await firstFree(left);
  const slot = held ?? crypto.randomUUID();
  if (held === null) await hold(slot, 0);
  rememberSlot(slot);
  return slot;
}

async function firstFree(slots: readonly string[]): Promise<string | null> {
  for (const slot of slots) if (await hold(slot, 0)) return slot;
  return null;
}
