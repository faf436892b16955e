import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

export type Program = Parameters<WebGPUBackend["runWebGPUProgram"]>[0];

/** A program of tfjs, from its WGSL. Sizes are read from the shape uniforms, so one pipeline serves them all. */
export function program(
  shaderKey: string,
  variableNames: string[],
  outputShape: number[],
  threads: number,
  groups: number,
  code: string,
): Program {
  return {
    variableNames,
    outputShape,
    shaderKey,
    workgroupSize: [threads, 1, 1],
    dispatch: [groups, 1, 1],
    dispatchLayout: { x: [0], y: [1], z: [2] },
    size: false,
    getUserCode: () => code,
  };
}
