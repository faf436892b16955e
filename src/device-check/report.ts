import { version } from "../../package.json";
import { formatNumber } from "../math/number-format";
import type { CheckProgress, CheckRow, CheckTiming } from "./check-device";
import { NEAR } from "./difference";
import type { GpuFacts } from "./gpu-facts";

/** All that a check of a device found, and where. */
export interface CheckReport {
  readonly version: string;
  /** As YYYY-MM-DD. */
  readonly date: string;
  /** The browser, or Node and the implementation of WebGPU. */
  readonly program: string;
  /** Null where none was found. */
  readonly gpu: GpuFacts | null;
  /** What it is checked against; null where it did not come to that. */
  readonly reference: string | null;
  readonly rows: readonly CheckRow[];
  readonly timings: readonly CheckTiming[];
  /** Checks that there would have been. */
  readonly planned: number;
  /** How it ended before its time; null where it did not. */
  readonly ended: Ended | null;
}

export interface Ended {
  /** In a sentence; null where it was cancelled. */
  readonly why: string | null;
  /** The check that it was at; null where there was none. */
  readonly during: string | null;
}

/** The report of a check that begins now. @param program the browser, or what stands in for it */
export const beginReport = (program: string): CheckReport => ({
  version,
  date: new Date().toISOString().slice(0, 10),
  program,
  gpu: null,
  reference: null,
  rows: [],
  timings: [],
  planned: 0,
  ended: null,
});

/** The report with what was found since. */
export const withProgress = (report: CheckReport, { planned, row, timing }: CheckProgress): CheckReport => ({
  ...report,
  planned,
  rows: row ? [...report.rows, row] : report.rows,
  timings: timing ? [...report.timings, timing] : report.timings,
});

/** The rows in which something was wrong. */
export const faulty = (rows: readonly CheckRow[]): CheckRow[] => rows.filter(({ fault }) => fault !== null);

/** The largest difference of all, where no row had a fault or not. */
export const largest = (rows: readonly CheckRow[]): number =>
  rows.reduce((most, { worst }) => Math.max(most, worst?.error ?? 0), 0);

const error = (value: number) => (Number.isFinite(value) ? formatNumber(value) : "not finite");
const ms = (value: number) => `${formatNumber(value)} ms`;

/** How it went, in a sentence or two. */
export function verdictOf({ rows, planned, ended }: Pick<CheckReport, "rows" | "planned" | "ended">): string {
  const found = findingOf(rows);
  if (!ended) return found;
  const { why, during } = ended;
  const where = during === null ? "" : ` after ${rows.length} of ${planned} checks, during “${during}”`;
  return why === null ? `Cancelled${where}. ${found}` : `Ended${where}: ${why} ${found}`;
}

function findingOf(rows: readonly CheckRow[]): string {
  if (rows.length === 0) return "Nothing was checked.";
  const faults = faulty(rows).length;
  if (faults > 0) return `${faults} of ${rows.length} checks found something wrong.`;
  const compared = rows.filter(({ worst }) => worst).length;
  const all = compared === 1 ? "The one check agrees" : `All ${compared} checks agree`;
  const rest = rows.length - compared;
  return `${all} with WebAssembly; the largest difference is ${error(largest(rows))}.${rest > 0 ? ` ${rest} could not be compared.` : ""}`;
}

const TUNINGS = [
  "- many: one sequence per workgroup of up to 256 threads; few: four sequences per workgroup of some 32 threads",
  "- Lane A is the first of what a check names, as real in “real and complex”; lane B the last",
];

/** As text that a developer can act on: Markdown, the faults first. */
export function reportText(report: CheckReport): string {
  const { version, date, program, gpu, reference, rows, timings } = report;
  const pairs = (all: Readonly<Record<string, unknown>>) =>
    Object.entries(all).map(([key, value]) => `${key} ${value}`);
  const wrong = faulty(rows);
  return [
    `# Unitary RNN Lab ${version}: check of a graphics device, ${date}`,
    "",
    verdictOf(report),
    "",
    `- Device: ${gpu ? [gpu.name, ...pairs(gpu.info)].join(", ") : "none was found"}`,
    `- Program: ${program}`,
    `- Reference: ${reference ?? "none was started"}`,
    ...(gpu
      ? [`- Limits: ${pairs(gpu.limits).join(", ")}`, `- Features: ${gpu.features.join(", ") || "none"}`]
      : []),
    ...TUNINGS,
    ...faultTexts(wrong),
    "",
    `A row is one step from equal weights, or ten losses; its number is the worst relative difference. Above ${formatNumber(NEAR)} it is wrong.`,
    "",
    "| check | spread | worst | of what | verdict | settings |",
    "|---|---|--:|---|---|---|",
    ...[...wrong, ...rows.filter((row) => !wrong.includes(row))].map(line),
    "",
    "| time of a step of both networks | reference | WebGPU, many | WebGPU, few |",
    "|---|--:|--:|--:|",
    ...timings.map(
      ({ title, reference: on, byTuning }) =>
        `| ${title} | ${ms(on)} | ${ms(byTuning.many)} | ${ms(byTuning.few)} |`,
    ),
  ].join("\n");
}

function line({ title, tuning, settings, worst, fault }: CheckRow): string {
  const verdict = fault !== null ? "wrong" : worst ? "right" : "not compared";
  const [size, what] = worst ? [error(worst.error), worst.what] : ["–", "–"];
  return `| ${[title, tuning, size, what, verdict, settings && `\`${settings}\``].join(" | ")} |`;
}

/** What was wrong, each with the checks in which it was: a device may say the same many times, and in many lines. */
function faultTexts(wrong: readonly CheckRow[]): string[] {
  const faults = [...new Set(wrong.map(({ fault }) => fault))];
  return faults.flatMap((fault) => [
    "",
    wrong
      .filter((row) => row.fault === fault)
      .map(({ title, tuning }) => `${title} (${tuning})`)
      .join("; "),
    "",
    "```",
    String(fault),
    "```",
  ]);
}
