import * as tf from "@tensorflow/tfjs-core";
import { arrayRefusal } from "../config/memory-limit";
import type { RunConfig } from "../config/schema";
import { verifyConfig } from "../device-check/self-test";
import { messageOf } from "../errors";
import { CPU_TUNING, GPU_TUNING, type WorkgroupTuning } from "../kernels/wgsl/workgroup-tuning";
import type { Task } from "../tasks/task";
import { millisecondsPerStep, rehearse } from "../training/timing";
import { distrustGpu, findGpu, type Opened, openBackend, type Running } from "./backend";
import { compilePrograms } from "./compile-programs";
import type { BackendReport, BackendTiming, GpuProgress, GpuVerdict, Rejected } from "./protocol";
import { SILENCE_LIMIT, silenceLimit } from "./silence-limit";

/** WebGPU on a real adapter is preferred unless wasm is at least this much faster. */
const CLEARLY_FASTER = 2;

/** Which of two working backends is taken, from ms a step on each. */
export const preferred = (onGpu: number, onWasm: number): "webgpu" | "wasm" =>
  onWasm * CLEARLY_FASTER <= onGpu ? "wasm" : "webgpu";

type Usable = Extract<Opened, { usable: true }>;

/** A backend that runs on the processor. */
interface Host extends Usable {
  readonly name: "wasm" | "cpu";
}

/** What a choice is made for. */
export interface Wanted {
  readonly config: RunConfig;
  readonly task: Task;
  /** On how many cores the lanes can train at the same time, where they train on cores. */
  readonly cores: number;
  /** Hears how far WebGPU is. */
  readonly tell: (progress: GpuProgress) => void;
}

/**
 * Picks and starts the backend that the config asks for, and says why.
 * @param gpuLater whether `auto` takes no notice of WebGPU
 * @throws Error when none works
 */
export async function chooseBackend(wanted: Wanted, gpuLater = false): Promise<BackendReport> {
  const choice = new Choice(wanted);
  const { backend } = wanted.config;
  if (backend === "webgpu" || (backend === "auto" && !gpuLater)) {
    const adapter = await choice.adapter(backend === "webgpu");
    const report = adapter && (await choice.gpu(adapter));
    if (report) return report;
    choice.say("building", null);
  }
  const host = await choice.host();
  if (host) return choice.take(host, host.name, backend === host.name ? "chosen by hand" : choice.refusals);
  throw new Error(`No backend works here. ${choice.refusals}.`);
}

/** Whether `auto` takes WebGPU for a config. Where it does, WebGPU runs from now on. */
export async function tryGpu(wanted: Wanted): Promise<{ verdict: GpuVerdict; report: BackendReport | null }> {
  const choice = new Choice(wanted);
  const adapter = await choice.adapter(false);
  const report = adapter ? await choice.gpu(adapter) : null;
  const { rejected, timings, final } = choice;
  const why = report?.why ?? choice.refusals;
  return { verdict: { preferred: report?.running === "webgpu", why, rejected, timings, final }, report };
}

/** One choice among the backends, as far as it has got. */
class Choice {
  readonly #wanted: Wanted;
  readonly rejected: Rejected[] = [];
  timings: readonly BackendTiming[] = [];
  /** Whether WebGPU was refused for what it is, whatever the config. */
  final = false;
  #host: Host | null | undefined;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** Why each of those was refused that were. */
  get refusals(): string {
    return this.rejected.map(({ backend, why }) => `${backend}: ${why}`).join("; ");
  }

  /** @param limit in ms; null where it is not WebGPU that is waited for */
  say(stage: GpuProgress["stage"], limit: number | null = this.#limit, done = 0, of = 0): void {
    this.#wanted.tell({ stage, done, of, limit });
  }

  get #limit(): number {
    return silenceLimit(this.#wanted.config, this.#wanted.task);
  }

  async take({ adapter }: Usable, running: Running, why: string): Promise<BackendReport> {
    await tf.setBackend(running);
    if (running === "webgpu") this.say("building");
    return { running, adapter, why, rejected: this.rejected, timings: this.timings };
  }

