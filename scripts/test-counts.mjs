import { readFileSync } from "node:fs";

/** What a suite that crashed or ran nothing counts as. */
const CRASHED = { passed: 0, failed: 1, skipped: 0 };

/**
 * Reads how many tests passed, failed and were skipped from a reporter's JSON file.
 * A failure that no test stands for (a file that would not load, a crash, an empty suite) counts as one.
 * @param {string} path
 * @param {(report: any) => { passed: number, failed: number, skipped: number }} read
 * @param {boolean} endedWell whether the suite's program said that all is well
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

/** Vitest's JSON. A file that could not be loaded has no test in it and counts as one failure. */
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

/** Playwright's JSON. A test that passed at a second try has passed. */
export function readPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  };
}
