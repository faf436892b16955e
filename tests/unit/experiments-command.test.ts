import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planById, planFromFile } from "../../scripts/experiment.ts";
import { readResults } from "../../src/experiments/results-file";

const PLAN = {
  format: "unitary-rnn-lab/plan",
  version: 1,
  name: "Cut",
  settings: { task: "copying", length: 20, recall: 2, alphabet: 3, units: 32, batch: 4, steps: 5003 },
  networks: [{ name: "unitary", rule: "exp", optimiser: "adam" }],
  grid: { seed: [1] },
};

const folder = realpathSync(mkdtempSync(join(tmpdir(), "experiment-")));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** The command, and what it says until it ends. */
function command(out: string) {
  const child = spawn(process.execPath, ["scripts/experiment.mjs", file("plan.json"), "--out", file(out)]);
  let text = "";
  child.stderr.on("data", (part) => {
    text += part;
  });
  const said = new Promise<{ code: number | null; text: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, text }));
  });
  return { child, said, text: () => text };
}

/** Ends the command once it is so far. */
async function cut(out: string, signal: NodeJS.Signals, farEnough: (text: string) => boolean) {
  const { child, said, text } = command(out);
  while (child.exitCode === null && !farEnough(text()))
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill(signal);
  return said;
}

const onlyRow = (out: string) => {
  const { seconds: _s, curve, ...row } = readResults(readFileSync(file(out), "utf8")).rows[0];
  return { ...row, curve: { ...curve, seconds: [] } };
};

