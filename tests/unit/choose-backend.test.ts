import { expect, it } from "vitest";
import { preferred } from "../../src/worker/choose-backend";

it.each([
  [1, 1, "webgpu"],
  [4, 2.1, "webgpu"],
  [4, 2, "wasm"],
  [0.5, 30, "webgpu"],
  [100, 3, "wasm"],
] as const)("with %d ms a step on a GPU and %d ms on wasm takes %s", (onGpu, onWasm, taken) => {
  expect(preferred(onGpu, onWasm)).toBe(taken);
});
