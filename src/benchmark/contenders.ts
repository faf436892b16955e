/** Where a contender runs. */
export type Place = "wasm" | "webgpu" | "pytorch";

/** One way to train the network, in one place. */
export interface Contender {
  readonly id: string;
  readonly label: string;
  /**
   * The implementation: the lab's own engine; a loop over TensorFlow.js operations with autodiff; the recurrent layer
   * of TensorFlow.js; or PyTorch.
   */
  readonly network: "ours" | "operations" | "layers" | "pytorch";
  readonly place: Place;
  /** The update rule of W: Adam on its entries, or on B of W = exp(B)·W₀ with the exact gradient. */
  readonly rule: "none" | "exp";
  /** True if W is computed once per step; by default PyTorch's parametrization computes it at every time step. */
  readonly cached?: true;
  /** The id of the lab's own contender that does the same. */
  readonly against: string;
}

const inBrowser = (place: "wasm" | "webgpu"): Contender[] => [
  {
    id: `ours-${place}`,
    label: "Unitary RNN Lab",
    network: "ours",
    place,
    rule: "none",
    against: `ours-${place}`,
  },
  {
    id: `ours-exp-${place}`,
    label: "Unitary RNN Lab, exact exp rule",
    network: "ours",
    place,
    rule: "exp",
    against: `ours-exp-${place}`,
  },
  {
    id: `operations-${place}`,
    label: "TensorFlow.js, loop and autodiff",
    network: "operations",
    place,
    rule: "none",
    against: `ours-${place}`,
  },
  {
    id: `layers-${place}`,
    label: "TensorFlow.js, layers.simpleRNN",
    network: "layers",
    place,
    rule: "none",
    against: `ours-${place}`,
  },
];

/** The contenders that run in a browser. */
export const BROWSER_CONTENDERS: readonly Contender[] = [...inBrowser("wasm"), ...inBrowser("webgpu")];

/** The contenders that run outside the browser, on the same processor. */
export const PYTORCH_CONTENDERS: readonly Contender[] = [
  {
    id: "pytorch",
    label: "PyTorch, nn.RNN",
    network: "pytorch",
    place: "pytorch",
    rule: "none",
    against: "ours-wasm",
  },
  {
    id: "pytorch-exp",
    label: "PyTorch, loop with orthogonal(matrix_exp)",
    network: "pytorch",
    place: "pytorch",
    rule: "exp",
    against: "ours-exp-wasm",
  },
  {
    id: "pytorch-exp-cached",
    label: "PyTorch, the same with parametrize.cached()",
    network: "pytorch",
    place: "pytorch",
    rule: "exp",
    cached: true,
    against: "ours-exp-wasm",
  },
];

/** Finds a contender by its id. @throws RangeError if there is none */
export function contender(id: string): Contender {
  const found = [...BROWSER_CONTENDERS, ...PYTORCH_CONTENDERS].find((one) => one.id === id);
  if (!found) throw new RangeError(`There is no contender “${id}”.`);
  return found;
}
