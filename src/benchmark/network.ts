/** A network in training on one batch, on the present backend. It owns its tensors; {@link free} releases them. */
export interface BenchmarkNetwork {
  /** Makes a full training step. The device may still be working when it settles. */
  step(): Promise<void>;
  /** The loss of the last step's batch before that step's update. */
  loss(): Promise<number>;
  free(): void;
}
