const NAME = "unitary-rnn-lab.run-slot";
/** How long to wait for a slot, in ms: a page that is being closed releases its slot slightly after the next one opens. */
const HANDOVER_MS = 1000;

/** How long a page may take to answer that it has a slot, in ms: it may be busy. */
const ANSWER_MS = 1500;

/** Asks all pages whether one has a slot: where the browser has no locks, as over plain http. */
function isTaken(slot: string): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(NAME);
    const end = (taken: boolean) => {
      channel.close();
      resolve(taken);
    };
    channel.onmessage = ({ data }) => data.taken === slot && end(true);
    channel.postMessage({ asked: slot });
    setTimeout(() => end(false), ANSWER_MS);
  });
}

/** Answers other pages until this one is closed that it has a slot. */
function answerFor(slot: string): void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => data.asked === slot && channel.postMessage({ taken: slot });
}

/** Locks a slot until the page is closed. @returns whether no other page has it */
async function lockSlot(slot: string, wait: number): Promise<boolean> {
  if (!("locks" in navigator)) {
    if (await isTaken(slot)) return false;
    answerFor(slot);
    return true;
  }
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

/** Does something with a slot if no open page has it, and lets it go again. */
export async function ifFree(slot: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) {
    if (!(await isTaken(slot))) await work();
    return;
  }
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
  if (claimed === null) await lockNew(slot);
  rememberSlot(slot);
  return slot;
}

/** Locks a slot that no other page can know. */
async function lockNew(slot: string): Promise<void> {
  if ("locks" in navigator) await lockSlot(slot, 0);
  else answerFor(slot);
}

async function firstFree(slots: readonly string[]): Promise<string | null> {
  if (!("locks" in navigator)) {
    // All are asked for at once, since each answer may take its time.
    const taken = await Promise.all(slots.map(isTaken));
    const free = slots.find((_, i) => !taken[i]) ?? null;
    if (free !== null) answerFor(free);
    return free;
  }
  for (const slot of slots) if (await lockSlot(slot, 0)) return slot;
  return null;
}
