import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cacheFolder } from "../../scripts/cache-folder.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "installation-")));
afterAll(() => rmSync(folder, { recursive: true }));

/** An installation whose own cache may not be written, by anybody: there is a file in its place. */
function installation(): string {
  const root = join(folder, "shared");
  for (const name of ["scripts", "package.json", "vite.config.ts"])
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  for (const name of ["src", "public"]) symlinkSync(join(ROOT, name), join(root, name));
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((name) => !name.startsWith(".")))
    symlinkSync(join(ROOT, "node_modules", name), join(root, "node_modules", name));
  writeFileSync(join(root, "node_modules/.cache"), "");
  writeFileSync(join(root, "node_modules/.vite-temp"), "");
  return root;
}

describe.skipIf(process.platform === "win32")("an installation that may not be written", () => {
  const root = installation();

  it("is none where it may be: the project’s own", () => {
    expect(cacheFolder()).toBe(join(ROOT, "node_modules/.cache"));
  });

  it("runs the command, which makes what it needs in the user’s folder for such things", () => {
    writeFileSync(
      join(folder, "plan.json"),
      JSON.stringify({
        format: "unitary-rnn-lab/plan",
        version: 1,
        name: "Shared",
        settings: { task: "copying", length: 5, recall: 2, alphabet: 3, units: 4, batch: 2, steps: 3 },
        networks: [{ name: "unitary", rule: "exp" }],
        grid: { seed: [1] },
      }),
    );
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, "scripts/experiment.mjs"), "plan.json", "--out", "r.jsonl"],
      { cwd: folder, env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") }, encoding: "utf8" },
    );
    expect(stderr).toContain("1 of 1 runs are in r.jsonl.");
    expect(status).toBe(0);
    const [made] = readdirSync(join(folder, "cache"));
    expect(made).toMatch(/^unitary-rnn-lab-[0-9a-f]{16}$/);
    expect(readdirSync(join(folder, "cache", made)).sort()).toEqual([
      "assemblyscript",
      "math-font",
      "node_modules",
      "programs",
    ]);
    // The program is kept for the next time, and nothing of its making.
    expect(readdirSync(join(folder, "cache", made, "programs")).join()).toMatch(/^experiment-[0-9a-f]{32}$/);
  });
});
