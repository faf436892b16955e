import { tensor1d, tensor2d, tensor3d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { rnnScan, rnnScanDelta, rnnScanGradient, type ScanActivation } from "../../src/kernels/rnn-scan";
import { BACKENDS, useBackend } from "../unit/backends";
import { comparing, flat, golden, matrixOf, states } from "./golden";

const close = comparing("bptt");
const TOLERANCE = 2e-5;
const PAIRED: readonly string[] = ["modrelu_complex", "modrelu_pairs"];

describe.each(BACKENDS)("the float32 recurrence on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(golden.bptt)("agrees with the golden entry $act, $loss_kind", async (entry) => {
    const { T, batch, d, params } = entry as unknown as {
      T: number;
      batch: number;
      d: number;
      params: Record<string, unknown>;
    };
    const activation = (PAIRED.includes(entry.act) ? "modrelu-complex" : entry.act) as ScanActivation;
    const w = matrixOf(entry.W);
    const n = w.n;
    const [V, b] = [flat(params.V), flat(params.b)];
    const x = flat(entry.X);
    const drive = Array.from({ length: T * batch * n }, (_, at) => {
      const [r, i] = [Math.floor(at / n), at % n];
      let sum = b[i];
      for (let j = 0; j < d; j++) sum += V[i * d + j] * x[r * d + j];
      return sum;
    });
    const h = states(entry.h);
    const g = states(entry.grad_h);
    const found = tidy(() => {
      const matrix = tensor2d(Float32Array.from(w.values), [n, n]);
      const threshold = tensor1d(params.mb ? flat(params.mb) : new Array<number>(n).fill(0));
      const scanned = rnnScan(
        {
          w: matrix,
          drive: tensor3d(drive, [T, batch, n]),
          h0: tensor2d(states(entry.h0), [batch, n]),
          threshold,
        },
        activation,
      );
      // What reached h_t directly is what the golden gradient has beyond Wᵀδ_{t+1}: all of it at T, and so on back.
      const gradient = tensor3d(g, [T + 1, batch, n]);
      const delta = rnnScanDelta({ h: tensor3d(h, [T + 1, batch, n]), gradient, threshold }, activation);
      return { scanned, delta, threshold, matrix };
    });
    close(await found.scanned.array(), [...h], TOLERANCE);
    const delta = (await found.delta.array()).flat(2);
    const direct = Array.from({ length: T * batch * n }, (_, at) => {
      const [t, k, j] = [Math.floor(at / (batch * n)) + 1, Math.floor(at / n) % batch, at % n];
      let through = 0;
      if (t < T) for (let i = 0; i < n; i++) through += w.values[i * n + j] * delta[(t * batch + k) * n + i];
      return g[(t * batch + k) * n + j] - through;
    });
    const back = tidy(() =>
      rnnScanGradient(
        {
          w: tensor2d(Float32Array.from(w.values), [n, n]),
          h: tensor3d(h, [T + 1, batch, n]),
          direct: tensor3d(direct, [T, batch, n]),
          threshold: tensor1d(params.mb ? flat(params.mb) : new Array<number>(n).fill(0)),
        },
        activation,
      ),
    );
    close((await back.array()).flat(2), [...g], TOLERANCE);
    // ∂L/∂b = Σ δ.
    const db = Array.from({ length: n }, (_, i) =>
      delta.reduce((sum, value, at) => (at % n === i ? sum + value : sum), 0),
    );
    close(db, flat((entry.grad as Record<string, unknown>).b), TOLERANCE);
  });
});
