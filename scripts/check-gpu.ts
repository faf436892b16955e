import { messageOf } from "../src/errors";
import "../src/kernels/wasm";
import { checkDevice } from "../src/device-check/check-device";
import { beginReport, type CheckReport, faulty, reportText, withProgress } from "../src/device-check/report";
import { startWebgpu } from "./gpu/start-webgpu";
import { startWasm } from "./start-wasm";
import { taskFiles } from "./task-files";

export interface Checking {
  /** The program that runs WebGPU, with its version. */
  readonly program: string;
  /** The folder that the tasks' files are relative to. */
  readonly publicFolder: string;
  /** Called before the first check, with the device. */
  readonly begun: (device: string) => void;
  /** Called with the checks done and in total, the seconds left (NaN at first), and the current check. */
  readonly progress: (done: number, total: number, secondsLeft: number, next: string | null) => void;
}

/**
 * Checks WebGPU against WebAssembly in this process, as the page's screen does in the browser.
 * @returns the report, and how many checks found a fault
 * @throws Error if WebGPU or WebAssembly does not start
 */
export async function checkGpu(checking: Checking): Promise<{ text: string; faults: number }> {
  const { program, publicFolder, begun, progress } = checking;
  await startWasm();
  const { facts } = await startWebgpu();
  begun(facts.name);
  let report: CheckReport = { ...beginReport(program), gpu: facts, reference: "WebAssembly SIMD" };
  const started = performance.now();
  let during: string | null = null;
  try {
    for await (const found of checkDevice(taskFiles(publicFolder, undefined).task, "wasm")) {
      const { done, total, next } = found;
      during = next;
      report = withProgress(report, found);
      progress(done, total, ((performance.now() - started) / 1000 / done) * (total - done), next);
    }
  } catch (error) {
    report = { ...report, ended: { why: messageOf(error), during } };
  }
  const faults = faulty(report.rows).length + (report.ended === null ? 0 : 1);
  return { text: reportText(report), faults };
}
