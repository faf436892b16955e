import { pathToFileURL } from "node:url";
import { environment } from "./drivers.mjs";
import { fetchDawn } from "./fetch-dawn.mjs";

/**
 * Installs WebGPU in this process, as `navigator.gpu` and with a browser's global names. It must be called before a program
 * that uses WebGPU is loaded.
 * @param {import("./drivers.mjs").Drivers[]} choices the drivers to try, in this order
 * @returns {Promise<import("./drivers.mjs").Drivers>} the first that has an adapter
 * @throws Error with a sentence if there is no WebGPU for Node, or none has an adapter
 */
export async function startDawn(choices) {
  const { create, globals } = await import(pathToFileURL(fetchDawn()).href);
  Object.assign(globalThis, globals);
  for (const drivers of choices) {
    Object.assign(process.env, environment(drivers));
    const gpu = create([]);
    if (!(await gpu.requestAdapter({ powerPreference: "high-performance" }))) continue;
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    return drivers;
  }
  const tried = choices.map(({ name }) => name).join(", then ");
  throw new Error(
    `WebGPU finds no graphics adapter here (tried ${tried}).${process.platform === "linux" ? LINUX : ""}`,
  );
}

const LINUX =
  " On Linux it needs libvulkan1 and a Vulkan driver, which a file in /usr/share/vulkan/icd.d or /etc/vulkan/icd.d names, for NVIDIA nvidia_icd.json; docs/experiments.md says more.";
