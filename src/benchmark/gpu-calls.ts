/** The numbers of calls to WebGPU. */
export interface Calls {
  readonly dispatches: number;
  readonly submits: number;
}

type Method = (this: object, ...args: never[]) => unknown;

/** Counts the calls of a method, on all objects of a class, during `run`. */
async function counting(owner: object, name: string, run: () => Promise<void>): Promise<number> {
  const methods = owner as Record<string, Method>;
  const original = methods[name];
  let calls = 0;
  methods[name] = new Proxy(original, {
    apply(method, self, args) {
      calls++;
      return Reflect.apply(method, self, args);
    },
  });
  try {
    await run();
  } finally {
    methods[name] = original;
  }
  return calls;
}

/** Counts the dispatches and submits of `run`. @returns null if there is no WebGPU */
export async function countCalls(run: () => Promise<void>): Promise<Calls | null> {
  if (typeof GPUQueue === "undefined" || typeof GPUComputePassEncoder === "undefined") {
    await run();
    return null;
  }
  let submits = 0;
  const dispatches = await counting(GPUComputePassEncoder.prototype, "dispatchWorkgroups", async () => {
    submits = await counting(GPUQueue.prototype, "submit", run);
  });
  return { dispatches, submits };
}
