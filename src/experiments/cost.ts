import { FIELDS, type RunConfig } from "../config/schema";
import { maxOf } from "../config/sizes";
import { ACTIVATIONS } from "../kernels/activations";
import { blockRows, type CellSize, kindOf, sizeOf, width } from "../kernels/cell-size";
import { RULES } from "../rules";
import { TASKS } from "../tasks";

/**
 * The number of trained real parameters: those of W under its rule, for each block of a gated cell, V, b, U, c, and the
 * thresholds if σ has them, or the inner bias if the cell has one.
 */
export function trainedNumbers({ b }: Pick<RunConfig, "b">, size: CellSize): number {
  const { inputs, units: n, outputs, complex } = size;
  const { blocks, gated, innerBias } = kindOf(size);
  const [w, rows] = [width(size), blockRows(size)];
  const ofW = blocks.length * RULES[b.rule].trained(n, complex);
  const perUnit = (!gated && ACTIVATIONS[b.activation].hasThreshold ? n : 0) + (innerBias === null ? 0 : n);
  return ofW + rows * inputs + rows + outputs * w + outputs + perUnit;
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
 * The operations of the recurrence for one sequence and time step, forward, backward and for ∂L/∂W: 6·k·w² with k blocks of the
 * cell, or 24·n of a diagonal W, which multiplies n complex numbers each way.
 */
const recurrencePerRow = ({ b }: Pick<RunConfig, "b">, size: CellSize): number =>
  RULES[b.rule].diagonal ? 24 * size.units : 6 * blockRows(size) * width(size);

/**
 * The floating-point operations of one training step, counted from the formulas, with two operations per
 * multiply-add: the recurrence takes {@link recurrencePerRow} for each of T·batch rows; the outputs that have a loss, and V if
 * the inputs are real numbers, are counted likewise; the rule's matrix products are added.
 */
export function flopsPerStep(config: Pick<RunConfig, "b">, size: CellSize, shape: BatchSize): number {
  const [w, of] = [width(size), blockRows(size)];
  const rows = shape.steps * shape.batch;
  const recurrence = rows * recurrencePerRow(config, size);
  const inputs = shape.classes ? 2 * rows * of : 4 * rows * size.inputs * of;
  const outputs = 6 * shape.scored * shape.batch * size.outputs * w;
  return recurrence + inputs + outputs + RULES[config.b.rule].products * 2 * w ** 3;
}

/** A rough cost of a run in operations, known before the task is built: the recurrence and the rule only. */
export function roughCost(config: RunConfig): number {
  const { batch, units, steps, b, task } = config;
  const { steps: timeSteps } = TASKS[task].shape(config);
  const size = sizeOf(units, b, { inputs: 0, outputs: 0 });
  const w = width(size);
  const recurrence = timeSteps * batch * recurrencePerRow(config, size);
  return steps * (recurrence + RULES[b.rule].products * 2 * w ** 3 + 1e6);
}
