import * as tf from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";
import { LANES, Trainer } from "../training/trainer";
import { type Opened, openBackend, type Running } from "./backend";
import type { BackendReport } from "./protocol";

const TIMED_STEPS = 6;
/** WebGPU on a real adapter is preferred unless wasm is at least this much faster. */
const CLEARLY_FASTER = 2;

type Usable = Extract<Opened, { usable: true }>;

/** Picks and starts the backend that the config asks for, and says why. @throws Error when none works. */
export async function chooseBackend(config: RunConfig, task: Task): Promise<BackendReport> {
  const rejected: { backend: string; why: string }[] = [];
  const tryOpen = async (name: Running): Promise<Usable | undefined> => {
    const opened = await openBackend(name);
    if (opened.usable) return opened;
    rejected.push({ backend: name, why: opened.why });
    return undefined;
  };
  const use = async (running: Running, { adapter }: Usable, why: string): Promise<BackendReport> => {
    await tf.setBackend(running);
    return { running, adapter, why, rejected };
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
    const onGpu = await millisecondsPerStep("webgpu", config, task);
    const onWasm = await millisecondsPerStep("wasm", config, task);
    const figures = `${onGpu.toPrecision(2)} ms a step on the GPU, ${onWasm.toPrecision(2)} ms on wasm`;
    return onWasm * CLEARLY_FASTER <= onGpu ? use("wasm", wasm, figures) : use("webgpu", gpu, figures);
  }
  if (wasm) return use("wasm", wasm, why);
  const cpu = await tryOpen("cpu");
  if (cpu) return use("cpu", cpu, why);
  throw new Error(
    `No backend works here. ${rejected.map((one) => `${one.backend}: ${one.why}`).join("; ")}.`,
  );
}

/** Mean time of real steps of this config, both lanes, after warming up. */
async function millisecondsPerStep(backend: Running, config: RunConfig, task: Task): Promise<number> {
  await tf.setBackend(backend);
  const trainer = await Trainer.begin(config, task);
  const make = async (steps: number) => {
    for (let i = 0; i < steps; i++) await trainer.advance();
    // A device works behind the calls: only what it has told is done.
    for (const key of LANES) await trainer.lanes[key].drain();
  };
  await make(2);
  const start = performance.now();
  await make(TIMED_STEPS);
  const elapsed = performance.now() - start;
  trainer.free();
  return elapsed / TIMED_STEPS;
}
