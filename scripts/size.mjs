import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { ensureDependencies } from "./ensure-dependencies.mjs";
import { ROOT, requireNode } from "./project.mjs";

/**
 * Builds the page and compares the files that a visitor loads with budgets, in kilobytes (1000 bytes) after gzip. The exit
 * code is 1 if a budget is exceeded.
 */
const BUDGETS = { page: 180, worker: 130, offline: 3000 };

const DIST = join(ROOT, "dist");

/** Bytes of a built file after gzip, as a static server sends it. */
const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** The scripts that a built script imports statically, and those that it imports dynamically. */
function importsOf(file) {
  const code = readFileSync(file, "utf8");
  const found = (pattern) =>
    [...code.matchAll(pattern)].map(([, path]) => join(dirname(file), path)).filter((path) => path !== file);
  return {
    now: found(/(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{][^"'()]*?from\s*)?["'](\.\/[^"']+\.js)["']/g),
    later: found(/import\(\s*["'`](\.\/[^"'`]+\.js)["'`]/g),
  };
}

/** A script with all its static imports. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of importsOf(file).now) withImports(next, seen);
  return seen;
}

const sum = (files) => [...files].reduce((total, file) => total + gzipped(file), 0) / 1000;

function allFiles(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? allFiles(path) : [path];
  });
}

function pageScript() {
  const html = readFileSync(join(DIST, "index.html"), "utf8");
  const entries = [...html.matchAll(/<script[^>]*\ssrc="\.\/([^"?]+)[^"]*"/g)].map(([, path]) =>
    join(DIST, path),
  );
  const files = new Set(entries.flatMap((entry) => [...withImports(entry)]));
  return { what: "page script before first paint", files, size: sum(files), budget: BUDGETS.page };
}

/** The size of the training worker with each backend that it may choose. */
function workers(files) {
  const worker = files.find((file) => /training\.worker-[^/\\]+\.js$/.test(file));
  if (!worker) throw new Error("The build has no training worker.");
  const core = withImports(worker);
  const backends = new Set(
    [...core].flatMap((file) => importsOf(file).later).filter((file) => /-backend-[^/\\]+\.js$/.test(file)),
  );
  if (backends.size === 0) throw new Error("The training worker loads no backend.");
  return [...backends].map((backend) => {
    const loaded = withImports(backend, new Set(core));
    const name = relative(DIST, backend).replace(/^.*[/\\]([a-z]+)-backend-.*$/, "$1");
    return { what: `worker with ${name}`, files: loaded, size: sum(loaded), budget: BUDGETS.worker };
  });
}

requireNode();
process.chdir(ROOT);
ensureDependencies();
await build({ logLevel: "warn" });

const files = allFiles(DIST);
const rows = [
  pageScript(),
  ...workers(files),
  { what: "everything kept for offline use", files, size: sum(files), budget: BUDGETS.offline },
];
console.log("\nkB after gzip                      size  budget");
for (const { what, size, budget } of rows) {
  const mark = size > budget ? "  too large" : "";
  console.log(`${what.padEnd(32)} ${size.toFixed(1).padStart(6)}  ${String(budget).padStart(6)}${mark}`);
}
const broken = rows.filter(({ size, budget }) => size > budget);
for (const { what, files: heavy } of broken) {
  console.log(`\nIn “${what}”:`);
  for (const file of [...heavy].sort((one, other) => gzipped(other) - gzipped(one)).slice(0, 8)) {
    console.log(`${(gzipped(file) / 1000).toFixed(1).padStart(8)}  ${relative(DIST, file)}`);
  }
}
process.exitCode = broken.length > 0 ? 1 : 0;
