import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planFromFile, textFromFile } from "../../scripts/experiment.ts";
import { readResults } from "../../src/experiments/results-file";

const ROOT = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const SCRIPTS = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

const RUNS = /\b(npm|npx|python3|node scripts\S+) /;
/** The blocks of code of a document, without their continuations of lines. */
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, code]) =>
    code.replaceAll("\\\n", ""),
  );
const lines = (code: string) => code.split("\n").filter((line) => RUNS.test(line) && !/^\s*#/.test(line));

/** Every command of a document: of its blocks, of indented lines, and in words, where `-- --flag` belongs to the one before. */
function commandsOf(path: string): string[] {
  const text = read(path);
  const words = text.replace(/^```[\s\S]*?^```/gm, "");
  const inWords: string[] = [];
  for (const [, span, indented] of words.matchAll(/`([^`\n]+)`|^ {4}([^|`\n]+)$/gm)) {
    const command = span ?? indented;
    if (command.startsWith("-- ")) inWords.push(`${inWords.at(-1)?.split(" -- ")[0]} ${command}`);
    else if (RUNS.test(command) && !/^npm( run)?( --\w+)*$/.test(command)) inWords.push(command);
  }
  return [...["sh", "yaml"].flatMap((language) => blocks(text, language)).flatMap(lines), ...inWords];
}

const COMMANDS = DOCUMENTS.flatMap((path) => commandsOf(path).map((command) => [path, command] as const));

/**
 * The commands of experiments.md are run below, and those of Python in run-format-program.test.ts. The others build, test,
 * measure or serve the project, for minutes or until they are interrupted.
 */
describe("every documented command is one that there is, with its flags", () => {
  const [specs, projects] = [readdirSync(join(ROOT, "tests/browser")), read("playwright.config.ts")];

  it.each(COMMANDS)("%s: %s", (_path, given) => {
    const command = given.replace(/ #.*$| [>&|;].*$/g, "");
    const npm =
      /npm (?:run )?(?:--silent )?([\w:]+)(?: -- (.*))?/.exec(command) ??
      /node scripts\/([\w-]+)\.mjs (.*)/.exec(command);
    if (npm) {
      const [, name, flags = ""] = npm;
      if (["ci", "install", "package"].includes(name)) return;
      expect(Object.keys(SCRIPTS)).toContain(name);
      const program = /scripts\/[\w-]+\.mjs/.exec(SCRIPTS[name])?.[0];
      const wanted = [...flags.matchAll(/--([\w-]+)/g)].map(([, flag]) => flag);
      // One flag is of the parser itself.
      for (const flag of wanted.filter((one) => one !== "help"))
        expect(program ? read(program) : "", `--${flag}`).toMatch(
          new RegExp(`["]?${flag}["]?:|--${flag}\\b`),
        );
      return;
    }
    for (const file of command.match(/\b(tests|docs)\/[\w./-]+/g) ?? [])
      expect(existsSync(join(ROOT, file))).toBe(true);
    const [, spec, project] = /playwright test ([\w.-]+)(?: --project (\w+))?/.exec(command) ?? [];
    if (spec) expect(specs.some((name) => name.includes(spec))).toBe(true);
    if (project) expect(projects).toContain(`"${project}"`);
  });
});

/** Those that are not run either: they need a graphics driver, and 51 MB from the npm registry. See tests/gpu. */
const NOT_RUN = /check:gpu|--backend webgpu/;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const DATA_PLAN = {
  format: "unitary-rnn-lab/plan",
  version: 1,
  settings: { task: "own-classes", units: 4, batch: 2, steps: 3 },
  networks: [{ name: "Exact exp", rule: "exp" }],
  grid: { seed: [1, 2] },
};
/** The files that the commands on the user’s own data name, by those that are there. */
const DATA_FILES = {
  "rows.csv": "rows.csv",
  "x.npy": "x.npy",
  "y.npy": "y.npy",
  "all.npz": "images.npz",
  "train-images-idx3-ubyte": "images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte": "labels-idx1-ubyte",
  "t10k-images-idx3-ubyte": "images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte": "labels-idx1-ubyte",
};

/** A folder in which the commands run as in the project’s, with a plan that takes no time. */
function project(own: boolean, ownData = false): string {
  const folder = mkdtempSync(join(tmpdir(), "documented-"));
  folders.push(folder);
  const scripts = { experiment: `node ${JSON.stringify(join(ROOT, "scripts/experiment.mjs"))}` };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "documented", version: "1.0.0", scripts }),
  );
  const input = (name: string, as: string) =>
    copyFileSync(join(ROOT, "tests/files/inputs", name), join(folder, as));
  input(own ? "plan-text-own.json" : "plan-small.json", "plan.json");
  input("own-emoji.txt", "my.txt");
  if (ownData) {
    writeFileSync(join(folder, "plan.json"), JSON.stringify(DATA_PLAN));
    for (const [as, name] of Object.entries(DATA_FILES)) input(join("../own-data", name), as);
  }
  symlinkSync(join(ROOT, "scripts"), join(folder, "scripts"));
  mkdirSync(join(folder, "results"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/srun"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  return folder;
}

/** Runs a piece of shell in a folder. @param until ends it, as Ctrl-C does, once this holds */
async function shell(code: string, folder: string, until = () => false) {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/i.test(name));
  const env = {
    ...Object.fromEntries(kept),
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    SLURM_SUBMIT_DIR: folder,
    SLURM_ARRAY_TASK_ID: "2",
    SLURM_ARRAY_TASK_COUNT: "2",
  };
  const child = spawn("bash", ["-c", code], { cwd: folder, env, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += part;
    });
  const end = new Promise<number | null>((done) => child.once("close", done));
  const timer = setInterval(() => {
    if (!until()) return;
    clearInterval(timer);
    process.kill(-Number(child.pid), "SIGINT");
  }, 50);
  const status = await end;
  clearInterval(timer);
  return { status, said };
}

