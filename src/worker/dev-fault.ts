/** Faults that a developer can cause from the page's fault menu, in development builds only. */
export const DEV_FAULTS = ["crash", "hang", "silence", "second worker", "device"] as const;
export type DevFault = (typeof DEV_FAULTS)[number];

/**
 * Breaks this worker.
 * @param device ends the graphics device where there is one
 * @param second breaks the worker of the second lane where there is one
 */
export function causeFault(
  fault: DevFault,
  { device, second }: { device: () => void; second: () => void },
): void {
  if (fault === "crash") {
    setTimeout(() => {
      throw new Error("a fault from the menu");
    });
  } else if (fault === "hang") for (;;);
  else if (fault === "silence") self.close();
  else if (fault === "device") device();
  else second();
}
