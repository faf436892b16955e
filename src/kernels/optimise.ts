import { engine, type Tensor } from "@tensorflow/tfjs-core";
import type { OptimiserId } from "../config/schema";

export const OPTIMISE = "Optimise";

export interface OptimiseAttributes {
  readonly optimiser: OptimiserId;
  readonly rate: number;
  /** The number of steps including this one, from 1. */
  readonly count: number;
}

/** The name of the i-th memory tensor among the inputs. */
export const slotName = (i: number): string => `memory${i}`;

/**
 * One step of an optimiser over all entries of a tensor, by the formulas in `optimisers`.
 * @param from the parameters, from which the update is subtracted; if undefined, the result is the update itself
 */
export function optimise<T extends Tensor>(
  gradient: T,
  memory: readonly T[],
  attributes: OptimiseAttributes,
  from?: T,
): { readonly result: T; readonly memory: T[] } {
  const slots = Object.fromEntries(memory.map((slot, i) => [slotName(i), slot]));
  const inputs = { gradient, ...slots, ...(from ? { from } : {}) };
  const results = [engine().runKernel(OPTIMISE, inputs, { ...attributes })].flat() as T[];
  return { result: results[0], memory: results.slice(1) };
}
