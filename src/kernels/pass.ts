import type { PassAttributes } from "./rnn-pass";

/** The inputs of a pass on plain arrays; layouts as in rnn-pass.ts. */
export interface PassArrays {
  readonly w: Float32Array;
  readonly h0?: Float32Array;
  readonly parameters: Float32Array;
  readonly inputs: Float32Array | Int32Array;
  readonly targets: Float32Array | Int32Array;
  readonly weights: Float32Array;
  readonly accuracyWeights: Float32Array;
}

/**
 * A pass, which writes its results to the arrays of the last argument: as many as `want` says, in the order of
 * `Norms` or `Trace`.
 */
export type Pass<Results = Float32Array> = (
  attributes: PassAttributes,
  inputs: PassArrays,
  results: readonly Results[],
) => void;
