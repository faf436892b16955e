/** The adapter that WebGPU would run on; null where there is none. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  if (!("gpu" in navigator)) return null;
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
}

/** Browsers have moved these fields about; all are optional here. */
interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

/** What an adapter calls itself, and whether it is a program in place of a graphics card. */
export async function describeAdapter(adapter: GPUAdapter): Promise<{ adapter: string; software: boolean }> {
  const modern = adapter as GPUAdapter & { info?: AdapterInfo; isFallbackAdapter?: boolean };
  const info: AdapterInfo = modern.info ?? {};
  const name =
    [info.vendor, info.architecture, info.description].filter(Boolean).join(" ") || "unnamed adapter";
  const software =
    info.isFallbackAdapter === true ||
    modern.isFallbackAdapter === true ||
    /swiftshader|llvmpipe|software/i.test(name);
  return { adapter: software ? `${name} (software)` : name, software };
}
