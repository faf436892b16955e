import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";

/** What TensorFlow.js keeps to itself: the pipeline of each program, or the promise of one. */
interface Pipelines {
  readonly pipelineCache: Readonly<Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>>;
}

/**
 * Compiles the programs that some work on WebGPU needs, all at the same time, instead of one after another when the
 * work is done. To find them the work is gone through once without being computed: whatever it reads is 0.
 * @param work uses the present backend, which is WebGPU
 * @param tell hears how many are compiled, of how many
 * @throws Error if the device refuses one
 */
export async function compilePrograms(
  work: () => Promise<unknown>,
  tell: (done: number, of: number) => void,
): Promise<void> {
  const backend = tf.backend() as WebGPUBackend;
  // Nothing is waited for, and TensorFlow.js does not warn of what is read.
  backend.getBufferData = async ({ size }) => new ArrayBuffer(size);
  tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", true);
  try {
    await work();
  } finally {
    tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", false);
    Reflect.deleteProperty(backend, "getBufferData");
  }
  const { pipelineCache } = backend as unknown as Pipelines;
  const compiling = Object.values(pipelineCache).filter((pipeline) => pipeline instanceof Promise);
  let done = 0;
  tell(done, compiling.length);
  const all = compiling.map((pipeline) => pipeline.then(() => tell(++done, compiling.length)));
  await Promise.all([backend.checkCompileCompletionAsync(), ...all]);
}