const EXPERIMENTS = read("docs/experiments.md");
const rowsOf = async (path: string) => readResults(await textFromFile(path)).rows.length;

describe.skipIf(process.platform === "win32")("the commands of docs/experiments.md run as they are", () => {
  const [line, loop, data, paper, parallel, ...others] = blocks(EXPERIMENTS, "sh")
    .filter((code) => !code.startsWith("#!") && !NOT_RUN.test(code))
    .map((code) => code.trim());
  const [job] = blocks(EXPERIMENTS, "sh").filter((code) => code.startsWith("#!"));

  it.each(lines(line))("%s", async (command) => {
    const folder = project(command.includes("--text"), command.includes("--data"));
    const [, out = ""] = /--out (\S+)/.exec(command) ?? [];
    const file = join(folder, out);
    if (command.includes("--print")) {
      // The plan is not there yet.
      rmSync(join(folder, "plan.json"));
      expect(await shell(command, folder)).toMatchObject({ status: 0 });
      expect((await planFromFile(file)).id).toBe("copying");
      return;
    }
    // A plan of the lab’s takes minutes: it is interrupted once it has begun.
    const long = command.includes("-- copying");
    const { status, said } = await shell(command, folder, () => long && existsSync(file));
    if (long) expect(said).toContain("Interrupted: the same command continues from here.");
    else expect(status, said).toBe(0);
    expect(await rowsOf(file)).toBe(
      long ? 0 : command.includes("--shard") ? 1 : /--text|--data/.test(command) ? 2 : 8,
    );
  });

  it.each(lines(data))("%s", async (command) => {
    const folder = project(false, true);
    const { status, said } = await shell(command, folder);
    expect(status, said).toBe(0);
    expect(await rowsOf(join(folder, "results.jsonl"))).toBe(2);
  });

  it("those of papers take an hour: their plans are there", async () => {
    for (const command of lines(paper)) {
      const [, plan] = / -- (\S+) --out/.exec(command) ?? [];
      expect((await planFromFile(join(ROOT, plan))).networks).toHaveLength(1);
    }
  });

  it("shards side by side, and their merging", async () => {
    expect(others).toEqual([]);
    const folder = project(false);
    const { status, said } = await shell(loop, folder);
    expect(status, said).toBe(0);
    expect(await rowsOf(join(folder, "results.jsonl"))).toBe(8);
  });

  it("shards by GNU parallel, where it is installed", async ({ skip }) => {
    const folder = project(false);
    skip((await shell("command -v parallel", folder)).status !== 0, "GNU parallel is not installed");
    const { status, said } = await shell(parallel, folder);
    expect(status, said).toBe(0);
    expect(await rowsOf(join(folder, "results.jsonl"))).toBe(8);
  });

  it("a task of the job array, whose N is not the number of tasks that were submitted", async () => {
    const folder = project(false);
    const { status, said } = await shell(job, folder);
    expect(status, said).toBe(0);
    const { origin, rows } = readResults(await textFromFile(join(folder, "results/part-2.jsonl")));
    expect([origin.shard, origin.shards, ...rows.map(({ index }) => index)]).toEqual([2, 32, 1]);
  });

  it("a shard of the CI matrix", async () => {
    const steps = blocks(EXPERIMENTS, "yaml").flatMap((code) => [
      ...code.matchAll(/- run: (.*experiment.*)/g),
    ]);
    expect(steps).toHaveLength(1);
    const folder = project(false);
    const { status, said } = await shell(steps[0][1].replaceAll(/\$\{\{ matrix\.shard \}\}/g, "2"), folder);
    expect(status, said).toBe(0);
    expect(await rowsOf(join(folder, "part-2.jsonl"))).toBe(1);
  });
});