  #refuse(backend: Running, { why, again }: { readonly why: string; readonly again?: boolean }): null {
    this.rejected.push(again ? { backend, why, again } : { backend, why });
    return null;
  }

  /** The first backend on the processor that works, the one that the config names before the other. */
  async host(): Promise<Host | null> {
    if (this.#host !== undefined) return this.#host;
    this.#host = null;
    const names =
      this.#wanted.config.backend === "cpu" ? (["cpu", "wasm"] as const) : (["wasm", "cpu"] as const);
    for (const name of names) {
      const opened = await openBackend(name);
      if (opened.usable) {
        this.#host = { ...opened, name };
        break;
      }
      this.#refuse(name, opened);
    }
    return this.#host;
  }

  /** The adapter of WebGPU, before anything is opened. @param software whether one that is a program is taken */
  async adapter(software: boolean): Promise<Usable | null> {
    this.say("opening", SILENCE_LIMIT);
    const found = await findGpu();
    this.final = !found.usable || found.software;
    if (!found.usable) return this.#refuse("webgpu", found);
    if (found.software && !software) {
      return this.#refuse("webgpu", { why: `${found.adapter} is slower than wasm` });
    }
    return found;
  }

  /** What runs where WebGPU can; null where it cannot, or cannot with this config. */
  async gpu({ software }: Usable): Promise<BackendReport | null> {
    const host = await this.host();
    this.say("opening", SILENCE_LIMIT);
    const gpu = await openBackend("webgpu", (done, of) => this.say("compiling", SILENCE_LIMIT, done, of));
    this.final = !gpu.usable;
    if (!gpu.usable) return this.#refuse("webgpu", gpu);
    const { config } = this.#wanted;
    const tooLarge = arrayRefusal(config, gpu.largestArray);
    if (tooLarge !== undefined) return this.#refuse("webgpu", { why: tooLarge });
    if (!(await this.#ready(software ? CPU_TUNING : GPU_TUNING, host))) return null;
    if (config.backend === "webgpu") return this.take(gpu, "webgpu", "chosen by hand");
    if (!host) return this.take(gpu, "webgpu", this.refusals || "a GPU adapter");
    return this.#faster(gpu, host);
  }

  /** Has WebGPU's programs for the config compiled and tested. @returns whether it can be used */
  async #ready(tuning: WorkgroupTuning, host: Host | null): Promise<boolean> {
    const { config, task } = this.#wanted;
    await tf.setBackend("webgpu");
    const { tune } = await import("../kernels/webgpu");
    tune(tuning);
    try {
      await compilePrograms(
        () => rehearse(config, task),
        (done, of) => this.say("compiling", this.#limit, done, of),
      );
      const checking = () => this.say("checking");
      const fault = host ? await verifyConfig(config, task, host.name, checking) : undefined;
      if (fault === undefined) return true;
      this.#refuse("webgpu", { why: distrustGpu("its self-test failed", fault) });
    } catch (error) {
      const fault = messageOf(error);
      this.#refuse("webgpu", { why: distrustGpu("it refused a program", fault) });
    }
    this.final = true;
    return false;
  }

  /** The faster of two that can run, by the clock. */
  async #faster(gpu: Usable, host: Host): Promise<BackendReport | null> {
    const onGpu = await this.#time("webgpu");
    const onHost = await this.#time(host.name);
    const timed = (milliseconds: number) => [
      { backend: "webgpu" as const, milliseconds },
      { backend: host.name, milliseconds: onHost },
    ];
    this.timings = timed(onGpu);
    if (preferred(onGpu, onHost) === "wasm") {
      // Spread otherwise it may be faster.
      if (!(await this.#ready(CPU_TUNING, host))) return null;
      const otherwise = await this.#time("webgpu");
      this.timings = timed(Math.min(onGpu, otherwise));
      if (preferred(otherwise, onHost) === "wasm") {
        this.say("building", null);
        return this.take(host, host.name, "at least twice as fast here");
      }
    }
    return this.take(gpu, "webgpu", "a GPU, and WebAssembly is not twice as fast");
  }

  async #time(backend: Running): Promise<number> {
    const { config, task, cores } = this.#wanted;
    this.say("timing", backend === "webgpu" ? this.#limit : null);
    await tf.setBackend(backend);
    return millisecondsPerStep(config, task, backend === "webgpu" ? 1 : cores);
  }
}
