import { expect, it } from "vitest";
import type { CheckRow } from "../../src/device-check/check-device";
import { type CheckReport, reportText, verdictOf } from "../../src/device-check/report";

const row = (title: string, error: number | null, fault: string | null = null): CheckRow => ({
  title,
  tuning: "many",
  settings: "units=12",
  worst: error === null ? null : { what: "the loss", error },
  fault,
});
const REPORT: CheckReport = {
  version: "0",
  date: "2026-11-28",
  program: "a browser",
  gpu: { name: "a card", info: { vendor: "test" }, limits: { maxBufferSize: 1 }, features: [] },
  reference: "WebAssembly SIMD",
  rows: [row("One", 1e-7), row("Two", null)],
  timings: [],
  planned: 2,
  ended: null,
};

it("what a device says in many lines and with bars leaves the table whole, and is told once", () => {
  const said = "the device said: error\n  | let x = 1;\n  ^";
  const rows = [row("One", 1, said), row("Two", 1e-7), row("Three", 1, said)];
  const text = reportText({ ...REPORT, rows });
  const table = text.split("\n").filter((line) => line.startsWith("|"));
  // Two heads with their rulers, and the rows.
  expect(table).toHaveLength(4 + rows.length);
  for (const line of table.slice(0, 2 + rows.length)) expect(line.split("|")).toHaveLength(8);
  expect(text.split(said)).toHaveLength(2);
  expect(text).toContain("One (many); Three (many)");
  // The faults first.
  expect(table.slice(2, 2 + rows.length).map((line) => line.split("|")[5].trim())).toEqual([
    "wrong",
    "wrong",
    "right",
  ]);
});

it("what was not compared is not called right", () => {
  expect(reportText(REPORT)).toMatch(/\| Two \| many \| – \| – \| not compared \| `units=12` \|/);
});

it("how it ended comes first, and what was found after it", () => {
  const agree =
    /^The one check agrees with WebAssembly; the largest difference is 1.×.10⁻⁷\. 1 could not be compared\.$/;
  expect(verdictOf(REPORT)).toMatch(agree);
  const cancelled = verdictOf({
    ...REPORT,
    planned: 84,
    ended: { why: null, during: "Three (many threads)" },
  });
  const ended = "Cancelled after 2 of 84 checks, during “Three (many threads)”. ";
  expect(cancelled.slice(0, ended.length)).toBe(ended);
  expect(cancelled.slice(ended.length)).toMatch(agree);
  const early = { ...REPORT, rows: [], gpu: null, ended: { why: "There is none.", during: null } };
  expect(verdictOf(early)).toBe("Ended: There is none. Nothing was checked.");
  expect(reportText(early)).toContain("- Device: none was found");
});
