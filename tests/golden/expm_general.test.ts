import { beforeAll, describe, it } from "vitest";
import { tensors } from "../../src/kernels/tensors";
import { drift } from "../../src/math/arrays";
import { expm, expmArray } from "../../src/math/expm";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, matrixOf } from "./golden";

describe("exp of matrices that are not skew", () => {
  const { entries, near } = comparing("expm_general", ["n", "B"]);

  it.each(entries)("agrees at n = $n and is not orthogonal: ‖WWᵀ − I‖ = $drift", (entry) => {
    const w = expmArray(matrixOf(entry.B));
    near(entry, "W", w, { relative: 1e-12 });
    // ‖WWᵀ − I‖ is of the order of ‖W‖².
    near(entry, "drift", drift(w), { absolute: 1e-12 * entry.drift * Math.max(1, entry.drift) });
  });
});

describe.each(BACKENDS)("exp of matrices that are not skew, in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  const { entries, near } = comparing("expm_general", ["n", "B"], `float32 on ${backend}`);

  it.each(entries)("agrees at n = $n, ‖WWᵀ − I‖ = $drift", async (entry) => {
    const b = tensors.fromHost(matrixOf(entry.B));
    const w = await expm(tensors, b);
    const found = await tensors.toHost(w);
    near(entry, "W", found, { relative: 2e-5 });
    near(entry, "drift", drift(found), { relative: 2e-5 });
    tensors.free(b, w);
  });
});
