import { formatNumber } from "../math/number-format";
import type { Row, SizeResult } from "./interleave";
import { sizeName } from "./size";
import { agrees, figures } from "./statistics";

/** The conditions of a measurement. */
export interface Circumstances {
  readonly version: string;
  readonly date: string;
  /** Browser and system, as the browser names itself. */
  readonly browser: string;
  /** The number of processors that the browser reports. */
  readonly processors: number;
}

const PLACES = { wasm: "WebAssembly", webgpu: "WebGPU", pytorch: "PyTorch, one thread" } as const;

export const placeName = ({ contender }: Row): string => PLACES[contender.place];

/** Formats a time for the user. */
export function formatTime(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 1000) return `${formatNumber(milliseconds)} ms`;
  return `${formatNumber(milliseconds / 1000)} s`;
}

/** The remarks on a row besides its times. */
export function remarks(row: Row, result: SizeResult): string[] {
  const { prepared, samples, wanted, failure } = row;
  const all = Math.max(...result.rows.map((one) => one.wanted));
  const disagreement = figures(row, result)?.disagreement ?? null;
  const said: string[] = [];
  if (failure !== null) said.push(failure);
  if (prepared?.calls && row.contender.place === "webgpu") {
    const { dispatches, submits } = prepared.calls;
    said.push(
      `${count(dispatches, "dispatch", "dispatches")} and ${count(submits, "submit", "submits")} per step`,
    );
  }
  const taken = samples.length;
  if (taken > 0 && taken < wanted) said.push(`${taken} of ${wanted} samples`);
  else if (wanted < all) said.push(count(wanted, "sample", "samples"));
  if (!agrees(disagreement)) {
    said.push(
      `its first loss is ${formatNumber(prepared?.firstLoss ?? Number.NaN, 5)}, which differs from this lab’s`,
    );
  }
  return said;
}

const count = (n: number, one: string, many: string) => {
  const shown = Number.isInteger(n) ? String(n) : formatNumber(n);
  return `${shown} ${shown === "1" ? one : many}`;
};

/** The devices of all rows, each once. */
export const devices = (results: readonly SizeResult[]): string[] => [
  ...new Set(results.flatMap(({ rows }) => rows.flatMap((row) => row.prepared?.device ?? []))),
];

const line = (...cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** The results as a Markdown table. */
export function markdown(circumstances: Circumstances, results: readonly SizeResult[]): string {
  const { version, date, browser, processors } = circumstances;
  const rows = results.flatMap((result) =>
    result.rows.map((row) => {
      const known = figures(row, result);
      return line(
        sizeName(result.size),
        row.contender.label,
        placeName(row),
        known ? formatTime(known.median) : "–",
        known ? formatTime(known.minimum) : "–",
        known?.ratio ? `${formatNumber(known.ratio)} ×` : "",
        remarks(row, result).join("; "),
      );
    }),
  );
  return [
    line("size", "network", "on", "median", "minimum", "relative to this lab", ""),
    line(..."---,---,---,---:,---:,---:,---".split(",")),
    ...rows,
    "",
    `One full training step. ${devices(results).join("; ")}. ${browser}; ${processors} processors. Unitary RNN Lab ${version}, ${date}.`,
  ].join("\n");
}

/** The results with every sample, to be written as JSON. */
export function json(circumstances: Circumstances, results: readonly SizeResult[]) {
  return {
    ...circumstances,
    sizes: results.map((result) => ({
      ...result.size,
      rows: result.rows.map((row) => ({
        contender: row.contender.id,
        label: row.contender.label,
        place: row.contender.place,
        device: row.prepared?.device ?? null,
        ...(figures(row, result) ?? { median: null, minimum: null, ratio: null, disagreement: null }),
        firstLoss: row.prepared?.firstLoss ?? null,
        dispatches: row.prepared?.calls?.dispatches ?? null,
        submits: row.prepared?.calls?.submits ?? null,
        stepsPerSample: row.prepared?.steps ?? null,
        samples: row.samples,
        failure: row.failure,
      })),
    })),
  };
}
