import { type CellKind, logistic } from "./cell-kind";

/**
 * The long short-term memory with a forget gate (Hochreiter, Schmidhuber 1997; Gers, Schmidhuber, Cummins 2000):
 * c = f∘c + i∘g, h = o∘tanh c, with one bias, blocks in PyTorch’s order.
 */
export const lstm: CellKind = {
  label: "LSTM",
  network: "LSTM",
  formula: tex`c_t=f\circ c_{t-1}+i\circ g,\quad h_t=o\circ\tanh c_t`,
  blocks: ["i", "f", "g", "o"],
  state: ["h", "c"],
  innerBias: null,
  memoryGate: 1,
  gated: {
    keeps: 4,
    forward(n, { input, recurrent, state, next, kept }) {
      for (let j = 0; j < n; j++) {
        const a = (block: number) => input[block * n + j] + recurrent[block * n + j];
        const [i, f, g, o] = [logistic(a(0)), logistic(a(1)), Math.tanh(a(2)), logistic(a(3))];
        const c = f * state[n + j] + i * g;
        next[j] = o * Math.tanh(c);
        next[n + j] = c;
        kept[j] = i;
        kept[n + j] = f;
        kept[2 * n + j] = g;
        kept[3 * n + j] = o;
      }
    },
    backward(n, { gradient, state, next, kept, delta, recurrentDelta, before }) {
      for (let j = 0; j < n; j++) {
        const [i, f, g, o] = [kept[j], kept[n + j], kept[2 * n + j], kept[3 * n + j]];
        const squashed = Math.tanh(next[n + j]);
        const dh = gradient[j];
        const dc = gradient[n + j] + dh * o * (1 - squashed * squashed);
        delta[j] = dc * g * i * (1 - i);
        delta[n + j] = dc * state[n + j] * f * (1 - f);
        delta[2 * n + j] = dc * i * (1 - g * g);
        delta[3 * n + j] = dh * squashed * o * (1 - o);
        before[j] = 0;
        before[n + j] = dc * f;
      }
      recurrentDelta.set(delta);
    },
    wgsl: {
      gates: "return vec4(logistic(z.x), logistic(z.y), squashed(z.z), logistic(z.w));",
      memory: "return kept.y * before + kept.x * kept.z;",
      hidden: "return kept.w * squashed(memory);",
      reached: `let s = squashed(after);
  return dc + dh * kept.w * (1.0 - s * s);`,
      deltas: `return vec4(dm * kept.z, dm * before, dm * kept.x, dh * squashed(after)) *
    vec4(kept.xy * (1.0 - kept.xy), 1.0 - kept.z * kept.z, kept.w * (1.0 - kept.w));`,
    },
  },
};
