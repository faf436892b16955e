import { version } from "../../package.json";
import { formatNumber } from "../math/number-format";
import type { CheckProgress, CheckRow, CheckTiming } from "./check-device";
import { TOLERANCE } from "./difference";
import type { GpuFacts } from "./gpu-facts";

/** The results of a check of a device, and its environment. */
export interface CheckReport {
  readonly version: string;
  /** As YYYY-MM-DD. */
  readonly date: string;
  /** The browser, or Node and the implementation of WebGPU. */
  readonly program: string;
  /** Null if no device was found. */
  readonly gpu: GpuFacts | null;
  /** The reference that it is compared with; null if none was started. */
  readonly reference: string | null;
  readonly rows: readonly CheckRow[];
  readonly timings: readonly CheckTiming[];
  /** The number of planned checks. */
  readonly planned: number;
  /** Why the check ended early; null if it did not. */
  readonly ended: Ended | null;
}

export interface Ended {
  /** The reason as a sentence; null if the check was cancelled. */
  readonly why: string | null;
  /** The check that was running; null if there was none. */
  readonly during: string | null;
}

/** The report of a check that starts now. @param program the browser, or the program in its place */
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

/** The report with new progress added. */
export const withProgress = (report: CheckReport, { planned, row, timing }: CheckProgress): CheckReport => ({
  ...report,
  planned,
  rows: row ? [...report.rows, row] : report.rows,
  timings: timing ? [...report.timings, timing] : report.timings,
});

/** The rows with a fault. */
export const faulty = (rows: readonly CheckRow[]): CheckRow[] => rows.filter(({ fault }) => fault !== null);

/** The largest difference of all rows, with or without a fault. */
export const largest = (rows: readonly CheckRow[]): number =>
  rows.reduce((most, { worst }) => Math.max(most, worst?.error ?? 0), 0);

const error = (value: number) => (Number.isFinite(value) ? formatNumber(value) : "not finite");
const ms = (value: number) => `${formatNumber(value)} ms`;

/** The verdict, in a sentence or two. */
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

/** The report as Markdown for a developer, faults first. */
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
    `A row is one step from equal weights, or ten losses; its number is the worst relative difference. Above ${formatNumber(TOLERANCE)} it is wrong.`,
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

/** The faults, each once with the checks that had it: a device may report the same fault many times, in many lines. */
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
