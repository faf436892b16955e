import { parseArgs } from "node:util";
import { installOnDebian } from "./debian.mjs";
import { environment, lavapipe } from "./gpu/drivers.mjs";
import { Firefox } from "./smoke/firefox.mjs";
import { findProgram, smokeTest } from "./smoke/page.mjs";
import { compareLosses } from "./smoke/webgpu-losses.mjs";

/*
 * npm run smoke:firefox                the built page in Firefox: plays, draws, saves a picture
 * npm run smoke:firefox -- shot.png    also saves a screenshot
 * npm run smoke:firefox -- --webgpu    the lab on Firefox's WebGPU (wgpu, Naga), on Mesa's software driver: compares
 *                                      the first losses of several configs with wasm. As root on Debian it installs
 *                                      the packages that it needs.
 *
 * Without Firefox or the driver it prints “skipped” and exits with 0. FIREFOX_PATH selects a Firefox.
 */

/** The preferences that enable WebGPU in Firefox on Linux, also on a software driver. */
const WEBGPU = {
  "dom.webgpu.enabled": true,
  "dom.webgpu.workers.enabled": true,
  "gfx.webgpu.ignore-blocklist": true,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { webgpu: { type: "boolean" } },
});
const options = { screenshot: positionals[0] };
const findFirefox = () => process.env.FIREFOX_PATH || findProgram("firefox", "firefox-esr");

async function onWebgpu() {
  const missing = [
    ...(findFirefox() ? [] : ["firefox-esr"]),
    ...(lavapipe() ? [] : ["mesa-vulkan-drivers", "libvulkan1"]),
  ];
  const why = missing.length > 0 ? await installOnDebian(missing) : undefined;
  const [path, driver] = [findFirefox(), lavapipe()];
  if (!path || !driver) {
    const what = path ? "lavapipe, Mesa's Vulkan driver in software" : "Firefox on the PATH";
    console.log(`skipped: there is no ${what}. ${why ?? ""}`.trim());
    return;
  }
  const start = () => Firefox.start(path, { settings: WEBGPU, env: environment(driver) });
  await smokeTest(start, { ...options, drive: compareLosses });
}

const path = findFirefox();
if (values.webgpu) await onWebgpu();
else if (path) await smokeTest(() => Firefox.start(path), options);
else console.log("skipped: there is no Firefox on the PATH, and FIREFOX_PATH names none.");
