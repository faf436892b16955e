import { beforeAll, describe, expect, it } from "vitest";
import { tensors } from "../../src/kernels/tensors";
import { drift } from "../../src/math/arrays";
import { expm, expmArray } from "../../src/math/expm";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, matrixOf } from "./golden";

const GIVEN = ["n", "norm2", "complex", "B", "scipy_err"];

describe("exp of skew-Hermitian matrices", () => {
  const { entries, near } = comparing("expm_skew", GIVEN);

  it.each(entries)("agrees with 70-digit arithmetic at n = $n, ‖B‖₂ = $norm2", (entry) => {
    const { n, norm2, B } = entry;
    const w = expmArray(matrixOf(B));
    near(entry, "W", w, { absolute: 1e-14 * n * Math.max(1, norm2) });
    expect(drift(w)).toBeLessThan(2e-14 * n * Math.max(1, norm2));
  });
});

describe.each(BACKENDS)("exp of skew-Hermitian matrices in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  const { entries, near } = comparing("expm_skew", GIVEN, `float32 on ${backend}`);

  it.each(entries)("agrees at n = $n, ‖B‖₂ = $norm2", async (entry) => {
    const b = tensors.fromHost(matrixOf(entry.B));
    const w = await expm(tensors, b);
    near(entry, "W", await tensors.toHost(w), { relative: 2e-5 });
    tensors.free(b, w);
  });
});
