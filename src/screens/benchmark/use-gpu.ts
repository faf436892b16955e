import { useEffect, useState } from "react";
import { probeGpu } from "../../worker/benchmark-entrant";

/** What WebGPU runs on: a graphics card, a software adapter, or nothing. */
export type Gpu = "unknown" | "card" | "program" | "none";

async function probe(): Promise<Gpu> {
  const adapter = await probeGpu();
  if (!adapter) return "none";
  return adapter.software ? "program" : "card";
}

/** Returns what WebGPU runs on; “unknown” until it is found. */
export function useGpu(): Gpu {
  const [gpu, setGpu] = useState<Gpu>("unknown");
  useEffect(() => {
    let wanted = true;
    probe()
      .catch((): Gpu => "none")
      .then((found) => wanted && setGpu(found));
    return () => {
      wanted = false;
    };
  }, []);
  return gpu;
}
