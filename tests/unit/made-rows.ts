import type { Row } from "../../src/experiments/row";

/** A row of a finished copying run, with other parts. */
export const row = (part: Partial<Row> = {}): Row => ({
  id: JSON.stringify([part.network ?? "RNN", part.point ?? {}]),
  index: 0,
  plan: "x",
  network: "RNN",
  point: { length: 100, seed: 1 },
  rule: "none",
  task: "copying",
  outcome: "finished",
  reason: "",
  stop: null,
  step: 10,
  steps: 10,
  training: { loss: 1, accuracy: 0.5 },
  heldOut: { loss: 1, accuracy: 0.5 },
  scoredOn: { evaluations: 5, sequences: 512, answers: 5120 },
  baseline: { loss: 0.2, accuracy: 0.125, name: "best possible without memory" },
  bigram: null,
  gradientKept: { first: 1e-10, last: 1e-12 },
  drift: 2,
  units: 8,
  parameters: 100,
  flopsPerStep: 1000,
  seconds: 3,
  curve: { step: [5, 10], loss: [2, 1], accuracy: [0.2, 0.5], seconds: [1, 3] },
  backend: "wasm",
  data: "",
  engine: 2,
  ...part,
});

/** Rows of one network at one length with these held-out accuracies, by seeds 1, 2, …; a loss of 1 − accuracy. */
export const scored = (
  network: string,
  length: number,
  accuracies: readonly number[],
  part: Partial<Row> = {},
): Row[] =>
  accuracies.map((accuracy, i) =>
    row({ network, point: { length, seed: i + 1 }, heldOut: { loss: 1 - accuracy, accuracy }, ...part }),
  );

/** What a run has that diverged. */
export const stopped = {
  outcome: "stopped",
  heldOut: { loss: Number.NaN, accuracy: Number.NaN },
  stop: { step: 7, quantity: "loss", value: Number.NaN },
  reason: "It grew.",
} as const;
