import { spawnSync } from "node:child_process";
import { installOnDebian } from "./debian.mjs";
import { findChromium } from "./find-chromium.mjs";
import { command, ROOT } from "./project.mjs";

/**
 * The path of a Chromium, which is installed if there is none: from Debian's packages if this is root on Debian, else by
 * Playwright.
 * @returns {Promise<string>}
 * @throws Error if neither works
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  console.log("No Chromium was found. Installing one …");
  for (const install of [() => installOnDebian(["chromium"]), installWithPlaywright]) {
    await install();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error("No Chromium could be installed. Install one and set CHROMIUM_PATH to it.");
}

function installWithPlaywright() {
  spawnSync(process.execPath, [command("@playwright/test", "playwright"), "install", "chromium"], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
}
