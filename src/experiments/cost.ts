import { FIELDS, type RunConfig } from "../config/schema";
import { maxOf } from "../config/sizes";
import { ACTIVATIONS } from "../kernels/activations";
import { type CellSize, width } from "../kernels/cell-size";
import { RULES } from "../rules";
import { TASKS } from "../tasks";

/** The number of trained real parameters: those of W under its rule, V, b, U, c, and the thresholds if σ has them. */
export function trainedNumbers({ b }: Pick<RunConfig, "b">, size: CellSize): number {
  const { inputs, units: n, outputs, complex } = size;
  const w = width(size);
  const thresholds = ACTIVATIONS[b.activation].hasThreshold ? n : 0;
  return RULES[b.rule].trained(n, complex) + w * inputs + w + outputs * w + outputs + thresholds;
}

/**
 * The n for which a network's number of trained parameters is nearest to `wanted`; the smaller n of two that are
 * equally near. It is above the usual limit only if the plan's own n is.
 */
export function unitsFor(config: Pick<RunConfig, "b" | "units">, size: CellSize, wanted: number): number {
  const maxUnits = maxOf(FIELDS.units, config.units > FIELDS.units.max ? "large" : "usual");
  let [best, smallestMiss] = [2, Number.POSITIVE_INFINITY];
  for (let units = 2; units <= maxUnits; units++) {
    const miss = Math.abs(trainedNumbers(config, { ...size, units }) - wanted);
    if (miss < smallestMiss) [best, smallestMiss] = [units, miss];
  }
  return best;
}

/** The sizes of a batch that its cost depends on. */
export interface BatchSize {
  /** T */
  readonly steps: number;
  readonly batch: number;
  /** The number of time steps whose outputs have a loss. */
  readonly scored: number;
  /** True if an input is one class, whose column of V is looked up; false if it is real numbers, multiplied by V. */
  readonly classes: boolean;
}

/**
 * The floating-point operations of one training step, counted from the formulas, with two operations per
 * multiply-add: the recurrence forward, backward and ∂L/∂W take 6·T·batch·w²; the outputs that have a loss, and V if
 * the inputs are real numbers, are counted likewise; the rule's matrix products are added.
 */
export function flopsPerStep({ b }: Pick<RunConfig, "b">, size: CellSize, shape: BatchSize): number {
  const w = width(size);
  const rows = shape.steps * shape.batch;
  const recurrence = 6 * rows * w * w;
  const inputs = shape.classes ? 2 * rows * w : 4 * rows * size.inputs * w;
  const outputs = 6 * shape.scored * shape.batch * size.outputs * w;
  return recurrence + inputs + outputs + RULES[b.rule].products * 2 * w ** 3;
}

/** A rough cost of a run in operations, known before the task is built: the recurrence and the rule only. */
export function roughCost(config: RunConfig): number {
  const { batch, units, steps, b, task } = config;
  const { steps: timeSteps } = TASKS[task].shape(config);
  const w = width({ inputs: 0, units, outputs: 0, complex: b.numbers === "complex" });
  return steps * (6 * timeSteps * batch * w * w + RULES[b.rule].products * 2 * w ** 3 + 1e6);
}
