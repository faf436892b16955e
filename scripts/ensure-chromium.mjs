import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./find-chromium.mjs";
import { command, ROOT } from "./project.mjs";

/**
 * The path of a Chromium, installed first if there is none: from Debian's packages where this is root on such a
 * system, else by Playwright.
 * @throws Error when no way works
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  console.log("No Chromium was found. Installing one …");
  for (const install of [installWithApt, installWithPlaywright]) {
    install();
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error("No Chromium could be installed. Install one and set CHROMIUM_PATH to it.");
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update"], env) &&
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], env);
}

function installWithPlaywright() {
  run(process.execPath, [command("@playwright/test", "playwright"), "install", "chromium"], process.env);
}

function run(program, args, env) {
  return spawnSync(program, args, { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}
