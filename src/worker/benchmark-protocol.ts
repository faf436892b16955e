/** The messages between the page and a worker that measures one contender. Types only. */

import type { Memory } from "../benchmark/memory";
import type { Size } from "../benchmark/size";
import type { Prepared } from "../benchmark/timing";

export type BenchmarkRequest =
  /** Answered by `prepared`. */
  | {
      readonly type: "prepare";
      readonly contender: string;
      readonly size: Size;
      /** Whether to measure the memory of a step as well. */
      readonly memory?: boolean;
    }
  /** Answered by `sampled`. */
  | { readonly type: "sample" }
  /** Answered by `adapter`. */
  | { readonly type: "adapter" };

export type BenchmarkResponse =
  | {
      readonly type: "prepared";
      readonly prepared: Prepared & { readonly device: string; readonly memory: Memory | null };
    }
  | { readonly type: "sampled"; readonly milliseconds: number }
  /** The adapter that WebGPU would use, or null. */
  | { readonly type: "adapter"; readonly adapter: { readonly software: boolean } | null }
  /** The worker cannot be used any more. */
  | { readonly type: "failed"; readonly message: string };
