/** The facts about a graphics device that a developer needs to diagnose a fault. */
export interface GpuFacts {
  /** The name that the page shows. */
  readonly name: string;
  /** The adapter's own description: vendor, architecture, device, description. */
  readonly info: Readonly<Record<string, string>>;
  /** The device's limits; before it is open, the adapter's. */
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

const INFO = ["vendor", "architecture", "device", "description"] as const;
/** The limits that the lab's programs depend on. */
const LIMITS = [
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupsPerDimension",
] as const;

/**
 * Collects the facts about a graphics device.
 * @param name the name of the adapter on the page
 * @param granted the device, or the adapter before there is one
 */
export function gpuFacts(
  name: string,
  adapter: GPUAdapter,
  granted: GPUDevice | GPUAdapter = adapter,
): GpuFacts {
  const { info = {} } = adapter as { readonly info?: Partial<Record<(typeof INFO)[number], string>> };
  return {
    name,
    info: Object.fromEntries(INFO.flatMap((key) => (info[key] ? [[key, info[key]]] : []))),
    limits: Object.fromEntries(LIMITS.map((key) => [key, Number(granted.limits[key])])),
    features: [...granted.features].sort(),
  };
}
