import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendId } from "../config/schema";
import { verifyBackend } from "../device-check/self-test";
import { messageOf } from "../errors";
import { describeAdapter, findAdapter } from "./adapter";
import { compilePrograms } from "./compile-programs";
import type { Avoided } from "./protocol";

export type Running = Exclude<BackendId, "auto">;

/** A backend that was asked about: its device and whether it is real hardware, or why it cannot be used. */
export type Opened =
  | {
      readonly usable: true;
      readonly adapter: string;
      readonly software: boolean;
      /** The largest array that it takes, in bytes; left out where only memory bounds it. */
      readonly largestArray?: number;
    }
  | {
      readonly usable: false;
      readonly why: string;
      /** Whether it may be usable another time. */
      readonly again?: boolean;
    };

/** Hears how many of a backend's programs are compiled, of how many. */
export type TellCompiled = (done: number, of: number) => void;

const opened = new Map<Running, Opened>();

/** Takes a backend out of the choice, as after it was lost. */
export function avoidBackend({ backend, why }: Avoided): void {
  opened.set(backend, { usable: false, why, again: true });
}

/** Takes WebGPU out of the choice, because something was wrong with it. @returns why, as it is told */
export function distrustGpu(what: string, fault: string): string {
  const why = `${what}: ${deviceError ?? fault}`;
  opened.set("webgpu", { usable: false, why });
  return why;
}

/** The adapter that WebGPU would run on, or why there is none; nothing is opened. */
export const findGpu = async (): Promise<Opened> => opened.get("webgpu") ?? orWhyNot(adapterHere());

/**
 * Loads, starts and verifies a backend once; afterwards it can be switched to at any time.
 * @param tell is called for WebGPU alone
 */
export async function openBackend(name: Running, tell: TellCompiled = () => {}): Promise<Opened> {
  const known = opened.get(name);
  if (known) return known;
  const result = await orWhyNot(start(name, tell));
  opened.set(name, result);
  return result;
}

const orWhyNot = (result: Promise<Opened>): Promise<Opened> =>
  result.catch((error: unknown) => ({
    usable: false,
    why: messageOf(error),
  }));

async function start(name: Running, tell: TellCompiled): Promise<Opened> {
  const loaded = await loaders[name]();
  if (!loaded.usable) return loaded;
  if (!(await tf.setBackend(name))) return { usable: false, why: "it did not start" };
  await tf.ready();
  const device = name === "webgpu" ? (tf.backend() as WebGPUBackend).device : undefined;
  if (device) {
    listenForErrors(device);
    await compilePrograms(verifyBackend, tell);
  }
  const fault = await verifyBackend();
  verified = true;
  if (fault !== undefined) return { usable: false, why: `its self-test failed: ${deviceError ?? fault}` };
  return device ? { ...loaded, largestArray: device.limits.maxStorageBufferBindingSize } : loaded;
}

/** What a GPU last refused, a program for instance: it says so only later and beside the results, which are garbage. */
let deviceError: string | undefined;
let verified = false;

/** Hears, in a sentence, that the device is of no more use. */
let deviceFault = (sentence: string): void => reportError(new Error(sentence));

export function whenDeviceFails(listener: (sentence: string) => void): void {
  deviceFault = listener;
}

/** The graphics device, where one runs; the fault menu of development builds breaks it. */
export const runningDevice = (): GPUDevice | undefined =>
  tf.getBackend() === "webgpu" ? (tf.backend() as WebGPUBackend).device : undefined;

/** In ms. */
const SETTLE_MS = 250;

/** Calls to a device that is lost fail a moment before it says so: waits until it has had time to. */
export const deviceErrorsSettled = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, tf.getBackend() === "webgpu" ? SETTLE_MS : 0));

function listenForErrors(device: GPUDevice): void {
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault();
    deviceError ??= event.error.message;
    if (event.error instanceof GPUOutOfMemoryError) deviceFault("The graphics device ran out of memory.");
    else if (verified) deviceFault(`The graphics device refused a program: ${deviceError}`);
  });
  device.lost.then(({ message }) => {
    const why = message.trim().replace(/\.$/, "");
    deviceFault(why ? `The graphics device was lost: ${why}.` : "The graphics device was lost.");
  });
}

async function adapterHere(): Promise<Opened> {
  if (!("gpu" in navigator)) return { usable: false, why: "this browser has no WebGPU" };
  const adapter = await findAdapter();
  if (!adapter) return { usable: false, why: "no GPU adapter here" };
  return { usable: true, ...(await describeAdapter(adapter)) };
}

const loaders: Record<Running, () => Promise<Opened>> = {
  async webgpu() {
    const found = await adapterHere();
    if (found.usable) await import("../kernels/webgpu-backend");
    return found;
  },
  async wasm() {
    const { simd } = await import("./wasm-backend");
    return { usable: true, adapter: simd ? "WebAssembly SIMD" : "WebAssembly without SIMD", software: false };
  },
  async cpu() {
    await import("../kernels/cpu-backend");
    return { usable: true, adapter: "plain JavaScript", software: false };
  },
};
