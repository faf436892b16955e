/** What a page and the worker that checks its graphics device say to each other. Types only. */

import type { CheckProgress } from "../device-check/check-device";
import type { GpuFacts } from "../device-check/gpu-facts";

/** Begins the check. */
export interface CheckRequest {
  /** The address that the tasks' texts are relative to. */
  readonly siteBase: string;
}

export type CheckResponse =
  /** Which device, and what it is checked against; null until the device is open. */
  | { readonly type: "found"; readonly gpu: GpuFacts; readonly reference: string | null }
  | { readonly type: "progress"; readonly progress: CheckProgress }
  | { readonly type: "done" }
  /** Nothing more is to be had from it: why, in a sentence. */
  | { readonly type: "failed"; readonly message: string };
