import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * A usable Chromium: the one that CHROMIUM_PATH names, else one on the PATH, else the one that Playwright has installed.
 * @returns {string | undefined} its path
 * @throws Error if CHROMIUM_PATH does not name a file
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is “${named}”, where there is no file: it must be the path of a Chromium.`,
    );
  }
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ownOfPlaywright()].find((path) => path && existsSync(path) && runs(path));
}

/** Whether a command runs: on Ubuntu `chromium-browser` may be a script that only asks to install a snap. */
function runs(path) {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function ownOfPlaywright() {
  try {
    return createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  } catch {
    return undefined;
  }
}
