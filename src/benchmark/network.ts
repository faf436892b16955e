/** One network in training on one batch, on the backend that is set. It owns its tensors; {@link free} ends it. */
export interface BenchmarkNetwork {
  /** A full training step. The device may still be at work when it settles. */
  step(): Promise<void>;
  /** The loss of the last step's batch before that step's update. */
  loss(): Promise<number>;
  free(): void;
}
