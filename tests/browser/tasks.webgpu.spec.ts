import { recomputeFirstStep } from "../reference/exported-run";
import { relativeError } from "../reference/network";
import { expect, test } from "./gpu-lab";

test.setTimeout(240_000);

for (const hash of ["#task=adding&length=9", "#task=digits"]) {
  test(`numbers as inputs give the right gradient on WebGPU: ${hash}`, async ({ gpuLab }) => {
    await gpuLab.open(`${hash}&units=8&batch=4&backend=webgpu&steps=3`);
    await gpuLab.button("Play").click();
    await gpuLab.reaches(3, 180_000);
    const run = await gpuLab.exportRun();
    expect(run.environment.backend).toBe("webgpu");
    for (const lane of [0, 1] as const) {
      const wanted = recomputeFirstStep(run, lane);
      const { loss, gradW } = run.initial.lanes[lane];
      expect(relativeError([loss], [wanted.loss])).toBeLessThan(1e-4);
      expect(relativeError(gradW.data, wanted.W.flat())).toBeLessThan(1e-4);
    }
  });
}
