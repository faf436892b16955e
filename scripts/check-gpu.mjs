import { join } from "node:path";
import { ensureDependencies } from "./ensure-dependencies.mjs";
import { startDawn } from "./gpu/dawn.mjs";
import { ownDrivers } from "./gpu/drivers.mjs";
import { DAWN } from "./gpu/fetch-dawn.mjs";
import { ROOT, requireNode } from "./project.mjs";

/*
 * npm run --silent check:gpu > report.md    does the same as the screen “Check this device”, without a browser: compares
 *                                          WebGPU on this machine's graphics card with WebAssembly. Prints the report.
 *
 * VK_ICD_FILENAMES selects another Vulkan driver than the system's. The exit code is 0 if everything agrees, 1 if there is
 * a fault, 2 if there is no graphics adapter or the check could not start.
 */

/** Shows progress: on a terminal as a line that is redrawn, elsewhere as a line from time to time. */
const LIVE = process.stderr.isTTY;
const EVERY = LIVE ? 1 : 10;

function progress(done, total, secondsLeft, next) {
  if (done % EVERY !== 0) return;
  const left = Number.isFinite(secondsLeft) ? `, ${Math.round(secondsLeft)} s left` : "";
  const line = `${done} of ${total}${left}${next ? `: ${next}` : ""}`;
  process.stderr.write(LIVE ? `\r\u001b[K${line}` : `${line}\n`);
}

try {
  requireNode();
  process.chdir(ROOT);
  ensureDependencies();
  const drivers = await startDawn([ownDrivers()]);
  const { load } = await import("./measurement.mjs");
  const { checkGpu } = await load("check-gpu");
  const { text, faults } = await checkGpu({
    program: `Node ${process.versions.node}, Dawn of npm ${DAWN.name} ${DAWN.version}, ${drivers.name}`,
    publicFolder: join(ROOT, "public"),
    begun: (device) => console.error(`Checking ${device}.`),
    progress,
  });
  if (LIVE) process.stderr.write("\r\u001b[K");
  console.log(text);
  process.exitCode = faults > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
