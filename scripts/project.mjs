import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Reads a JSON file of the project. @param {string} path relative to the project @returns {any} */
export function readJson(path) {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

/** The script of a command of a package in node_modules, to be run with this Node. */
export function command(packageName, name) {
  const { bin } = readJson(`node_modules/${packageName}/package.json`);
  return join(ROOT, "node_modules", packageName, typeof bin === "string" ? bin : bin[name]);
}

/** Exits with a sentence if this Node is older than package.json requires. */
export function requireNode() {
  const wanted = readJson("package.json")
    .engines.node.match(/(\d+)\.(\d+)/)
    .slice(1)
    .map(Number);
  const found = process.versions.node.split(".").map(Number);
  if (found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1])) return;
  console.error(
    `Unitary RNN Lab needs Node ${wanted.join(".")} or newer; this is Node ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}
