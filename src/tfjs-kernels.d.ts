/** Made by scripts/tfjs-kernels.ts. */
declare module "virtual:tfjs-kernels/*" {
  export const KERNELS: readonly import("@tensorflow/tfjs-core").KernelConfig[];
}
