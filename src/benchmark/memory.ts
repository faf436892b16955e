import { profile } from "@tensorflow/tfjs-core";
import type { BenchmarkNetwork } from "./network";

/** The memory of a step, in bytes. */
export interface Memory {
  /** The largest size of all tensors that exist at the same time during a step. */
  readonly tensors: number;
  /** The size of all WebAssembly memories, which grow to the largest step and never shrink. */
  readonly webAssembly: number;
}

const memories = new Set<WebAssembly.Memory>();

/** Records the memory of every WebAssembly module that is instantiated from now on. */
export function watchMemories(): void {
  type Started = WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
  const watched = <Start extends (...args: never[]) => Promise<Started>>(start: Start): Start =>
    new Proxy(start, {
      async apply(target, self, args) {
        const started: Started = await Reflect.apply(target, self, args);
        const { exports } = started instanceof WebAssembly.Instance ? started : started.instance;
        for (const one of Object.values(exports)) if (one instanceof WebAssembly.Memory) memories.add(one);
        return started;
      },
    });
  WebAssembly.instantiate = watched(WebAssembly.instantiate);
  WebAssembly.instantiateStreaming = watched(WebAssembly.instantiateStreaming);
}

/** Measures the memory of a step by making one. */
export async function memoryOfStep(network: BenchmarkNetwork): Promise<Memory> {
  const { peakBytes } = await profile(async () => {
    await network.step();
    return [];
  });
  let webAssembly = 0;
  for (const { buffer } of memories) webAssembly += buffer.byteLength;
  return { tensors: peakBytes, webAssembly };
}
