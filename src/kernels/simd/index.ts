import type { MatrixKernels } from "../matrices";
import type { Pass } from "../pass";
import { simdMatrices } from "./matrices";
import { type Build, instantiate } from "./module";
import { simdPass } from "./pass";
import { Workspace } from "./workspace";

/**
 * The pass and the matrix kernels in WebAssembly SIMD, sharing one memory; undefined if the device has no SIMD.
 * See {@link instantiate}.
 */
export async function simd(
  builds?: readonly Build[],
  sixRows?: boolean,
): Promise<{ pass: Pass; matrices: MatrixKernels } | undefined> {
  const module = await instantiate(builds, sixRows);
  if (!module) return undefined;
  const workspace = new Workspace(module.memory, module.heapStart());
  return { pass: simdPass(module, workspace), matrices: simdMatrices(module, workspace) };
}
