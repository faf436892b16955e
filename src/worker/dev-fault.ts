/** Faults that a developer can cause from the fault menu of development builds. */
export const DEV_FAULTS = [
  "crash",
  "hang",
  "silence",
  "second worker",
  "device lost",
  "device full",
] as const;
export type DevFault = (typeof DEV_FAULTS)[number];

/**
 * Breaks this worker.
 * @param device the graphics device, if WebGPU runs
 * @param second terminates the worker of the second lane, if there is one
 */
export function causeFault(
  fault: DevFault,
  { device, second }: { device: GPUDevice | undefined; second: () => void },
): void {
  if (fault === "crash") {
    setTimeout(() => {
      throw new Error("a fault from the menu");
    });
  } else if (fault === "hang") for (;;);
  else if (fault === "silence") self.close();
  else if (fault === "device lost") device?.destroy();
  else if (fault === "device full") fill(device);
  else second();
}

/** Allocates buffers of the largest size until the device is out of memory. */
function fill(device: GPUDevice | undefined): void {
  for (let count = 0; device && count < 400; count++)
    device.createBuffer({ size: device.limits.maxBufferSize, usage: GPUBufferUsage.STORAGE });
}
