import { engine, type Tensor } from "@tensorflow/tfjs-core";
import type { OptimiserId } from "../config/schema";

export const OPTIMISE = "Optimise";

export interface OptimiseAttributes {
  readonly optimiser: OptimiserId;
  readonly rate: number;
  /** Steps made including this one, from 1. */
  readonly count: number;
}

/** The memory's names among the inputs. */
export const slotName = (i: number): string => `memory${i}`;

/**
 * One step of an optimiser over all numbers of a tensor, with the formulas of optimisers.
 * @param from what the move is subtracted from; undefined for the move itself
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
