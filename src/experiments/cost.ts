import type { RunConfig } from "../config/schema";
import { ACTIVATIONS } from "../kernels/activations";
import { type CellSize, width } from "../kernels/cell-size";
import { RULES } from "../rules";
import { TASKS } from "../tasks";

/** Numbers that are trained: those of W under its rule, V, b, U, c, and thresholds where σ has them. */
export function trainedNumbers({ b }: Pick<RunConfig, "b">, size: CellSize): number {
  const { inputs, units: n, outputs, complex } = size;
  const w = width(size);
  const thresholds = ACTIVATIONS[b.activation].hasThreshold ? n : 0;
  return RULES[b.rule].trained(n, complex) + w * inputs + w + outputs * w + outputs + thresholds;
}

/**
 * The n with which a network has as nearly as possible the `wanted` count of trained numbers; the smaller of two that
 * are equally near.
 */
export function unitsFor(config: Pick<RunConfig, "b">, size: CellSize, wanted: number, most = 256): number {
  let [best, least] = [2, Number.POSITIVE_INFINITY];
  for (let units = 2; units <= most; units++) {
    const miss = Math.abs(trainedNumbers(config, { ...size, units }) - wanted);
    if (miss < least) [best, least] = [units, miss];
  }
  return best;
}

export interface BatchSize {
  /** T */
  readonly steps: number;
  readonly batch: number;
  /** Time steps whose outputs have a loss. */
  readonly scored: number;
  /** Whether an input is one class, whose row of V is looked up, or real numbers, which V multiplies. */
  readonly classes: boolean;
}

/**
 * Floating-point operations of one training step, from the formulas: the recurrence forward, backward and ∂L/∂W, two
 * operations to a multiplication with its addition, 6·T·batch·w²; the same for the outputs that have a loss, and for V
 * where inputs are numbers; and the rule's products of matrices.
 */
export function flopsPerStep({ b }: Pick<RunConfig, "b">, size: CellSize, shape: BatchSize): number {
  const w = width(size);
  const rows = shape.steps * shape.batch;
  const recurrence = 6 * rows * w * w;
  const inputs = shape.classes ? 2 * rows * w : 4 * rows * size.inputs * w;
  const outputs = 6 * shape.scored * shape.batch * size.outputs * w;
  return recurrence + inputs + outputs + RULES[b.rule].products * 2 * w ** 3;
}

/** A size of the work that is known before the task is made, for sharing out time: the recurrence alone. */
export function roughCost(config: RunConfig): number {
  const { batch, units, steps, b, task } = config;
  const { steps: time } = TASKS[task].shape(config);
  const w = width({ inputs: 0, units, outputs: 0, complex: b.numbers === "complex" });
  return steps * (6 * time * batch * w * w + RULES[b.rule].products * 2 * w ** 3 + 1e6);
}
