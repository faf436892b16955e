import type { Activation } from "./activations";
import type { ScanSize } from "./reference-scan";

/**
 * The recurrence on plain float32 arrays, each function writing to its last argument. Layouts as in rnn-scan.ts.
 * What a backend whose tensors JavaScript can see runs is one of these.
 */
export interface Recurrence {
  scan(
    size: ScanSize,
    activation: Activation,
    inputs: { w: Float32Array; drive: Float32Array; h0: Float32Array; threshold: Float32Array },
    h: Float32Array,
  ): void;
  scanGradient(
    size: ScanSize,
    activation: Activation,
    inputs: { w: Float32Array; h: Float32Array; direct: Float32Array; threshold: Float32Array },
    gradient: Float32Array,
  ): void;
  scanDelta(
    size: ScanSize,
    activation: Activation,
    inputs: { h: Float32Array; gradient: Float32Array; threshold: Float32Array },
    delta: Float32Array,
  ): void;
  scanWeightGradient(
    size: ScanSize,
    inputs: { h: Float32Array; delta: Float32Array },
    dW: Float32Array,
  ): void;
}
