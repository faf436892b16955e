import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type DataType,
  Identity,
  KernelBackend,
  registerBackend,
  registerKernel,
  setBackend,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { LaneKey } from "../../src/lanes";
import "../../src/kernels/webgpu";
import { HELD_OUT_BYTES } from "../../src/config/memory-limit";
import { parseQuery } from "../../src/config/url";
import type { Program } from "../../src/kernels/wgsl/program";
import { random } from "../../src/math/random";
import { TASKS } from "../../src/tasks";
import { freeBatch, uploadBatch, uploadInParts } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { batchOf } from "../../src/training/lane-trainer";

export interface Dispatch {
  readonly name: string;
  /** The estimated number of bytes that the program moves. */
  readonly bytes: number;
}

export interface Recorded {
  readonly dispatches: readonly Dispatch[];
  readonly submits: number;
}

type Stored = { references: number; readonly size: number };

/** A mock of the WebGPU backend of TensorFlow.js: computes nothing and records the programs run. All numbers are 0. */
class RecordingBackend extends KernelBackend {
  readonly #stored = new Map<object, Stored>();
  dispatches: Dispatch[] = [];
  submits = 0;

  override write(_values: unknown, shape: number[]): object {
    const dataId = {};
    this.#stored.set(dataId, { references: 1, size: shape.reduce((product, length) => product * length, 1) });
    return dataId;
  }
  override incRef(dataId: object): void {
    (this.#stored.get(dataId) as Stored).references++;
  }
  override refCount(dataId: object): number {
    return this.#stored.get(dataId)?.references ?? 0;
  }
  override disposeData(dataId: object): boolean {
    const stored = this.#stored.get(dataId);
    if (stored && --stored.references === 0) this.#stored.delete(dataId);
    return true;
  }
  override numDataIds(): number {
    return this.#stored.size;
  }
  override async read(dataId: object): Promise<Float32Array> {
    return new Float32Array(this.#stored.get(dataId)?.size ?? 0);
  }
  makeTensorInfo(shape: number[], dtype: DataType): TensorInfo {
    return { dataId: this.write(null, shape), shape, dtype };
  }
  runWebGPUProgram(
    program: Program,
    _inputs: TensorInfo[],
    dtype: DataType,
    _uniforms: unknown,
    output?: TensorInfo,
  ): TensorInfo {
    this.dispatches.push({ name: program.shaderKey, bytes: program.bytes });
    return output ?? this.makeTensorInfo(program.outputShape, dtype);
  }
  ensureCommandEncoderReady(): void {}
  endComputePassEncoder(): void {}
  submitQueue(): void {
    this.submits++;
  }
  override memory() {
    return { unreliable: true };
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
}

const backend = new RecordingBackend();
registerBackend("webgpu", () => backend);
registerKernel({
  kernelName: Identity,
  backendName: "webgpu",
  kernelFunc: ({ inputs: { x } }) => {
    backend.incRef((x as TensorInfo).dataId);
    return { ...(x as TensorInfo) };
  },
});

async function recorded(run: () => Promise<void>): Promise<Recorded> {
  [backend.dispatches, backend.submits] = [[], 0];
  await run();
  const { dispatches, submits } = backend;
  return { dispatches, submits };
}

/** The dispatches of one step of a lane of a config, and of an evaluation of its held-out set, on WebGPU. */
export async function recordLane(
  query: string,
  key: LaneKey,
): Promise<{ readonly timeSteps: number; readonly width: number; step: Recorded; heldOut: Recorded }> {
  await setBackend("webgpu");
  const { config, refusals } = parseQuery(query);
  if (refusals.length > 0) throw new Error(refusals[0].message);
  const maker = TASKS[config.task];
  const texts = maker.files.map((file) => readFileSync(join("public", file), "utf8"));
  const task = maker.make(config, texts);
  const lane = new Lane(config, key, task);
  const batch = uploadBatch(batchOf(config, task, 0));
  const step = await recorded(() => lane.train(batch, config.lr));
  freeBatch(batch);
  const held = task.heldOut(random(config.seed, "held out"), 128);
  const parts = uploadInParts(held, lane.size, HELD_OUT_BYTES);
  const heldOut = await recorded(async () => {
    for (const part of parts) {
      await lane.evaluate(part);
      freeBatch(part);
    }
  });
  const { units, complex } = lane.size;
  lane.free();
  return { timeSteps: task.steps, width: complex ? 2 * units : units, step, heldOut };
}
