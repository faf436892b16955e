import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium } from "../find-chromium.mjs";

/*
 * The environment variables that select WebGPU's Vulkan driver. Vulkan's loader reads both (the second is the newer one)
 * whenever an instance is created; without them it uses all drivers of the system.
 */
const NAMES = ["VK_ICD_FILENAMES", "VK_DRIVER_FILES"];

/**
 * A choice of drivers, with its name in a sentence.
 * @typedef {{ name: string, files: string | undefined }} Drivers
 */

/** The drivers that the environment names, else all of the system’s. @returns {Drivers} */
export function ownDrivers() {
  const files = NAMES.map((name) => process.env[name]).find(Boolean);
  return files ? { name: files, files } : { name: "the system's drivers", files: undefined };
}

/** Chromium's software driver; undefined if there is none. @returns {Drivers | undefined} */
export function swiftShader() {
  const files = besideChromium("vk_swiftshader_icd.json");
  return files && { name: `SwiftShader (${files})`, files };
}

/** Mesa's software driver; undefined if there is none. @returns {Drivers | undefined} */
export function lavapipe() {
  const folder = "/usr/share/vulkan/icd.d";
  const file = existsSync(folder) && readdirSync(folder).find((name) => /^lvp_icd.*\.json$/.test(name));
  return file ? { name: `lavapipe (${join(folder, file)})`, files: join(folder, file) } : undefined;
}

/** The environment in which Vulkan sees only these drivers. @param {Drivers} drivers */
export const environment = ({ files }) =>
  files ? Object.fromEntries(NAMES.map((name) => [name, files])) : {};

function besideChromium(file) {
  const chromium = findChromium();
  // On Debian the command is a script, and the browser is in another folder.
  const folders = [
    ...(chromium ? [dirname(realpathSync(chromium))] : []),
    "/usr/lib/chromium",
    "/usr/lib64/chromium",
  ];
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}
