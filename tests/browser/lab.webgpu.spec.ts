import { recomputeFirstStep } from "../reference/exported-run";
import { relativeError } from "../reference/network";
import { expect, test } from "./gpu-lab";
import type { LabPage } from "./lab-page";

test.setTimeout(240_000);

async function firstTen(lab: LabPage, backend: string) {
  await lab.open(`#backend=${backend}&steps=10`);
  await lab.button("Play").click();
  await lab.reaches(10, 180_000);
  return lab.exportRun();
}

test("a software adapter is not chosen automatically, and the page says so", async ({ lab }) => {
  await lab.open();
  await expect(lab.status("Backend")).toContainText("WebAssembly SIMD");
  await expect(lab.status("Backend")).toHaveAttribute("title", /swiftshader/i);
});

test("Remember on WebGPU has the first ten losses of wasm", async ({ gpuLab, lab }) => {
  const gpu = await firstTen(gpuLab, "webgpu");
  expect(gpu.environment).toMatchObject({
    backend: "webgpu",
    adapter: expect.stringMatching(/swiftshader/i),
  });
  const wasm = await firstTen(lab, "wasm");
  for (const lane of [0, 1] as const) {
    const [found, wanted] = [gpu, wasm].map((run) => run.lanes[lane].history.loss.slice(0, 10).map(Number));
    expect(found).toHaveLength(10);
    expect(relativeError(found, wanted)).toBeLessThan(1e-4);
    const first = recomputeFirstStep(gpu, lane);
    expect(relativeError(gpu.initial.lanes[lane].gradW.data, first.W.flat())).toBeLessThan(1e-4);
  }
  expect(Math.max(...gpu.lanes[1].history.drift.map(Number))).toBeLessThan(2e-5);
});
