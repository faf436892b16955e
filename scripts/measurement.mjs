import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { builtProgram } from "./program-cache.mjs";

// Node 20 needs a flag for relaxed SIMD, with which numbers round as in a browser that has it.
if (Number.parseInt(process.versions.node, 10) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");

/**
 * Loads scripts/<name>.ts, built for Node with the page's build, since it is TypeScript with TeX in it. It is built once for
 * the present sources.
 * @param {string} name
 */
export async function load(name) {
  const folder = await builtProgram(name);
  return import(pathToFileURL(join(folder, `${name}.mjs`)).href);
}

/**
 * Runs a command's main function; an error is printed as a sentence, and the exit code is 1.
 * @param {() => Promise<void>} main
 */
export function run(main) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
