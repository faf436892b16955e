/** What a page asks of WebGPU. */
export interface Calls {
  readonly dispatches: number;
  readonly submits: number;
}

type Method = (this: object, ...args: never[]) => unknown;

/** Counts the calls of a method of all objects of a class while `run` is under way. */
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

/** Runs it and counts its dispatches and submits. @returns null where there is no WebGPU */
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
