import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { verifyBackend, verifyTuning } from "../device-check/self-test";
import { messageOf } from "../errors";
import { CPU_TUNING, GPU_TUNING, type WorkgroupTuning } from "../kernels/wgsl/workgroup-tuning";
import { loadPart } from "../load-part";
import { describeAdapter, findAdapter } from "./adapter";
import { compilePrograms } from "./compile-programs";
import type { Avoided, RunningBackend } from "./protocol";

/** The result of opening a backend: its device and whether that is real hardware, or why it cannot be used. */
export type Opened =
  | {
      readonly usable: true;
      readonly adapter: string;
      readonly software: boolean;
      /** The largest array that it accepts, in bytes; absent if only memory limits it. */
      readonly largestArray?: number;
    }
  | {
      readonly usable: false;
      readonly why: string;
      /** Whether trying it again later may succeed. */
      readonly again?: boolean;
    };

/** Called with how many of a backend's programs are compiled, out of how many. */
export type OnCompiled = (done: number, of: number) => void;

const opened = new Map<RunningBackend, Opened>();

/** Excludes a backend from the choice, for example after its device was lost. */
export function avoidBackend({ backend, why }: Avoided): void {
  opened.set(backend, { usable: false, why, again: true });
}

/** Excludes WebGPU from the choice because it failed. @returns the reason that is reported */
export function distrustGpu(what: string, fault: string): string {
  const why = `${what}: ${deviceError ?? fault}`;
  opened.set("webgpu", { usable: false, why });
  return why;
}

/** The adapter that WebGPU would use, or why there is none; no device is opened. */
export const findGpu = async (): Promise<Opened> => opened.get("webgpu") ?? orReason(findAdapterReport());

/**
 * Loads, starts and verifies a backend; once it is open, `tf.setBackend` can switch to it at any time.
 * @param onCompiled is called only for WebGPU
 */
export async function openBackend(name: RunningBackend, onCompiled: OnCompiled = () => {}): Promise<Opened> {
  const known = opened.get(name);
  if (known) return known;
  const result = await orReason(start(name, onCompiled));
  opened.set(name, result);
  return result;
}

const orReason = (result: Promise<Opened>): Promise<Opened> =>
  result.catch((error: unknown) => ({
    usable: false,
    why: messageOf(error),
  }));

async function start(name: RunningBackend, onCompiled: OnCompiled): Promise<Opened> {
  const loaded = await loaders[name]();
  if (!loaded.usable) return loaded;
  if (!(await tf.setBackend(name))) return { usable: false, why: "it did not start" };
  await tf.ready();
  if (name !== "webgpu") return withoutFault(loaded, await verifyBackend());
  const { device } = tf.backend() as WebGPUBackend;
  listenForErrors(device);
  const fault = await tuneGpu(loaded.software ? CPU_TUNING : GPU_TUNING, onCompiled);
  return withoutFault({ ...loaded, largestArray: device.limits.maxStorageBufferBindingSize }, fault);
}

const withoutFault = (opened: Opened, fault: string | undefined): Opened =>
  fault === undefined ? opened : { usable: false, why: `its self-test failed: ${fault}` };

const verified = new Set<WorkgroupTuning>();

/**
 * Sets how WebGPU, which must be the current backend, spreads its work; the first time its operations are compiled and
 * tested so. A tuning that is not used costs nothing.
 * @returns the fault, or undefined
 */
export async function tuneGpu(
  tuning: WorkgroupTuning,
  onCompiled: OnCompiled = () => {},
): Promise<string | undefined> {
  if (verified.has(tuning)) {
    const { tune } = await import("../kernels/webgpu");
    tune(tuning);
    return undefined;
  }
  verifying = true;
  try {
    await compilePrograms(() => verifyTuning(tuning), onCompiled);
    const fault = await verifyTuning(tuning);
    if (fault === undefined) verified.add(tuning);
    return fault && (deviceError ?? fault);
  } finally {
    verifying = false;
  }
}

/** The first uncaptured device error; WebGPU reports it asynchronously, after returning garbage. */
let deviceError: string | undefined;
/** Whether an error that the device reports is the self-test’s to tell. */
let verifying = false;

/** Called with a sentence when the device can no longer be used. */
let deviceFault = (sentence: string): void => reportError(new Error(sentence));

/** Sets the listener that is called with a sentence when the graphics device fails. */
export function onDeviceFailure(listener: (sentence: string) => void): void {
  deviceFault = listener;
}

/** The graphics device, if WebGPU is the current backend; the fault menu of development builds breaks it. */
export const runningDevice = (): GPUDevice | undefined =>
  tf.getBackend() === "webgpu" ? (tf.backend() as WebGPUBackend).device : undefined;

const SETTLE_MS = 250;

/** Waits until a lost device has been reported: calls to it fail slightly before the `lost` promise resolves. */
export const deviceErrorsSettled = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, tf.getBackend() === "webgpu" ? SETTLE_MS : 0));

function listenForErrors(device: GPUDevice): void {
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault();
    deviceError ??= event.error.message;
    if (event.error instanceof GPUOutOfMemoryError) deviceFault("The graphics device ran out of memory.");
    else if (!verifying) deviceFault(`The graphics device refused a program: ${deviceError}`);
  });
  device.lost.then(({ message }) => {
    const why = message.trim().replace(/\.$/, "");
    deviceFault(why ? `The graphics device was lost: ${why}.` : "The graphics device was lost.");
  });
}

async function findAdapterReport(): Promise<Opened> {
  if (!("gpu" in navigator)) return { usable: false, why: "this browser has no WebGPU" };
  const adapter = await findAdapter();
  if (!adapter) return { usable: false, why: "no GPU adapter here" };
  return { usable: true, ...(await describeAdapter(adapter)) };
}

const loaders: Record<RunningBackend, () => Promise<Opened>> = {
  async webgpu() {
    const found = await findAdapterReport();
    if (found.usable) await loadPart(() => import("../kernels/webgpu-backend"));
    return found;
  },
  async wasm() {
    const { simd } = await loadPart(() => import("./wasm-backend"));
    if (!simd) return { usable: false, why: "WebAssembly has no SIMD here" };
    return { usable: true, adapter: "WebAssembly SIMD", software: false };
  },
  async cpu() {
    await loadPart(() => import("../kernels/cpu-backend"));
    return { usable: true, adapter: "plain JavaScript", software: false };
  },
};
