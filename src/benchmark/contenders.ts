export type Place = "wasm" | "webgpu" | "pytorch";

/** One way to train the network, somewhere. */
export interface Contender {
  readonly id: string;
  readonly label: string;
  /**
   * The lab's own engine; TensorFlow.js's operations, a loop and autodiff, as one writes them without it; the
   * recurrent layer that TensorFlow.js brings; PyTorch.
   */
  readonly network: "ours" | "operations" | "layers" | "pytorch";
  readonly place: Place;
  /** What moves W: Adam on its entries, or on B of W = exp(B)·W₀ along the exact gradient. */
  readonly rule: "none" | "exp";
  /** The contender of ours that does the same thing. */
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

/** What a browser can measure by itself. */
export const BROWSER_CONTENDERS: readonly Contender[] = [...inBrowser("wasm"), ...inBrowser("webgpu")];

/** What runs beside the browser, on the same processor. */
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
];

/** @throws RangeError when there is none of this id */
export function contender(id: string): Contender {
  const found = [...BROWSER_CONTENDERS, ...PYTORCH_CONTENDERS].find((one) => one.id === id);
  if (!found) throw new RangeError(`There is no contender “${id}”.`);
  return found;
}
