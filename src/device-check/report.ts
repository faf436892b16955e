import { formatNumber } from "../math/number-format";
import type { CheckRow, CheckTiming } from "./check-device";
import { NEAR } from "./difference";
import type { GpuFacts } from "./gpu-facts";

/** All that a check of a device found, and where. */
export interface CheckReport {
  readonly version: string;
  /** As YYYY-MM-DD. */
  readonly date: string;
  /** The browser, or Node and the implementation of WebGPU. */
  readonly program: string;
  readonly gpu: GpuFacts;
  readonly reference: string;
  readonly rows: readonly CheckRow[];
  readonly timings: readonly CheckTiming[];
  /** Checks that there would have been. */
  readonly planned: number;
  /** Why it ended before its time; null where it did not. */
  readonly ended: string | null;
}

/** The rows in which something was wrong. */
export const faulty = (rows: readonly CheckRow[]): CheckRow[] => rows.filter(({ fault }) => fault !== null);

/** The largest difference of all, where no row had a fault or not. */
export const largest = (rows: readonly CheckRow[]): number =>
  rows.reduce((most, { worst }) => Math.max(most, worst?.error ?? 0), 0);

const error = (value: number) => (Number.isFinite(value) ? formatNumber(value) : "not finite");
const ms = (value: number) => `${formatNumber(value)} ms`;

/** How it went, in a sentence. */
export function verdictOf({ rows, planned, ended }: Pick<CheckReport, "rows" | "planned" | "ended">): string {
  const faults = faulty(rows).length;
  const part = ended === null ? "" : ` It ended after ${rows.length} of ${planned} checks: ${ended}`;
  if (rows.length === 0) return `Nothing was checked.${part}`;
  if (faults > 0) return `${faults} of ${rows.length} checks found something wrong.${part}`;
  return `All ${rows.length} checks agree with WebAssembly; the largest difference is ${error(largest(rows))}.${part}`;
}

/** As text that a developer can act on: Markdown, the faults first. */
export function reportText(report: CheckReport): string {
  const { version, date, program, gpu, reference, rows, timings } = report;
  const pairs = (all: Readonly<Record<string, unknown>>) =>
    Object.entries(all).map(([key, value]) => `${key} ${value}`);
  const line = ({ title, spread, worst, fault }: CheckRow) =>
    `| ${title} | ${spread} | ${worst ? error(worst.error) : "–"} | ${worst?.what ?? "–"} | ${fault ?? "right"} |`;
  const wrong = faulty(rows);
  return [
    `# Unitary RNN Lab ${version}: check of a graphics device, ${date}`,
    "",
    verdictOf(report),
    "",
    `- Device: ${gpu.name}${pairs(gpu.info).length > 0 ? ` (${pairs(gpu.info).join(", ")})` : ""}`,
    `- Program: ${program}`,
    `- Reference: ${reference}`,
    `- Limits: ${pairs(gpu.limits).join(", ")}`,
    `- Features: ${gpu.features.join(", ") || "none"}`,
    "",
    `A row is one step from equal weights, or ten losses; its number is the worst relative difference. Above ${formatNumber(NEAR)} it is wrong.`,
    "",
    "| check | spread | worst | of what | |",
    "|---|---|--:|---|---|",
    ...wrong.map(line),
    ...rows.filter((row) => !wrong.includes(row)).map(line),
    "",
    "| a step of both networks | reference | WebGPU, many | WebGPU, few |",
    "|---|--:|--:|--:|",
    ...timings.map(
      ({ title, reference: on, spreads }) =>
        `| ${title} | ${ms(on)} | ${ms(spreads.many)} | ${ms(spreads.few)} |`,
    ),
  ].join("\n");
}
