/** What a developer has to know of a graphics device to understand what it did. */
export interface GpuFacts {
  /** As the page calls it. */
  readonly name: string;
  /** What the adapter says of itself: vendor, architecture, device, description. */
  readonly info: Readonly<Record<string, string>>;
  /** What the device grants; before it is open, what the adapter could. */
  readonly limits: Readonly<Record<string, number>>;
  readonly features: readonly string[];
}

const INFO = ["vendor", "architecture", "device", "description"] as const;
/** Those that the lab's programs depend on. */
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
 * @param name what the adapter is called on the page
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
