import { existsSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { ROOT, readJson } from "./project.mjs";

/**
 * Installs with `npm ci` if node_modules is missing or differs from package-lock.json. No package needs to run a script
 * of its own for that.
 * @throws Error if npm fails
 */
export function ensureDependencies() {
  const difference = firstDifference();
  if (!difference) return;
  console.log(`${difference} Installing with npm ci …`);
  const { status, error } = npm(["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error) throw new Error(`npm could not be started (${error.message}). It comes with Node.`);
  if (status !== 0) throw new Error("npm ci failed: see its message above. It needs the npm registry once.");
}

/** The first difference between node_modules and package-lock.json, as a sentence; undefined if there is none. */
function firstDifference() {
  if (!existsSync(join(ROOT, "node_modules/.package-lock.json")))
    return "The dependencies are not installed.";
  const wanted = readJson("package-lock.json").packages;
  const installed = readJson("node_modules/.package-lock.json").packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    const found = existsSync(join(ROOT, path)) ? installed[path] : undefined;
    if (!found && belongsHere(entry)) return `${path} is missing.`;
    if (found && found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}.`;
  }
  return undefined;
}

/** Whether an optional package is meant for this system and processor. */
function belongsHere({ optional, os, cpu, libc }) {
  if (!optional) return true;
  if (!os || !cpu) return false;
  return os.includes(process.platform) && cpu.includes(process.arch) && (!libc || libc.includes(ownLibc()));
}

function ownLibc() {
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}
