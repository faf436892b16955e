/** Faults that a developer can cause from the page's fault menu, in development builds only. */
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
 * @param device the graphics device, where one runs
 * @param second breaks the worker of the second lane where there is one
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

/** Buffers of the largest size until there is no room for any. */
function fill(device: GPUDevice | undefined): void {
  for (let count = 0; device && count < 400; count++)
    device.createBuffer({ size: device.limits.maxBufferSize, usage: GPUBufferUsage.STORAGE });
}
