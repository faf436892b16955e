import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit } from "./audit.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ensureDependencies } from "./ensure-dependencies.mjs";
import { ensurePyTorch } from "./ensure-pytorch.mjs";
import { command, ROOT, requireNode } from "./project.mjs";
import { runProgram } from "./run-program.mjs";
import { countTests, readPlaywright, readVitest } from "./test-counts.mjs";

/**
 * Runs all checks: types, lint, audit, build, unit tests, browser tests, one after the other, while the tools that the
 * tests need are installed. A failing suite does not stop the next.
 * The last line is `N passed, N failed` and, if any, `, N skipped`; types, lint, audit and build count as one each.
 */
requireNode();
process.chdir(ROOT);

const total = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), "unitary-rnn-lab-"));

function add(counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}

async function check(title, args) {
  heading(title);
  const endedWell = await runProgram(args, { minutes: 5 });
  if (endedWell) console.log("ok");
  add({ passed: endedWell ? 1 : 0, failed: endedWell ? 0 : 1, skipped: 0 });
  return endedWell;
}

async function unitTests() {
  heading("Unit tests");
  const report = join(reports, "unit.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const endedWell = await runProgram([command("vitest", "vitest"), "run", ...reporters], { minutes: 20 });
  add(countTests(report, readVitest, endedWell));
}

async function browserTests(chromium) {
  heading("Browser tests");
  const report = join(reports, "browser.json");
  const endedWell = await runProgram(
    [command("@playwright/test", "playwright"), "test", "--reporter=list,json"],
    {
      minutes: 30,
      env: { CHROMIUM_PATH: await chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report, LAB_BUILT: "1" },
    },
  );
  add(countTests(report, readPlaywright, endedWell));
}

function auditShipped() {
  heading("Audit");
  const { outcome, sentence } = audit();
  console.log(`${outcome}: ${sentence}`);
  total[outcome]++;
}

function heading(title) {
  console.log(`\n── ${title}`);
}

try {
  ensureDependencies();
  // One after the other: apt-get locks its files.
  const pytorch = ensurePyTorch();
  const chromium = pytorch.then(ensureChromium);
  // Its failure is reported where it is awaited.
  chromium.catch(() => {});
  await check("Types", [command("typescript", "tsc"), "--noEmit"]);
  await check("Lint", [command("@biomejs/biome", "biome"), "check"]);
  auditShipped();
  const built = await check("Build", [command("vite", "vite"), "build", "--logLevel", "warn"]);
  await pytorch;
  await unitTests();
  if (built) await browserTests(chromium);
  else console.error("The browser tests were not run: there is no build for them.");
} catch (error) {
  console.error(error.message);
  total.failed++;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
