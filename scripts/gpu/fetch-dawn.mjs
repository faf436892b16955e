import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../cache-folder.mjs";
import { npm } from "../npm.mjs";
import { ROOT } from "../project.mjs";

/** Dawn, Chromium's WebGPU, for Node. It is fetched on first use, because its package has 51 MB. */
export const DAWN = {
  name: "webgpu",
  version: "0.6.2",
  sha512: "3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==",
};
const SHARED = join(ROOT, "node_modules/.cache/dawn");
const MINUTES = 5;

/**
 * Fetches Dawn once, verifies the package's checksum, and extracts the files that this system needs.
 * @returns {string} the path of its module
 * @throws Error with a sentence if it cannot be fetched
 */
export function fetchDawn() {
  const system = `${process.platform}-${process.platform === "darwin" ? "universal" : process.arch}`;
  const inside = (cache) => join(cache, `${DAWN.version}-${system}`, "package/index.js");
  if (existsSync(inside(SHARED))) return inside(SHARED);
  const cache = join(cacheFolder(), "dawn");
  const folder = join(cache, `${DAWN.version}-${system}`);
  const module = inside(cache);
  if (existsSync(module)) return module;
  mkdirSync(cache, { recursive: true });
  // A separate folder until it is complete, since several processes may fetch it at the same time.
  const unfinished = mkdtempSync(join(cache, "fetching-"));
  try {
    unpack(pack(unfinished), unfinished, system);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return module;
}

/** @returns the path of the package downloaded from the registry */
function pack(folder) {
  const file = `${DAWN.name}-${DAWN.version}.tgz`;
  const args = ["pack", `${DAWN.name}@${DAWN.version}`, "--pack-destination", folder, "--loglevel", "error"];
  const { status, stderr } = npm(args, {
    cwd: ROOT,
    encoding: "utf8",
    timeout: MINUTES * 60_000,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const path = join(folder, file);
  if (status !== 0 || !existsSync(path)) {
    const why = stderr
      ?.trim()
      .split("\n")[0]
      .replace(/^npm (error|ERR!) |\.$/g, "");
    throw new Error(
      `WebGPU for Node (npm package ${DAWN.name} ${DAWN.version}) cannot be fetched from the registry${why ? `: ${why}` : ""}.`,
    );
  }
  const found = createHash("sha512").update(readFileSync(path)).digest("base64");
  if (found !== DAWN.sha512) {
    throw new Error(
      `The registry's ${DAWN.name} ${DAWN.version} is not the package that was tested: its SHA-512 differs.`,
    );
  }
  return path;
}

function unpack(path, folder, system) {
  const parts = ["package.json", "index.js", "LICENSE.md", `dist/${system}`].map((part) => `package/${part}`);
  const { status } = spawnSync("tar", ["-xzf", path, "-C", folder, ...parts], { stdio: "ignore" });
  if (status !== 0)
    throw new Error(`${DAWN.name} ${DAWN.version} has no WebGPU for ${system}, or tar is missing.`);
  rmSync(path);
}
