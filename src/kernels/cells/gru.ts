import { type CellKind, logistic } from "./cell-kind";

/**
 * The gated recurrent unit (Cho et al. 2014) with its reset gate outside the product, as PyTorch has it:
 * m = tanh(V x + b + r∘(W h + bm)), h = (1 − z)∘m + z∘h. PyTorch calls m “n”.
 */
export const gru: CellKind = {
  label: "GRU",
  network: "GRU",
  formula: tex`h_t=(1-z)\circ m+z\circ h_{t-1}`,
  blocks: ["r", "z", "m"],
  state: ["h"],
  innerBias: 2,
  memoryGate: 1,
  gated: {
    keeps: 4,
    forward(n, { input, recurrent, state, next, kept }) {
      for (let j = 0; j < n; j++) {
        const r = logistic(input[j] + recurrent[j]);
        const z = logistic(input[n + j] + recurrent[n + j]);
        const inner = recurrent[2 * n + j];
        const m = Math.tanh(input[2 * n + j] + r * inner);
        next[j] = (1 - z) * m + z * state[j];
        kept[j] = r;
        kept[n + j] = z;
        kept[2 * n + j] = m;
        kept[3 * n + j] = inner;
      }
    },
    backward(n, { gradient, state, kept, delta, recurrentDelta, before }) {
      for (let j = 0; j < n; j++) {
        const [r, z, m, inner] = [kept[j], kept[n + j], kept[2 * n + j], kept[3 * n + j]];
        const dh = gradient[j];
        const dm = dh * (1 - z) * (1 - m * m);
        delta[j] = recurrentDelta[j] = dm * inner * r * (1 - r);
        delta[n + j] = recurrentDelta[n + j] = dh * (state[j] - m) * z * (1 - z);
        delta[2 * n + j] = dm;
        recurrentDelta[2 * n + j] = dm * r;
        before[j] = dh * z;
      }
    },
    wgsl: {
      gates: `let r = logistic(z.x);
  return vec4(r, logistic(z.y), squashed(z.w + r * z.z), z.z);`,
      memory: "return (1.0 - kept.y) * kept.z + kept.y * before;",
      hidden: "return memory;",
      reached: "return dh;",
      deltas: `let d = dm * (1.0 - kept.y) * (1.0 - kept.z * kept.z);
  return vec4(d * kept.w * kept.x * (1.0 - kept.x), dm * (before - kept.z) * kept.y * (1.0 - kept.y), d * kept.x, d);`,
    },
  },
};
