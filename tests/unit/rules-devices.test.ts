import { memory, type Tensor2D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { tensors } from "../../src/kernels/tensors";
import { frobenius } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { type RecurrentMatrix, RULE_IDS, RULES } from "../../src/rules";
import { BACKENDS, useBackend } from "./backends";
import { at, begin, distance, gaussian, givenTo, orthogonal } from "./rules-setting";

const cases = RULE_IDS.flatMap((id) =>
  RULES[id].numbers.flatMap((numbers) => OPTIMISER_IDS.map((optimiser) => ({ id, numbers, optimiser }))),
);

describe.each(BACKENDS)("ten steps on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(cases)(
    "end where those on float64 arrays end, and leave no tensor: $id, $numbers, by $optimiser",
    async ({ id, numbers, optimiser }) => {
      const stream = random(1, "devices");
      const n = 6;
      const w0 = orthogonal(n, stream, numbers);
      const before = memory().numTensors;
      const wanted = begin(id, w0, { numbers, optimiser });
      const trained: RecurrentMatrix<Tensor2D> = begin(id, w0, { numbers, optimiser }, tensors);
      const start = wanted.w;
      for (let i = 0; i < 10; i++) {
        const g = givenTo(id, gaussian(n, stream, numbers));
        const device = tensors.fromHost(g);
        const settings = at(0.02, { rebase: 4 });
        await wanted.step(g, settings);
        await trained.step(device, settings);
        device.dispose();
      }
      const found = await tensors.toHost(trained.w);
      expect(distance(found, wanted.w)).toBeLessThan(1e-3 * frobenius(wanted.w));
      expect(distance(wanted.w, start)).toBeGreaterThan(id === "frozen" ? -1 : 0.01);
      trained.free();
      expect(memory().numTensors).toBe(before);
    },
  );

  it.each(RULE_IDS.filter((id) => RULES[id].keeps === "unitary"))(
    "%s leaves no tensor and its W alone after a step that is not finite",
    async (id) => {
      const [numbers] = RULES[id].numbers;
      const w0 = orthogonal(4, random(2, "devices"), numbers);
      const before = memory().numTensors;
      const trained: RecurrentMatrix<Tensor2D> = begin(id, w0, { numbers, optimiser: "adam" }, tensors);
      const w = await tensors.toHost(trained.w);
      const bad = gaussian(4, random(3, "devices"), numbers);
      bad.values[1] = Number.NaN;
      const device = tensors.fromHost(bad);
      await expect(trained.step(device, at(0.1))).rejects.toThrow(RangeError);
      expect(await tensors.toHost(trained.w)).toEqual(w);
      device.dispose();
      trained.free();
      expect(memory().numTensors).toBe(before);
    },
  );
});
