import { type CellSize, kindOf, stateWidth, width } from "./cell-size";

/**
 * A pass keeps the states and outputs of all time steps for the way back if they take at most this many bytes. Otherwise it
 * keeps a state every √T time steps or so, and computes the stretch after it again when the gradient gets there: memory for
 * 2√T time steps instead of T, and a third more operations, as the way forward is made twice (Chen et al. 2016).
 */
export const MAX_KEPT_BYTES = 2 ** 30;

const FLOAT_BYTES = 4;

interface Steps {
  readonly size: CellSize;
  /** T */
  readonly steps: number;
  readonly batch: number;
  /** The first time step whose output has a loss. */
  readonly first: number;
}

/** The bytes that the states, a gated cell's values and the outputs of all time steps take. */
export const keptBytes = ({ size, steps, batch, first }: Steps): number => {
  const perTimeStep = stateWidth(size) + (kindOf(size).gated?.keeps ?? 0) * width(size);
  return FLOAT_BYTES * batch * ((steps + 1) * perTimeStep + (steps - first) * size.outputs);
};

/** The number of time steps whose states and outputs are kept at once: T, or about √T if all of them would be too large. */
export const stretchOf = (of: Steps): number =>
  keptBytes(of) <= MAX_KEPT_BYTES ? of.steps : Math.ceil(Math.sqrt(of.steps));
