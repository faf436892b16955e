import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";

/** A private field of TensorFlow.js: the pipeline of each program, or the promise of one. */
interface Pipelines {
  readonly pipelineCache: Readonly<Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>>;
}

/**
 * Compiles the programs that some work on WebGPU needs in parallel, instead of one by one when the work is done. To
 * find them, the work is executed once in compile-only mode: nothing is computed, and every value that it reads is 0.
 * @param work uses the current backend, which must be WebGPU
 * @param onCompiled is called with how many programs are compiled, out of how many
 * @throws Error if the device rejects a program
 */
export async function compilePrograms(
  work: () => Promise<unknown>,
  onCompiled: (done: number, of: number) => void,
): Promise<void> {
  const backend = tf.backend() as WebGPUBackend;
  // Reads return at once, and TensorFlow.js does not warn about them.
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
  onCompiled(done, compiling.length);
  const all = compiling.map((pipeline) => pipeline.then(() => onCompiled(++done, compiling.length)));
  await Promise.all([backend.checkCompileCompletionAsync(), ...all]);
}
