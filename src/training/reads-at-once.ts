import { getBackend } from "@tensorflow/tfjs-core";

/** Whether the present backend's tensors can be read without waiting for a device. */
export const readsAtOnce = (): boolean => getBackend() !== "webgpu";
