import { profile } from "@tensorflow/tfjs-core";
import type { BenchmarkNetwork } from "./network";

/** In bytes. */
export interface Memory {
  /** Tensors that are there at once in a step, at most. */
  readonly tensors: number;
  /** All memories of WebAssembly: they grow to the largest step and stay. */
  readonly webAssembly: number;
}

const memories = new Set<WebAssembly.Memory>();

/** Takes note of the memory of every WebAssembly module that is started from now on. */
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

/** What a step takes, made once more for it. */
export async function memoryOfStep(network: BenchmarkNetwork): Promise<Memory> {
  const { peakBytes } = await profile(async () => {
    await network.step();
    return [];
  });
  let webAssembly = 0;
  for (const { buffer } of memories) webAssembly += buffer.byteLength;
  return { tensors: peakBytes, webAssembly };
}
