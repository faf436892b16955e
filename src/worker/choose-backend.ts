import * as tf from "@tensorflow/tfjs-core";
import { arrayRefusal } from "../config/room";
import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";
import { type Opened, openBackend, type Running } from "./backend";
import type { BackendReport, BackendTiming } from "./protocol";
import { millisecondsPerStep, spreadByTiming } from "./timing";

/** WebGPU on a real adapter is preferred unless wasm is at least this much faster. */
const CLEARLY_FASTER = 2;

type Usable = Extract<Opened, { usable: true }>;

/**
 * Picks and starts the backend that the config asks for, and says why.
 * @param cores on how many the lanes can train at the same time, where they train on cores
 * @throws Error when none works
 */
export async function chooseBackend(config: RunConfig, task: Task, cores: number): Promise<BackendReport> {
  const rejected: { backend: string; why: string }[] = [];
  const timings: BackendTiming[] = [];
  const tryOpen = async (name: Running): Promise<Usable | undefined> => {
    const opened = await openBackend(name);
    const why = opened.usable ? arrayRefusal(config, opened.largestArray) : opened.why;
    if (why !== undefined) rejected.push({ backend: name, why });
    return opened.usable && why === undefined ? opened : undefined;
  };
  const use = async (running: Running, { adapter }: Usable, why: string): Promise<BackendReport> => {
    await tf.setBackend(running);
    if (running === "webgpu" && timings.length === 0) await spreadByTiming(config, task);
    return { running, adapter, why, rejected, timings };
  };
  const time = async (backend: Running) => {
    await tf.setBackend(backend);
    if (backend === "webgpu") await spreadByTiming(config, task);
    const milliseconds = await millisecondsPerStep(config, task, backend === "webgpu" ? 1 : cores);
    timings.push({ backend, milliseconds });
    return milliseconds;
  };

  if (config.backend !== "auto") {
    const forced = await tryOpen(config.backend);
    if (forced) return use(config.backend, forced, "chosen by hand");
  }
  const gpu = await tryOpen("webgpu");
  if (gpu?.software) rejected.push({ backend: "webgpu", why: `${gpu.adapter} is slower than wasm` });
  const wasm = await tryOpen("wasm");
  const why = rejected.map((one) => `${one.backend}: ${one.why}`).join("; ");
  if (gpu && !gpu.software) {
    if (!wasm) return use("webgpu", gpu, why || "a GPU adapter");
    const [onGpu, onWasm] = [await time("webgpu"), await time("wasm")];
    return preferred(onGpu, onWasm) === "wasm"
      ? use("wasm", wasm, "at least twice as fast here")
      : use("webgpu", gpu, "a GPU, and WebAssembly is not twice as fast");
  }
  if (wasm) return use("wasm", wasm, why);
  const cpu = await tryOpen("cpu");
  if (cpu) return use("cpu", cpu, why);
  throw new Error(
    `No backend works here. ${rejected.map((one) => `${one.backend}: ${one.why}`).join("; ")}.`,
  );
}

/** Which of two working backends is taken, from ms a step on each. */
export const preferred = (onGpu: number, onWasm: number): "webgpu" | "wasm" =>
  onWasm * CLEARLY_FASTER <= onGpu ? "wasm" : "webgpu";
