import type { Contender } from "../benchmark/contenders";
import type { Entrant } from "../benchmark/interleave";
import program from "./benchmark.worker?worker&url";
import type { BenchmarkRequest, BenchmarkResponse } from "./benchmark-protocol";
import { ModuleWorker } from "./module-worker";

type Answer<Type extends BenchmarkResponse["type"]> = Extract<BenchmarkResponse, { type: Type }>;

/** The adapter that WebGPU would use here; null if there is none. */
export async function probeGpu(): Promise<{ readonly software: boolean } | null> {
  const { ask, end } = benchmarkWorker();
  try {
    return (await ask<"adapter">({ type: "adapter" })).adapter;
  } finally {
    end();
  }
}

/** A contender in its own worker, which `prepare` starts. */
export function workerEntrant({ id }: Contender): Entrant {
  const { ask, end } = benchmarkWorker();
  return {
    async prepare(size) {
      return (await ask<"prepared">({ type: "prepare", contender: id, size })).prepared;
    },
    async sample() {
      return (await ask<"sampled">({ type: "sample" })).milliseconds;
    },
    end,
  };
}

/** A worker that answers one request at a time; the first request starts it. */
function benchmarkWorker() {
  let worker: ModuleWorker | undefined;
  let settle: { resolve(answer: BenchmarkResponse): void; reject(error: Error): void } | undefined;

  const start = () => {
    const started = new ModuleWorker(program);
    started.onmessage = ({ data }: MessageEvent<BenchmarkResponse>) => settle?.resolve(data);
    started.onerror = ({ message }) => settle?.reject(new Error(`Its worker stopped: ${message}.`));
    return started;
  };

  async function ask<Type extends BenchmarkResponse["type"]>(
    request: BenchmarkRequest,
  ): Promise<Answer<Type>> {
    worker ??= start();
    const target = worker;
    const answer = await new Promise<BenchmarkResponse>((resolve, reject) => {
      settle = { resolve, reject };
      target.postMessage(request);
    });
    if (answer.type === "failed") throw new Error(answer.message);
    return answer as Answer<Type>;
  }

  return {
    ask,
    end() {
      worker?.terminate();
      settle?.reject(new Error("It was ended."));
      worker = undefined;
    },
  };
}
