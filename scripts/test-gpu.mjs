import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDependencies } from "./ensure-dependencies.mjs";
import { startDawn } from "./gpu/dawn.mjs";
import { environment, lavapipe, ownDrivers, swiftShader } from "./gpu/drivers.mjs";
import { command, ROOT, requireNode } from "./project.mjs";
import { runProgram } from "./run-program.mjs";
import { countTests, readVitest } from "./test-counts.mjs";

/*
 * npm run test:gpu              the kernels and training on WebGPU in Node (Dawn), see docs/reliability.md
 * npm run test:gpu -- kernels   one file of tests/gpu
 *
 * It uses the Vulkan driver that VK_ICD_FILENAMES names, else one of the system's, else the software driver of Chromium or
 * Mesa. Without any, or if Dawn cannot be downloaded, it prints “skipped” and exits with 0. The last line is
 * `N passed, N failed`.
 */

requireNode();
process.chdir(ROOT);
ensureDependencies();
const choices = [ownDrivers(), swiftShader(), lavapipe()].filter((choice) => choice !== undefined);
const drivers = await startDawn(choices).catch(({ message }) => console.log(`skipped: ${message}`));
if (drivers) await test(drivers);

async function test(drivers) {
  const { info } = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  console.log(
    `WebGPU by Dawn on ${[info.vendor, info.architecture, info.description].join(" ")}, ${drivers.name}`,
  );
  const folder = mkdtempSync(join(tmpdir(), "test-gpu-"));
  const report = join(folder, "report.json");
  const files = process.argv.slice(2);
  const options = ["--config", "tests/gpu/vitest.config.ts", "--root", "."];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const endedWell = await runProgram(
    [command("vitest", "vitest"), "run", ...files, ...options, ...reporters],
    {
      minutes: 30,
      env: environment(drivers),
    },
  );
  const { passed, failed, skipped } = countTests(report, readVitest, endedWell);
  rmSync(folder, { recursive: true });
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
