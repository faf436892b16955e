import type { GpuFacts } from "../../device-check/gpu-facts";
import styles from "./Check.module.css";

/** Name and limits of the device. */
export function Device({ gpu, reference }: { readonly gpu: GpuFacts; readonly reference: string | null }) {
  return (
    <dl className={styles.facts}>
      <dt>Device</dt>
      <dd>
        {[gpu.name, ...Object.values(gpu.info)]
          .filter((one, i, all) => all.findIndex((other) => other.includes(one)) === i)
          .join(" · ")}
      </dd>
      <dt>Compared with</dt>
      <dd>{reference ?? "–"}</dd>
      <dt>Limits</dt>
      <dd>
        {megabytes(gpu.limits.maxStorageBufferBindingSize)} MB per array ·{" "}
        {gpu.limits.maxComputeInvocationsPerWorkgroup} threads and{" "}
        {Math.round(gpu.limits.maxComputeWorkgroupStorageSize / 1024)} KB of memory per workgroup ·{" "}
        {gpu.limits.maxStorageBuffersPerShaderStage} arrays per program
      </dd>
    </dl>
  );
}

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
