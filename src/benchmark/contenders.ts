import type { CellId } from "../kernels/cells";

/** Where a contender runs. */
export type Place = "wasm" | "webgpu" | "pytorch";

/** One way to train the network, in one place. */
export interface Contender {
  readonly id: string;
  readonly label: string;
  /**
   * The implementation: the lab's own engine; a loop over TensorFlow.js operations with autodiff; the recurrent layer
   * of TensorFlow.js; a loop and autodiff compiled by jax-js; or PyTorch.
   */
  readonly network: "ours" | "operations" | "layers" | "jax" | "pytorch";
  readonly place: Place;
  readonly cell: CellId;
  /** The update rule of W: Adam on its entries, or on B of W = exp(B)·W₀ with the exact gradient. */
  readonly rule: "none" | "exp";
  /** True if W is computed once per step; by default PyTorch's parametrization computes it at every time step. */
  readonly cached?: true;
  /** True if its formula is another, so that its first loss is too. */
  readonly differs?: true;
  /** The id of the lab's own contender that does the same. */
  readonly against: string;
}

const inBrowser = (place: "wasm" | "webgpu"): Contender[] => [
  {
    id: `ours-${place}`,
    label: "Unitary RNN Lab",
    network: "ours",
    place,
    cell: "simple",
    rule: "none",
    against: `ours-${place}`,
  },
  {
    id: `ours-exp-${place}`,
    label: "Unitary RNN Lab, exact exp rule",
    network: "ours",
    place,
    cell: "simple",
    rule: "exp",
    against: `ours-exp-${place}`,
  },
  {
    id: `operations-${place}`,
    label: "TensorFlow.js, loop and autodiff",
    network: "operations",
    place,
    cell: "simple",
    rule: "none",
    against: `ours-${place}`,
  },
  {
    id: `layers-${place}`,
    label: "TensorFlow.js, layers.simpleRNN",
    network: "layers",
    place,
    cell: "simple",
    rule: "none",
    against: `ours-${place}`,
  },
  {
    id: `jax-${place}`,
    label: "jax-js, loop and autodiff",
    network: "jax",
    place,
    cell: "simple",
    rule: "none",
    against: `ours-${place}`,
  },
  {
    id: `jax-exp-${place}`,
    label: "jax-js, the same with exp(B)·W₀",
    network: "jax",
    place,
    cell: "simple",
    rule: "exp",
    against: `ours-exp-${place}`,
  },
];

/** A gated cell beside the layer of TensorFlow.js that is called after it. */
const gatedInBrowser = (place: "wasm" | "webgpu"): Contender[] => [
  gated("ours", place, "lstm", "Unitary RNN Lab, LSTM"),
  gated("layers", place, "lstm", "TensorFlow.js, layers.lstm"),
  gated("jax", place, "lstm", "jax-js, loop and autodiff, LSTM"),
  gated("ours", place, "gru", "Unitary RNN Lab, GRU"),
  // The layer has no other form of it, and this one takes as many operations.
  { ...gated("layers", place, "gru", "TensorFlow.js, layers.gru, r∘h before the product"), differs: true },
];

function gated(network: Contender["network"], place: Place, cell: "lstm" | "gru", label: string): Contender {
  const against = `ours-${cell}-${place === "webgpu" ? "webgpu" : "wasm"}`;
  const id = place === "pytorch" ? `${place}-${cell}` : `${network}-${cell}-${place}`;
  return { id, label, network, place, cell, rule: "none", against };
}

/** The contenders that run in a browser. */
export const BROWSER_CONTENDERS: readonly Contender[] = (["wasm", "webgpu"] as const).flatMap((place) => [
  ...inBrowser(place),
  ...gatedInBrowser(place),
]);

/** The contenders that run outside the browser, on the same processor. */
export const PYTORCH_CONTENDERS: readonly Contender[] = [
  {
    id: "pytorch",
    label: "PyTorch, nn.RNN",
    network: "pytorch",
    place: "pytorch",
    cell: "simple",
    rule: "none",
    against: "ours-wasm",
  },
  {
    id: "pytorch-exp",
    label: "PyTorch, loop with orthogonal(matrix_exp)",
    network: "pytorch",
    place: "pytorch",
    cell: "simple",
    rule: "exp",
    against: "ours-exp-wasm",
  },
  {
    id: "pytorch-exp-cached",
    label: "PyTorch, the same with parametrize.cached()",
    network: "pytorch",
    place: "pytorch",
    cell: "simple",
    rule: "exp",
    cached: true,
    against: "ours-exp-wasm",
  },
  gated("pytorch", "pytorch", "lstm", "PyTorch, nn.LSTM"),
  gated("pytorch", "pytorch", "gru", "PyTorch, nn.GRU"),
];

/** Finds a contender by its id. @throws RangeError if there is none */
export function contender(id: string): Contender {
  const found = [...BROWSER_CONTENDERS, ...PYTORCH_CONTENDERS].find((one) => one.id === id);
  if (!found) throw new RangeError(`There is no contender “${id}”.`);
  return found;
}
