import { version } from "../package.json";
import "../src/kernels/wasm";
import { checkDevice } from "../src/device-check/check-device";
import { type CheckReport, faulty, reportText } from "../src/device-check/report";
import { startWebgpu } from "./gpu/start-webgpu";
import { startWasm } from "./start-wasm";
import { tasks } from "./task-files";

export interface Checking {
  /** What runs WebGPU here. */
  readonly program: string;
  /** The folder that the tasks' files are relative to. */
  readonly publicFolder: string;
  /** Before the first check: what is checked. */
  readonly begun: (device: string) => void;
  /** Checks done of all, seconds that the rest takes (NaN at first), and what is checked now. */
  readonly progress: (done: number, total: number, secondsLeft: number, next: string | null) => void;
}

/**
 * Checks WebGPU against WebAssembly in this process, as the page's screen does in the browser.
 * @returns the report, and how many checks found something wrong
 * @throws Error where WebGPU or WebAssembly does not start
 */
export async function checkGpu(checking: Checking): Promise<{ text: string; faults: number }> {
  const { program, publicFolder, begun, progress } = checking;
  await startWasm();
  const { facts } = await startWebgpu();
  begun(facts.name);
  let report: CheckReport = {
    version,
    date: new Date().toISOString().slice(0, 10),
    program,
    gpu: facts,
    reference: "WebAssembly SIMD",
    rows: [],
    timings: [],
    planned: 0,
    ended: null,
  };
  const started = performance.now();
  let during: string | null = null;
  try {
    for await (const { done, total, planned, next, row, timing } of checkDevice(
      tasks(publicFolder, undefined),
      "wasm",
    )) {
      during = next;
      report = {
        ...report,
        planned,
        rows: row ? [...report.rows, row] : report.rows,
        timings: timing ? [...report.timings, timing] : report.timings,
      };
      progress(done, total, ((performance.now() - started) / 1000 / done) * (total - done), next);
    }
  } catch (error) {
    report = { ...report, ended: { why: error instanceof Error ? error.message : String(error), during } };
  }
  const faults = faulty(report.rows).length + (report.ended === null ? 0 : 1);
  return { text: reportText(report), faults };
}
