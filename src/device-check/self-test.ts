import type { RunConfig } from "../config/schema";
import type { WorkgroupTuning } from "../kernels/wgsl/workgroup-tuning";
import { LANE_KEYS } from "../lanes";
import { formatNumber } from "../math/number-format";
import type { Task } from "../tasks/task";
import { compareDraws } from "./compare-step";
import { type Difference, isWithinTolerance, worstOf } from "./difference";
import { checkKernels } from "./kernel-checks";

/**
 * Tests a fixed set of operations of the current backend: a device that computes one of them wrongly is not used. Some
 * phones' GPUs return zeros without any error.
 * @returns the fault, or undefined
 */
export const verifyBackend = async (): Promise<string | undefined> => faultOf(await checkKernels());

/** Tests the same operations of WebGPU, the current backend, with a tuning, which stays set. */
export async function verifyTuning(tuning: WorkgroupTuning): Promise<string | undefined> {
  const { tune } = await import("../kernels/webgpu");
  tune(tuning);
  const fault = await verifyBackend();
  return fault && `${fault} where the work is spread over ${tuning.id} threads`;
}

/**
 * Compares one step of both lanes of this config on the current backend, with its current tuning, with a reference.
 * @param reference the trusted backend; it must have been started
 * @param alive is called often, so that a long pause between calls means that the device does not respond
 * @returns the fault, or undefined
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

/** The largest difference above the tolerance, in words; undefined if there is none. */
export function faultOf(differences: readonly Difference[]): string | undefined {
  const worst = worstOf(differences.filter((one) => !isWithinTolerance(one)));
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
