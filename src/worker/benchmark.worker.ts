import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { type Contender, contender } from "../benchmark/contenders";
import { memoryOfStep, watchMemories } from "../benchmark/memory";
import type { BenchmarkNetwork } from "../benchmark/network";
import { ownNetwork } from "../benchmark/own-network";
import { type Problem, problem } from "../benchmark/problem";
import { type Settle, sample, warmUp } from "../benchmark/timing";
import { messageOf } from "../errors";
import { tuneByTiming } from "../training/timing";
import { describeAdapter, findAdapter } from "./adapter";
import { openBackend, tuneGpu } from "./backend";
import type { BenchmarkRequest, BenchmarkResponse } from "./benchmark-protocol";

/** Measures one contender at one size. Each has its own worker, so that none is affected by another's memory. */

let network: BenchmarkNetwork | undefined;
let settle: Settle = async () => {};
let steps = 1;

watchMemories();

self.onmessage = async ({ data }: MessageEvent<BenchmarkRequest>) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    const message = messageOf(error);
    self.postMessage({ type: "failed", message } satisfies BenchmarkResponse);
  }
};

async function answer(request: BenchmarkRequest): Promise<BenchmarkResponse> {
  if (request.type === "adapter") return findGpu();
  if (request.type === "prepare") return prepare(request);
  if (!network) throw new Error("A network must be prepared before it is timed.");
  return { type: "sampled", milliseconds: await sample(network, settle, steps) };
}

/** Looks for the adapter in the worker, because on the page the browser logs a warning if there is none. */
async function findGpu(): Promise<BenchmarkResponse> {
  const adapter = await findAdapter();
  return { type: "adapter", adapter: adapter && (await describeAdapter(adapter)) };
}

async function prepare({
  contender: id,
  size,
  memory,
}: Extract<BenchmarkRequest, { type: "prepare" }>): Promise<BenchmarkResponse> {
  const chosen = contender(id);
  if (chosen.place === "pytorch") throw new Error("PyTorch does not run in a browser.");
  // Contenders written with TensorFlow.js need all of its kernels; the lab bundles only those that it runs.
  const withTfjs = chosen.network === "operations" || chosen.network === "layers";
  if (withTfjs) {
    if (chosen.place === "webgpu") await import("@tensorflow/tfjs-backend-webgpu");
    else await import("@tensorflow/tfjs-backend-wasm");
  }
  const opened = await openBackend(chosen.place);
  if (!opened.usable) throw new Error(`It cannot run here: ${opened.why}.`);
  const { place } = chosen;
  await tf.setBackend(place);
  // The default of TensorFlow.js; the lab's engine changes it only for its own numbers.
  if (withTfjs && place === "webgpu") tf.env().set("WEBGPU_CPU_FORWARD", true);
  // jax-js has a device of its own, and waits for it itself.
  if (place === "webgpu" && chosen.network !== "jax") settle = untilGpuIsIdle;
  const of = problem(size, chosen);
  // Each contender runs with its fastest settings.
  if (chosen.network === "ours" && place === "webgpu") await tuneByTiming(of.config, of.task, tuneGpu);
  network = await build(chosen.network, place, of);
  const prepared = await warmUp(network, settle);
  steps = prepared.steps;
  return {
    type: "prepared",
    prepared: {
      ...prepared,
      device: `${place === "wasm" ? "" : "WebGPU: "}${opened.adapter}`,
      memory: memory ? await memoryOfStep(network) : null,
    },
  };
}

/** The network of a contender. Libraries are loaded only for contenders that are written with them. */
async function build(
  kind: Contender["network"],
  place: "wasm" | "webgpu",
  of: Problem,
): Promise<BenchmarkNetwork> {
  if (kind === "operations") return (await import("../benchmark/operations-network")).operationsNetwork(of);
  if (kind === "jax") return (await import("../benchmark/jax-network")).jaxNetwork(of, place);
  if (kind === "layers") return (await import("../benchmark/layers-network")).layersNetwork(of);
  return ownNetwork(of);
}

async function untilGpuIsIdle(): Promise<void> {
  const backend = tf.backend() as WebGPUBackend;
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  await backend.queue.onSubmittedWorkDone();
}
