import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.mjs";
import { ROOT } from "./project.mjs";

/** What a program may be made from, besides the packages that the lock file names. */
const SOURCES = ["src", "scripts", "docs", "package.json", "package-lock.json", "vite.config.ts"];
/** A program that nobody has used for so long is deleted, in ms. */
const UNUSED = 86_400_000;
/** How often a running process says that it uses its program, in ms. */
const IN_USE = 3_600_000;

/** A digest of all files that a program may be made from, and of the Node that runs it. */
function digestOfSources() {
  const hash = createHash("sha256").update(process.version);
  for (const source of SOURCES.map((name) => join(ROOT, name)).filter(existsSync)) {
    const files = statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [source];
    for (const file of files) {
      const content = readFileSync(file);
      hash.update(`\n${file} ${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex").slice(0, 32);
}

/**
 * The folder of scripts/<name>.ts as built from the present sources. If there is none, it is built into a folder of its own,
 * since several processes may start at the same time, and then given its name.
 * @param {string} name
 * @returns {Promise<string>}
 * @throws Error if it cannot be built; the reason is printed
 */
export async function builtProgram(name) {
  const programs = join(cacheFolder(), "programs");
  mkdirSync(programs, { recursive: true });
  const folder = join(programs, `${name.replaceAll("/", "-")}-${digestOfSources()}`);
  if (!existsSync(folder)) {
    deleteUnused(programs);
    const making = `${folder}.${hostname()}.${process.pid}`;
    await build(name, making);
    try {
      renameSync(making, folder);
    } catch (error) {
      // Another process was faster.
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  const use = () => utimesSync(folder, new Date(), new Date());
  use();
  setInterval(use, IN_USE).unref();
  return folder;
}

/** Builds a program in a process of its own, whose memory is free again when the program runs. */
function build(name, folder) {
  const script = join(ROOT, "scripts/build-program.mjs");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, name, folder], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`scripts/${name}.ts could not be built.`)),
    );
  });
}

function deleteUnused(programs) {
  for (const name of readdirSync(programs)) {
    const folder = join(programs, name);
    const unused = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (unused > UNUSED) rmSync(folder, { recursive: true, force: true });
  }
}
