import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lockFile } from "../../scripts/file-lock";

const folder = mkdtempSync(join(tmpdir(), "lock-"));
const file = join(folder, "results.jsonl");
const lock = `${file}.lock`;
afterAll(() => rmSync(folder, { recursive: true }));

const said: string[] = [];
const take = () => lockFile(file, (sentence) => said.push(sentence));
const heldBy = (pid: number | undefined, host = hostname()) =>
  writeFileSync(lock, JSON.stringify({ pid, host }));

/** A process that waits; its command line ends with this word. */
function waiting(word: string): ChildProcess {
  return spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", word]);
}
async function killed(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await end;
}

describe("the lock of a results file", () => {
  beforeEach(() => rmSync(lock, { force: true }));
  afterEach(() => vi.useRealTimers());

  it("is there until it is released", async () => {
    const release = await take();
    expect(existsSync(lock)).toBe(true);
    release();
    expect(existsSync(lock)).toBe(false);
  });

  it("is never seen without its content, which says whose it is", async () => {
    for (let k = 0; k < 50; k++) {
      const taken = take();
      let seen = "";
      let found = false;
      while (!found) {
        found = existsSync(lock);
        if (found) seen = readFileSync(lock, "utf8");
        else await new Promise(setImmediate);
      }
      expect(seen).toContain(`"pid":${process.pid}`);
      (await taken)();
    }
  });

  it("is refused while its process lives, with a sentence that names it, and free once that was killed", async () => {
    const other = waiting("experiment");
    heldBy(other.pid);
    await expect(take()).rejects.toThrow(
      `Process ${other.pid} on ${hostname()} is writing ${file}. Wait until it has ended, or give --out another name; each shard needs a file of its own.`,
    );
    await killed(other);
    const release = await take();
    release();
  });

  it.runIf(process.platform === "linux")(
    "is free where another program has got the process’s number",
    async () => {
      const other = waiting("sleep");
      heldBy(other.pid);
      const release = await take();
      release();
      await killed(other);
    },
  );

  it("is free where it is damaged, or this process’s own from before a restart", async () => {
    for (const text of ["", "{", JSON.stringify({ pid: process.pid, host: hostname() })]) {
      writeFileSync(lock, text);
      const release = await take();
      release();
    }
  });

  /** Lets a minute and a half go by, looking in after every five seconds. */
  async function whileTimePasses<T>(work: Promise<T>, lookIn: () => void): Promise<T> {
    let over = false;
    const end = () => {
      over = true;
    };
    work.then(end, end);
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      lookIn();
      await vi.advanceTimersByTimeAsync(5000);
    }
    return work;
  }

  it("of another machine is refused once it is touched, and free where it is not", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    heldBy(7, "node-3");
    const touch = () => utimesSync(lock, new Date(), new Date(Date.now() + 1000));
    await expect(whileTimePasses(take(), touch)).rejects.toThrow(/^Process 7 on node-3 is writing/);
    expect(said.at(-1)).toBe("Process 7 on node-3 was writing here; waiting for a sign of it, at most 90 s.");
    const release = await whileTimePasses(take(), () => {});
    release();
  });
});
