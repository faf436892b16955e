import { readFileSync, rmSync } from "node:fs";
import { link, rename, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { notWritten } from "./not-written";

/** The program whose processes hold locks, as it is in their command lines. */
const PROGRAM = "experiment";
/** How often a process shows that it holds its lock, in ms … */
const BEAT = 5000;
/** … and how long nothing may be seen of a process on another machine. */
const SILENCE = 90_000;
/** How long two processes that take over the same lock may be apart, in ms. */
const SETTLE = 300;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Keeps other processes from writing a file, by a file beside it, until this process ends or releases it. A lock whose
 * process was killed is taken over: on this machine, if there is no such process; on another, after {@link SILENCE}.
 * @param say reports that this is being waited for
 * @returns the function that releases the lock
 * @throws Error with a sentence that says who holds it
 */
export async function lockFile(path: string, say: (sentence: string) => void): Promise<() => void> {
  const lock = `${path}.lock`;
  const mine = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  try {
    await create(lock, mine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw new Error(`${lock} could not be written: ${notWritten(error)}.`);
    await takeOver(path, lock, mine, say);
  }
  const beat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), BEAT);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    process.off("exit", release);
    if (content(lock) === mine) rmSync(lock, { force: true });
  };
  process.once("exit", release);
  return release;
}

/** The name under which this process prepares a lock. */
const ownName = (lock: string) => `${lock}.${hostname()}-${process.pid}`;

/** The error codes of file systems without hard links. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Makes a lock that has its content from the first moment on: an empty one would look as if its process had been killed. */
async function create(lock: string, mine: string): Promise<void> {
  const own = ownName(lock);
  try {
    await writeFile(own, mine);
    await link(own, lock);
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await writeFile(lock, mine, { flag: "wx" });
  } finally {
    rmSync(own, { force: true });
  }
}

function content(lock: string): string {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return "";
  }
}

async function takeOver(
  path: string,
  lock: string,
  mine: string,
  say: (sentence: string) => void,
): Promise<void> {
  const holder = parse(content(lock));
  if (holder && (await holds(holder, lock, say))) throw new Error(refusal(path, holder));
  const own = ownName(lock);
  try {
    await writeFile(own, mine);
    await rename(own, lock);
  } finally {
    rmSync(own, { force: true });
  }
  // If another process found the same lock left behind, the later of the two has it.
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  if (content(lock) === mine) return;
  const other = parse(content(lock));
  throw new Error(other ? refusal(path, other) : `Another process is writing ${path}.`);
}

const refusal = (path: string, { pid, host }: Holder) =>
  `Process ${pid} on ${host} is writing ${path}. Wait until it has ended, or give --out another name; each shard needs a file of its own.`;

function parse(text: string): Holder | null {
  try {
    const { pid, host } = JSON.parse(text);
    return Number.isSafeInteger(pid) && pid > 0 && typeof host === "string" ? { pid, host } : null;
  } catch {
    return null;
  }
}

/** Whether a process still holds its lock. */
async function holds({ pid, host }: Holder, lock: string, say: (sentence: string) => void): Promise<boolean> {
  if (host !== hostname()) {
    say(`Process ${pid} on ${host} was writing here; waiting for a sign of it, at most ${SILENCE / 1000} s.`);
    return showsSign(lock);
  }
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but is there.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  // On Linux: it may have been killed and not been waited for, or another program may have got its number.
  if (/\) [ZX] /.test(content(`/proc/${pid}/stat`))) return false;
  const command = content(`/proc/${pid}/cmdline`);
  return command === "" || command.includes(PROGRAM);
}

/** Whether a lock's file is touched within {@link SILENCE}. The clocks of two machines are not compared. */
async function showsSign(lock: string): Promise<boolean> {
  const touched = async () => (await stat(lock).catch(() => null))?.mtimeMs;
  const before = await touched();
  for (let waited = 0; waited < SILENCE && before !== undefined; waited += BEAT) {
    await new Promise((resolve) => setTimeout(resolve, BEAT));
    const now = await touched();
    if (now !== before) return now !== undefined;
  }
  return false;
}
