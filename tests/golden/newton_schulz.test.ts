import { beforeAll, describe, it } from "vitest";
import { tensors } from "../../src/kernels/tensors";
import type { Device } from "../../src/math/algebra";
import { arrays, drift, type Matrix } from "../../src/math/arrays";
import { newtonSchulz } from "../../src/math/polar";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, type EntryOf, matrixOf } from "./golden";

/** The start and what four steps make of it. */
async function iterates<M>(device: Device<M>, { W }: EntryOf<"newton_schulz">): Promise<Matrix[]> {
  let x = device.fromHost(matrixOf(W[0]));
  const found = [await device.toHost(x)];
  while (found.length < W.length) {
    const last = x;
    x = device.tidy(() => newtonSchulz(device, last));
    device.free(last);
    found.push(await device.toHost(x));
  }
  device.free(x);
  return found;
}

describe("Newton and Schulz's way to the polar factor", () => {
  const { entries, near } = comparing("newton_schulz", ["n"]);

  it.each(entries)("passes the reference's iterates: n = $n", async (entry) => {
    const found = await iterates(arrays("float64"), entry);
    near(entry, "W", found, { relative: 1e-12 });
    // The last drifts are made of rounding.
    near(entry, "drift", found.map(drift), { relative: 1e-12 });
  });
});

describe.each(BACKENDS)("Newton and Schulz's way in float32 on %s", (backend) => {
  beforeAll(() => useBackend(backend));
  const { entries, near } = comparing("newton_schulz", ["n"], `float32 on ${backend}`);

  it.each(entries)("passes the reference's iterates: n = $n", async (entry) => {
    const found = await iterates(tensors, entry);
    near(entry, "W", found, { relative: 2e-5 });
    near(entry, "drift", found.map(drift), { relative: 2e-5 });
  });
});
