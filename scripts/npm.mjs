import { spawnSync } from "node:child_process";

/**
 * Runs npm and waits for it.
 * @param {string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} options
 */
export function npm(args, options) {
  // Inside `npm start` npm gives its own path; elsewhere it is a command, which needs a shell on Windows.
  const own = process.env.npm_execpath;
  return own?.endsWith(".js")
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}
