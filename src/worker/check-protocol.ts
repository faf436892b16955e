/** The messages between the page and the worker that checks the graphics device. Types only. */

import type { CheckProgress } from "../device-check/check-device";
import type { GpuFacts } from "../device-check/gpu-facts";

/** Starts the check. */
export interface CheckRequest {
  /** The address that the tasks' texts are relative to. */
  readonly siteBase: string;
}

export type CheckResponse =
  /** The device, and the reference that it is compared with, which is null until the device is open. */
  | { readonly type: "found"; readonly gpu: GpuFacts; readonly reference: string | null }
  | { readonly type: "progress"; readonly progress: CheckProgress }
  | { readonly type: "done" }
  /** The check ended early; the message is a sentence that says why. */
  | { readonly type: "failed"; readonly message: string };
