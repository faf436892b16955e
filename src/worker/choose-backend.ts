import * as tf from "@tensorflow/tfjs-core";
import { arrayRefusal } from "../config/memory-limit";
import type { RunConfig } from "../config/schema";
import { verifyConfig } from "../device-check/self-test";
import { messageOf } from "../errors";
import { CPU_TUNING, GPU_TUNING, type WorkgroupTuning } from "../kernels/wgsl/workgroup-tuning";
import type { Task } from "../tasks/task";
import { millisecondsPerStep, rehearse } from "../training/timing";
import { distrustGpu, findGpu, type Opened, openBackend, tuneGpu } from "./backend";
import { compilePrograms } from "./compile-programs";
import type {
  BackendReport,
  BackendTiming,
  GpuProgress,
  GpuVerdict,
  Rejected,
  RunningBackend,
} from "./protocol";
import { RESPONSE_TIMEOUT, responseTimeout } from "./response-timeout";

/** WebGPU on a real adapter is preferred unless wasm is at least this much faster. */
const CLEARLY_FASTER = 2;

/** The backend to use of two that work, given ms per step on each. */
export const preferred = (onGpu: number, onWasm: number): "webgpu" | "wasm" =>
  onWasm * CLEARLY_FASTER <= onGpu ? "wasm" : "webgpu";

type Usable = Extract<Opened, { usable: true }>;

/** A backend that runs on the CPU. */
interface Host extends Usable {
  readonly name: "wasm" | "cpu";
}

/** The input of a choice of backend. */
export interface Requirements {
  readonly config: RunConfig;
  readonly task: Task;
  /** On how many cores the lanes can train at the same time, if they train on the CPU. */
  readonly cores: number;
  /** Called with the progress of starting WebGPU. */
  readonly onProgress: (progress: GpuProgress) => void;
}

/**
 * Picks and starts the backend that the config asks for, and says why.
 * @param gpuLater whether `auto` ignores WebGPU
 * @throws Error when none works
 */
export async function chooseBackend(requirements: Requirements, gpuLater = false): Promise<BackendReport> {
  const choice = new Choice(requirements);
  const { backend } = requirements.config;
  if (backend === "webgpu" || (backend === "auto" && !gpuLater)) {
    const adapter = await choice.adapter(backend === "webgpu");
    const report = adapter && (await choice.gpu(adapter));
    if (report) return report;
    choice.report("building", null);
  }
  const host = await choice.host();
  if (host) return choice.use(host, host.name, backend === host.name ? "chosen by hand" : choice.refusals);
  throw new Error(`No backend works here. ${choice.refusals}.`);
}

/** Decides whether `auto` takes WebGPU for a config. If it does, WebGPU is the current backend afterwards. */
export async function tryGpu(
  requirements: Requirements,
): Promise<{ verdict: GpuVerdict; report: BackendReport | null }> {
  const choice = new Choice(requirements);
  const adapter = await choice.adapter(false);
  const report = adapter ? await choice.gpu(adapter) : null;
  const { rejected, timings, final } = choice;
  const why = report?.why ?? choice.refusals;
  return { verdict: { preferred: report?.running === "webgpu", why, rejected, timings, final }, report };
}

/** The state of one choice among the backends. */
class Choice {
  readonly #requirements: Requirements;
  readonly rejected: Rejected[] = [];
  timings: readonly BackendTiming[] = [];
  /** Whether WebGPU was rejected for a reason that does not depend on the config. */
  final = false;
  #host: Host | null | undefined;

  constructor(requirements: Requirements) {
    this.#requirements = requirements;
  }

  /** The reasons for all rejections so far. */
  get refusals(): string {
    return this.rejected.map(({ backend, why }) => `${backend}: ${why}`).join("; ");
  }

  /** Reports progress. @param limit how long WebGPU may be silent, in ms; null if other work is being done */
  report(stage: GpuProgress["stage"], limit: number | null = this.#limit, done = 0, of = 0): void {
    this.#requirements.onProgress({ stage, done, of, limit });
  }

  get #limit(): number {
    return responseTimeout(this.#requirements.config, this.#requirements.task);
  }

  async use({ adapter }: Usable, running: RunningBackend, why: string): Promise<BackendReport> {
    await tf.setBackend(running);
    if (running === "webgpu") this.report("building");
    return { running, adapter, why, rejected: this.rejected, timings: this.timings };
  }