describe("the command", () => {
  it("refuses a backend that there is not", async () => {
    const args = ["scripts/experiment.mjs", "copying", "--out", file("none.jsonl"), "--backend", "gpu"];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stderr.trim()).toBe("--backend must be wasm or webgpu, and is “gpu”.");
    expect([status, existsSync(file("none.jsonl"))]).toEqual([2, false]);
  });

  it("writes a plan to a file of its own, and to no file that is there", async () => {
    const args = ["scripts/experiment.mjs", "copying", "--print", "--out", file("copying.json")];
    expect(spawnSync(process.execPath, args, { encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
    const written = readFileSync(file("copying.json"), "utf8");
    expect(await planFromFile(file("copying.json"))).toEqual(planById("copying"));
    const again = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect([again.status, again.stderr.trim()]).toEqual([
      2,
      `${file("copying.json")} is there already. Give --out another name.`,
    ]);
    expect(readFileSync(file("copying.json"), "utf8")).toBe(written);
    // As `npm run experiment -- copying --print > plan.json` leaves it.
    writeFileSync(
      file("banner.json"),
      `\n> unitary-rnn-lab@1.0.0 experiment\n> node x copying --print\n\n${written}`,
    );
    expect(await planFromFile(file("banner.json"))).toEqual(planById("copying"));
  });

  it("takes names from where the user is, and says where it looked", () => {
    mkdirSync(file("elsewhere"));
    writeFileSync(
      file("elsewhere/plan.json"),
      JSON.stringify({ ...PLAN, settings: { ...PLAN.settings, steps: 3 } }),
    );
    const project = join(import.meta.dirname, "../..");
    const { INIT_CWD: _i, npm_lifecycle_event: _e, ...env } = process.env;
    const npm = (...args: string[]) =>
      spawnSync("npm", ["--prefix", project, "run", "--silent", "experiment", "--", ...args], {
        cwd: file("elsewhere"),
        env,
        encoding: "utf8",
        shell: process.platform === "win32",
      });
    expect(npm("plan.json", "--out", "r.jsonl").stderr).toMatch(
      /1 of 1 runs are in r\.jsonl\. 1 made, 0 were there\./,
    );
    expect(npm("plan.json", "--out", "r.jsonl").stderr).toMatch(
      /runs are in r\.jsonl\. 0 made, 1 were there\./,
    );
    expect(existsSync(file("elsewhere/r.jsonl"))).toBe(true);
    for (const [args, sentence] of [
      [
        ["other.json", "--out", "r.jsonl"],
        `There is no file ${file("elsewhere/other.json")}. The lab's own plans are`,
      ],
      [["plan.json", "--out", "r.jsonl", "--text", "x.txt"], `There is no file ${file("elsewhere/x.txt")}.`],
      [
        ["plan.json", "--out", "parts/r.jsonl"],
        `There is no folder ${file("elsewhere/parts")}. Make it first.`,
      ],
      [["plan.json", "--out", "."], `${file("elsewhere")} is a folder.`],
    ] as const) {
      const { status, stderr } = npm(...args);
      expect(stderr).toContain(sentence);
      expect(status).toBe(2);
    }
  });

  it.skipIf(process.platform === "win32")(
    "is interrupted when npm is told to end, as by Slurm, which its shell does not pass on",
    async () => {
      writeFileSync(
        file("long.json"),
        JSON.stringify({ ...PLAN, settings: { ...PLAN.settings, steps: 1e5 } }),
      );
      const args = ["run", "--silent", "experiment", "--", file("long.json"), "--out", file("job.jsonl")];
      const npm = spawn("npm", args);
      const ended = new Promise<string>((resolve) => {
        let text = "";
        npm.stderr.on("data", (part) => {
          text += part;
        });
        // The program has the other end of the pipe for as long as it runs.
        npm.on("close", () => resolve(text));
      });
      while (npm.exitCode === null && !existsSync(file("job.jsonl.checkpoint")))
        await new Promise((resolve) => setTimeout(resolve, 20));
      npm.kill("SIGTERM");
      expect(await ended).toContain("Interrupted: the same command continues from here.");
      expect([existsSync(file("job.jsonl.checkpoint")), existsSync(file("job.jsonl.lock"))]).toEqual([
        true,
        false,
      ]);
    },
  );

  it("says what a text is good for, and refuses it for the plan’s task alone", () => {
    // Names that all differ: every word occurs once, every letter often.
    writeFileSync(
      file("names.txt"),
      Array.from({ length: 1500 }, (_, i) =>
        (i + 5 ** 5).toString(5).replace(/\d/g, (n) => "aeion"[+n]),
      ).join("\n"),
    );
    const own = (task: string) => ({
      ...PLAN,
      settings: { task, text: "own", length: 10, units: 8, batch: 4, steps: 2 },
    });
    const run = (task: string) => {
      writeFileSync(file(`${task}.json`), JSON.stringify(own(task)));
      const args = [file(`${task}.json`), "--out", file(`${task}.jsonl`), "--text", file("names.txt")];
      return spawnSync(process.execPath, ["scripts/experiment.mjs", ...args], { encoding: "utf8" });
    };
    const why = /ot good for Next word: 100\s%\sof its words occur only once, which cannot be learned\./;
    const taken = run("characters");
    expect(taken.stderr).toContain(`${file("names.txt")}: Good for Next character. N`);
    expect(taken.stderr).toMatch(why);
    expect(taken.stderr).toContain("1 of 1 runs are in");
    expect(taken.status).toBe(0);
    const refused = run("words");
    expect(refused.stderr).toMatch(why);
    expect(refused.stderr).toContain("It is good for Next character.");
    expect([refused.status, existsSync(file("words.jsonl"))]).toEqual([2, false]);
  });

  it("goes on within a run that was killed, and interrupted, and has the row of an uninterrupted one", async () => {
    writeFileSync(file("plan.json"), JSON.stringify(PLAN));
    const { child, said: whole } = command("whole.jsonl");

    while (!existsSync(file("whole.jsonl.lock"))) await new Promise((resolve) => setTimeout(resolve, 20));
    // It is held up, so that it does not end before the other has looked.
    child.kill("SIGSTOP");
    const twin = await command("whole.jsonl").said;
    child.kill("SIGCONT");
    expect(twin.code).toBe(2);
    expect(twin.text).toMatch(/^Process \d+ on .* is writing .*whole\.jsonl\. Wait until it has ended/m);

    const kept = file("cut.jsonl.checkpoint");
    await cut("cut.jsonl", "SIGKILL", () => existsSync(kept));
    const again = await cut("cut.jsonl", "SIGINT", (text) => text.includes("Continuing"));
    expect(again.code).toBe(130);
    const rest = await command("cut.jsonl").said;
    expect(rest.code).toBe(0);
    const [first, second] = [again, rest].map(({ text }) =>
      Number(/Continuing with unitary, seed 1 after step (\d+)/.exec(text)?.[1]),
    );
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(existsSync(kept)).toBe(false);

    expect((await whole).code).toBe(0);
    expect(onlyRow("cut.jsonl")).toEqual(onlyRow("whole.jsonl"));
    expect(existsSync(file("whole.jsonl.lock"))).toBe(false);
  }, 180_000);
});
