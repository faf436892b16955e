import { getBackend } from "@tensorflow/tfjs-core";

/** Whether tensors of the present backend can be read without waiting for a device. */
export const readsAtOnce = (): boolean => getBackend() !== "webgpu";
