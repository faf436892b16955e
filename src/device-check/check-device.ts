import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend } from "@tensorflow/tfjs-core";
import { DEFAULT_CONFIG, type RunConfig } from "../config/schema";
import { formatQuery } from "../config/url";
import { messageOf } from "../errors";
import { TUNINGS, tune } from "../kernels/webgpu";
import type { WorkgroupTuning } from "../kernels/wgsl/workgroup-tuning";
import type { Task } from "../tasks/task";
import { millisecondsPerStep } from "../training/timing";
import { DEVICE_CASES, type DeviceCase } from "./cases";
import { compareLosses } from "./compare-losses";
import { compareDraws, withBackend } from "./compare-step";
import { type Difference, worstOf } from "./difference";
import { checkKernels } from "./kernel-checks";
import { faultOf } from "./self-test";

/** The result of one case. */
export interface CheckRow {
  readonly title: string;
  readonly tuning: WorkgroupTuning["id"];
  /** The run's settings, as in the address; empty if the case is not a run. */
  readonly settings: string;
  /** The largest difference; null if there is none because the reference's numbers were not finite. */
  readonly worst: Difference | null;
  /** The fault found, or the error that the device reported; null if all was right. */
  readonly fault: string | null;
}

/** Mean time of a step of both networks, in ms. */
export interface CheckTiming {
  readonly title: string;
  readonly reference: number;
  readonly byTuning: Readonly<Record<WorkgroupTuning["id"], number>>;
}

/** The progress of the check, with the newest result. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
  /** How many of the items are checks, which give a row each; the others are timings. */
  readonly planned: number;
  /** The item that is checked now; null at the end. */
  readonly next: string | null;
  readonly row?: CheckRow;
  readonly timing?: CheckTiming;
}

interface Check {
  readonly title: string;
  readonly settings: string;
  run(): Promise<Difference[]>;
}

const TIMED: readonly (readonly [string, RunConfig])[] = [
  ["32 units, 66 steps, batch 16", DEFAULT_CONFIG],
  ["128 units, 106 steps, batch 16", { ...DEFAULT_CONFIG, units: 128, length: 100 }],
];

/**
 * Checks WebGPU, which must be the current backend, against a started reference backend: every case with both tunings,
 * then timings. A caller that stops iterating cancels it.
 * @param taskOf makes the task of a config
 * @throws Error if the device was lost
 */
export async function* checkDevice(
  taskOf: (config: RunConfig) => Promise<Task>,
  reference: string,
): AsyncGenerator<CheckProgress> {
  const checks: readonly Check[] = [
    { title: "Single operations, against float64", settings: "", run: checkKernels },
    ...DEVICE_CASES.map((one) => ({
      title: one.title,
      settings: formatQuery(one.config),
      run: () => runCase(one, taskOf, reference),
    })),
  ];
  const deviceErrors = new DeviceErrors((backend() as WebGPUBackend).device);
  const work: readonly { readonly title: string; run(): Promise<Pick<CheckProgress, "row" | "timing">> }[] = [
    ...TUNINGS.flatMap((tuning) =>
      checks.map(({ title, settings, run }) => ({
        title: `${title} (${tuning.id} threads)`,
        async run() {
          tune(tuning);
          const { worst, fault } = await resultOf(run);
          // A lost device is not reported as computing wrongly.
          if (fault !== null) await deviceErrors.throwIfLost();
          const faults = [...(fault === null ? [] : [fault]), ...deviceErrors.take()];
          return {
            row: {
              title,
              tuning: tuning.id,
              settings,
              worst,
              fault: faults.length > 0 ? faults.join("; ") : null,
            },
          };
        },
      })),
    ),
    ...TIMED.map(([title, config]) => ({
      title: `time of a step, ${title}`,
      run: async () => ({ timing: await timed(title, config, taskOf, reference) }),
    })),
  ];
  const total = work.length;
  const planned = total - TIMED.length;
  yield { done: 0, total, planned, next: work[0].title };
  for (const [k, { run }] of work.entries()) {
    const found = await run();
    yield { done: k + 1, total, planned, next: work[k + 1]?.title ?? null, ...found };
  }
}

/** How long to wait for the report of a lost device, in ms: calls to it fail slightly before the report. */
const SETTLE_MS = 500;

/** Collects a device's asynchronous errors: a rejected program returns garbage, and no error at the call. */
class DeviceErrors {
  readonly #messages = new Set<string>();
  #lost: string | undefined;

  constructor(device: GPUDevice) {
    device.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      this.#messages.add(`the device said: ${event.error.message}`);
    });
    device.lost.then(({ message }) => {
      this.#lost = (message || "it gave no reason").replace(/\.$/, "");
    });
  }

  /** Returns the errors since the last call. */
  take(): string[] {
    const all = [...this.#messages];
    this.#messages.clear();
    return all;
  }

  /** @throws Error if the device is lost, or is reported as lost within {@link SETTLE_MS} */
  async throwIfLost(): Promise<void> {
    for (let waited = 0; this.#lost === undefined && waited < SETTLE_MS; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (this.#lost !== undefined) throw new Error(`The graphics device was lost: ${this.#lost}.`);
  }
}

async function runCase(
  { config, steps, lanes }: DeviceCase,
  taskOf: (config: RunConfig) => Promise<Task>,
  reference: string,
): Promise<Difference[]> {
  const task = await taskOf(config);
  const all: Difference[] = [];
  for (const key of lanes) {
    const found =
      steps === 1
        ? await compareDraws(config, key, task, reference)
        : await compareLosses(config, key, task, reference, steps);
    all.push(...found.map((one) => ({ ...one, what: `lane ${key.toUpperCase()}: ${one.what}` })));
  }
  return all;
}

async function resultOf(run: () => Promise<Difference[]>): Promise<Pick<CheckRow, "worst" | "fault">> {
  try {
    const differences = await run();
    return { worst: worstOf(differences), fault: faultOf(differences) ?? null };
  } catch (error) {
    return { worst: null, fault: messageOf(error) };
  }
}

async function timed(
  title: string,
  config: RunConfig,
  taskOf: (config: RunConfig) => Promise<Task>,
  reference: string,
): Promise<CheckTiming> {
  const task = await taskOf(config);
  const onReference = await withBackend(reference, () => millisecondsPerStep(config, task, 1));
  const byTuning = { many: Number.NaN, few: Number.NaN };
  for (const tuning of TUNINGS) {
    tune(tuning);
    byTuning[tuning.id] = await millisecondsPerStep(config, task, 1);
  }
  return { title, reference: onReference, byTuning };
}