  #refuse(backend: RunningBackend, { why, again }: { readonly why: string; readonly again?: boolean }): null {
    this.rejected.push(again ? { backend, why, again } : { backend, why });
    return null;
  }

  /** The first CPU backend that works; the one that the config names is tried first. */
  async host(): Promise<Host | null> {
    if (this.#host !== undefined) return this.#host;
    this.#host = null;
    const names =
      this.#requirements.config.backend === "cpu" ? (["cpu", "wasm"] as const) : (["wasm", "cpu"] as const);
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

  /** The adapter of WebGPU, before a device is opened. @param software whether a software adapter is accepted */
  async adapter(software: boolean): Promise<Usable | null> {
    this.report("opening", RESPONSE_TIMEOUT);
    const found = await findGpu();
    this.final = !found.usable || found.software;
    if (!found.usable) return this.#refuse("webgpu", found);
    if (found.software && !software) {
      return this.#refuse("webgpu", { why: `${found.adapter} is slower than wasm` });
    }
    return found;
  }

  /** The report if WebGPU can run (then the faster backend may be another one); null if it cannot run this config. */
  async gpu({ software }: Usable): Promise<BackendReport | null> {
    const host = await this.host();
    this.report("opening", RESPONSE_TIMEOUT);
    const gpu = await openBackend("webgpu", (done, of) =>
      this.report("compiling", RESPONSE_TIMEOUT, done, of),
    );
    this.final = !gpu.usable;
    if (!gpu.usable) return this.#refuse("webgpu", gpu);
    const { config } = this.#requirements;
    const tooLarge = arrayRefusal(config, gpu.largestArray);
    if (tooLarge !== undefined) return this.#refuse("webgpu", { why: tooLarge });
    if (!(await this.#prepareGpu(software ? CPU_TUNING : GPU_TUNING, host))) return null;
    if (config.backend === "webgpu") return this.use(gpu, "webgpu", "chosen by hand");
    if (!host) return this.use(gpu, "webgpu", this.refusals || "a GPU adapter");
    return this.#chooseFaster(gpu, host);
  }

  /** Compiles and tests WebGPU's programs for the config. @returns whether WebGPU can be used */
  async #prepareGpu(tuning: WorkgroupTuning, host: Host | null): Promise<boolean> {
    const { config, task } = this.#requirements;
    await tf.setBackend("webgpu");
    try {
      const wrong = await tuneGpu(tuning, (done, of) => this.report("compiling", RESPONSE_TIMEOUT, done, of));
      if (wrong !== undefined) return this.#distrust("its self-test failed", wrong);
      await compilePrograms(
        () => rehearse(config, task),
        (done, of) => this.report("compiling", this.#limit, done, of),
      );
      const checking = () => this.report("checking");
      const fault = host ? await verifyConfig(config, task, host.name, checking) : undefined;
      return fault === undefined || this.#distrust("its self-test failed", fault);
    } catch (error) {
      return this.#distrust("it refused a program", messageOf(error));
    }
  }

  /** Rules WebGPU out for every config. */
  #distrust(what: string, fault: string): false {
    this.#refuse("webgpu", { why: distrustGpu(what, fault) });
    this.final = true;
    return false;
  }

  /** Times a step on both backends and uses the faster one. */
  async #chooseFaster(gpu: Usable, host: Host): Promise<BackendReport | null> {
    const onGpu = await this.#time("webgpu");
    const onHost = await this.#time(host.name);
    const timed = (milliseconds: number) => [
      { backend: "webgpu" as const, milliseconds },
      { backend: host.name, milliseconds: onHost },
    ];
    this.timings = timed(onGpu);
    if (preferred(onGpu, onHost) === "wasm") {
      // WebGPU may be faster with the other workgroup tuning.
      if (!(await this.#prepareGpu(CPU_TUNING, host))) return null;
      const withCpuTuning = await this.#time("webgpu");
      this.timings = timed(Math.min(onGpu, withCpuTuning));
      if (preferred(withCpuTuning, onHost) === "wasm") {
        this.report("building", null);
        return this.use(host, host.name, "at least twice as fast here");
      }
    }
    return this.use(gpu, "webgpu", "a GPU, and WebAssembly is not twice as fast");
  }

  async #time(backend: RunningBackend): Promise<number> {
    const { config, task, cores } = this.#requirements;
    this.report("timing", backend === "webgpu" ? this.#limit : null);
    await tf.setBackend(backend);
    return millisecondsPerStep(config, task, backend === "webgpu" ? 1 : cores);
  }
}
