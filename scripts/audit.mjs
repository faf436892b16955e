import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { ROOT } from "./project.mjs";

/**
 * Queries the npm registry for known vulnerabilities of the shipped packages. If the registry cannot be reached or does
 * not support audits, the outcome is `skipped`, with the reason.
 * @returns {{ outcome: "passed" | "failed" | "skipped", sentence: string }}
 */
export function audit() {
  const options = { cwd: ROOT, encoding: "utf8", timeout: 60_000, shell: process.platform === "win32" };
  const { stdout, stderr, error } = spawnSync("npm", ["audit", "--omit=dev", "--json"], options);
  return readAudit(stdout ?? "", error?.message ?? stderr ?? "");
}

/** @param {string} stdout what `npm audit --json` wrote @param {string} said what it said beside that */
export function readAudit(stdout, said) {
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    report = undefined;
  }
  const found = report?.metadata?.vulnerabilities;
  if (!found) {
    const why = report?.message ?? report?.error?.summary ?? (said.trim().split("\n").at(-1) || "no answer");
    return { outcome: "skipped", sentence: `The registry could not be asked: ${why}.` };
  }
  if (found.total === 0) return { outcome: "passed", sentence: "No known vulnerability in what is shipped." };
  const names = Object.entries(report.vulnerabilities ?? {}).map(
    ([name, { severity }]) => `${name} (${severity})`,
  );
  return { outcome: "failed", sentence: `Known vulnerabilities in what is shipped: ${names.join(", ")}.` };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { outcome, sentence } = audit();
  console.log(`${outcome}: ${sentence}`);
  process.exitCode = outcome === "failed" ? 1 : 0;
}
