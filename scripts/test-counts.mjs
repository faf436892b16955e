import { readFileSync } from "node:fs";

/** The counts of a suite that crashed or ran nothing. */
const CRASHED = { passed: 0, failed: 1, skipped: 0 };

/**
 * Reads how many tests passed, failed and were skipped from a reporter's JSON file.
 * A failure outside any test (a file that does not load, a crash, an empty suite) counts as one.
 * @param {string} path
 * @param {(report: any) => { passed: number, failed: number, skipped: number }} read
 * @param {boolean} endedWell whether the suite's program exited with 0
 */
export function countTests(path, read, endedWell) {
  let counts;
  try {
    counts = read(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return CRASHED;
  }
  if (counts.passed + counts.failed + counts.skipped === 0) return CRASHED;
  return !endedWell && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Reads Vitest's JSON. A file that could not be loaded has no tests and counts as one failure. */
export function readVitest(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Reads Playwright's JSON. A test that passed on a retry counts as passed. */
export function readPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  };
}
