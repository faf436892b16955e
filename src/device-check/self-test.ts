import { getBackend } from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/schema";
import { LANE_KEYS } from "../lanes";
import { formatNumber } from "../math/number-format";
import type { Task } from "../tasks/task";
import { compareDraws } from "./compare-step";
import { type Difference, isNear, worstOf } from "./difference";
import { checkKernels } from "./kernel-checks";

/**
 * A fixed set of operations of the present backend, on WebGPU with every tuning: a device that gets one
 * of them wrong is not trusted with another. Some phones' GPUs return zeros without any error.
 * @returns what was wrong, or undefined
 */
export async function verifyBackend(): Promise<string | undefined> {
  if (getBackend() !== "webgpu") return faultOf(await checkKernels());
  const { TUNINGS, tune } = await import("../kernels/webgpu");
  const faults: string[] = [];
  for (const tuning of TUNINGS) {
    tune(tuning);
    const fault = faultOf(await checkKernels());
    if (fault !== undefined) faults.push(`${fault} where the work is spread over ${tuning.id} threads`);
  }
  return faults.at(0);
}

/**
 * One step of both lanes of this config on the present backend, with its present tuning, against a reference.
 * @param reference the backend that is trusted; it must have been started
 * @param alive is called now and then: nothing takes long in between unless the device does
 * @returns what was wrong, or undefined
 */
export async function verifyConfig(
  config: RunConfig,
  task: Task,
  reference: string,
  alive: () => void = () => {},
): Promise<string | undefined> {
  for (const key of LANE_KEYS) {
    const fault = faultOf(await compareDraws(config, key, task, reference, alive));
    if (fault !== undefined) return `in one step of lane ${key.toUpperCase()} ${fault}`;
  }
  return undefined;
}

/** The worst that no right device comes to, in words; undefined where all is near. */
export function faultOf(differences: readonly Difference[]): string | undefined {
  const worst = worstOf(differences.filter((one) => !isNear(one)));
  return worst ? `${worst.what} is wrong (${inWords(worst)})` : undefined;
}

function inWords({ error, example }: Difference): string {
  const off = Number.isFinite(error) ? `off by ${formatNumber(100 * error)} %` : "not finite";
  if (!example) return off;
  const { at, of, found, wanted } = example;
  const place = of === 1 ? "it" : `number ${at + 1} of ${of}`;
  return `${off}: ${place} is ${digits(found)} where ${digits(wanted)} is right`;
}

const digits = (value: number) => (Number.isFinite(value) ? formatNumber(value) : String(value));
